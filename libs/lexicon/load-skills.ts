import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ANY_LANGUAGE,
  SKILL_TYPES,
  type SkillConcept,
  type SkillLexicon,
  type SkillTerm,
  type SkillType,
} from '@vitamill/domain';
import { projectRoot } from './project-root.js';

const TAXONOMY = 'vitamill-skills-1.0';

let cached: SkillLexicon | null = null;

/** The skills of `lexicon/skills/`: `<domain>.txt` with the concepts, `<lang>.tsv` with further translations. README.md there says the format. */
export function loadSkills(): SkillLexicon {
  cached ??= readSkillLexicon(join(projectRoot(), 'lexicon/skills'));
  return cached;
}

interface Draft {
  readonly name: string;
  readonly type: SkillType;
  readonly domain: string;
  readonly aliases: Record<string, SkillTerm[]>;
  readonly implies: readonly string[];
  readonly broader: readonly string[];
  readonly where: string;
}

function readSkillLexicon(folder: string): SkillLexicon {
  const files = readdirSync(folder).sort();
  const drafts = files.flatMap((file) =>
    file.endsWith('.txt') ? readDomain(readFileSync(join(folder, file), 'utf8'), file) : [],
  );
  const byName = new Map(drafts.map((draft) => [draft.name.toLowerCase(), draft]));
  for (const file of files) {
    const language = /^([a-z]{2})\.tsv$/.exec(file)?.[1];
    if (!language) continue;
    for (const line of linesOf(readFileSync(join(folder, file), 'utf8'))) {
      const [name = '', terms = ''] = line.split('\t');
      const draft = byName.get(name.trim().toLowerCase());
      if (!draft) throw new Error(`lexicon/skills/${file}: no skill is called ${name}`);
      draft.aliases[language] = [...(draft.aliases[language] ?? []), ...termsOf(terms)];
    }
  }
  const idOf = (name: string, draft: Draft): string => {
    const target = byName.get(name.toLowerCase());
    if (!target) throw new Error(`${draft.where}: ${draft.name} names ${name}, which is no skill`);
    return skillId(target.name);
  };
  const concepts = drafts.map(
    (draft): SkillConcept => ({
      id: skillId(draft.name),
      name: draft.name,
      type: draft.type,
      domain: draft.domain,
      aliases: draft.aliases,
      implies: draft.implies.map((name) => idOf(name, draft)),
      broader: draft.broader.map((name) => idOf(name, draft)),
    }),
  );
  return { taxonomy: TAXONOMY, concepts };
}

/** `C++` -> `c-plus-plus`, `Node.js` -> `node-js`. */
export const skillId = (name: string): string =>
  name
    .replace(/\+/g, ' plus ')
    .replace(/#/g, ' sharp ')
    .replace(/^\./, 'dot ')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

const linesOf = (text: string): string[] =>
  text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));

const RULES: Readonly<Record<string, SkillTerm['rule']>> = { '=': 'cased', '~': 'context', '!': 'listed' };

const termsOf = (cell: string): SkillTerm[] =>
  cell.split(';').flatMap((part) => {
    const term = part.trim();
    if (term === '') return [];
    const rule = RULES[term[0]!];
    return [rule ? { text: term.slice(1).trim(), rule } : { text: term, rule: 'free' }];
  });

function readDomain(text: string, file: string): Draft[] {
  const domain = file.replace(/\.txt$/, '');
  let type: SkillType = 'professional';
  let languages: readonly string[] = [ANY_LANGUAGE];
  const drafts: Draft[] = [];
  for (const line of linesOf(text)) {
    if (line.startsWith('@')) {
      const [word = '', ...rest] = line.slice(1).trim().split(/\s+/);
      if (word === 'columns') languages = rest;
      else if (SKILL_TYPES.includes(word as SkillType)) type = word as SkillType;
      else throw new Error(`lexicon/skills/${file}: @${word} is neither a type of skill nor "columns"`);
      continue;
    }
    const [, terms = '', relations = ''] = /^(.*?)(?:\s>\s(.*))?$/.exec(line) ?? [];
    const cells = terms.split('|');
    if (cells.length > languages.length) throw new Error(`lexicon/skills/${file}: too many columns: ${line}`);
    const aliases: Record<string, SkillTerm[]> = {};
    cells.forEach((cell, i) => {
      const read = termsOf(cell);
      if (read.length > 0) aliases[languages[i]!] = read;
    });
    const name = aliases[ANY_LANGUAGE]?.[0]?.text;
    if (!name) throw new Error(`lexicon/skills/${file}: no name: ${line}`);
    const related = relations.split(',').flatMap((r) => r.trim() || []);
    drafts.push({
      name,
      type,
      domain,
      aliases,
      implies: related.filter((r) => !r.startsWith('^')),
      broader: related.filter((r) => r.startsWith('^')).map((r) => r.slice(1).trim()),
      where: `lexicon/skills/${file}`,
    });
  }
  return drafts;
}
