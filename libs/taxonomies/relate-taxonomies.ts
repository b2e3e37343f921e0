import type {
  MasterPosition,
  MasterSkill,
  ParsedCv,
  ProvenanceEntry,
  TaxonomyCode,
  TaxonomyIndex,
} from '@vitamill/domain';

type Title = NonNullable<MasterPosition['title']>;

/** Rules under which provenance tells values that come from an imported taxonomy. */
const TITLE_RULE = 'title.taxonomy';
const SKILL_RULE = 'skills.taxonomy';
/** Labels that are equal but for capitals and marks; the concept may be a wider one than what is meant. */
const CONFIDENCE = 0.85;

/** Words of rank before or behind a title: what remains is the occupation. In the languages of the lexicons. */
const RANK =
  /^(?:senior|junior|sr\.?|jr\.?|lead|principal|chief|head|deputy|assistant to the|trainee|graduate|interim|leitende[rn]?|stellv\.?|stellvertretende[rn]?|hoofd|adjunct|confirmé|débutant|sênior|júnior)\s+|\s+(?:senior|junior|i{1,3}|iv|1|2|3|sr\.?|jr\.?)$/giu;

/** Shorter and shorter readings of a printed title, the printed one first. */
function readingsOf(title: string): string[] {
  const plain = title
    .replace(/\([^()]{0,60}\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const [head = plain] = plain.split(/\s[-–—|@]\s|,|\s\/\s/);
  const ranked = [title, plain, head.trim()];
  return [...new Set([...ranked, ...ranked.map((text) => text.replace(RANK, '').trim())])].filter(
    (text) => text.length >= 2,
  );
}

/**
 * Adds what imported taxonomies know: the concept of each title and skill as `codes`, and, where our own lexicons had no
 * answer, the ISCO group of the occupation and the name of the skill. What was added from other taxonomies before goes.
 */
export function relateTaxonomies({ record, provenance }: ParsedCv, taxonomies: readonly TaxonomyIndex[]): ParsedCv {
  const known = record.taxonomy_versions ?? [];
  const proofs: Record<string, ProvenanceEntry> = { ...provenance };
  const { language } = record;
  const experience = record.experience.map((position, i) => {
    if (!position.title) return position;
    const at = `/experience/${i}/title`;
    return { ...position, title: relateTitle(position.title, at, language, taxonomies, proofs) };
  });
  const skills = record.skills.map((skill, i) =>
    relateSkill(skill, `/skills/${i}`, language, known, taxonomies, proofs),
  );
  return {
    record: { ...record, taxonomy_versions: taxonomies.map(({ tag }) => tag), experience, skills },
    provenance: proofs,
  };
}

function relateTitle(
  title: Title,
  at: string,
  language: string | null,
  taxonomies: readonly TaxonomyIndex[],
  proofs: Record<string, ProvenanceEntry>,
): Title {
  const { codes: _, ...rest } = title;
  const borrowed = proofs[`${at}/code`]?.rule === TITLE_RULE;
  const own: Title = borrowed ? { ...rest, normalized: null, code: null, taxonomy: null } : rest;
  if (borrowed) delete proofs[`${at}/code`];
  if (taxonomies.length === 0) return own;
  const isco = own.taxonomy === 'isco-08' ? own.code : null;
  const codes: TaxonomyCode[] = [];
  let group: { readonly code: string; readonly name: string } | null = null;
  for (const taxonomy of taxonomies) {
    const found = firstOf(readingsOf(own.raw), (text) => taxonomy.find('occupation', text, { language, isco }));
    if (!found) continue;
    codes.push({ taxonomy: taxonomy.tag, code: found.code, name: found.name });
    if (found.isco && /^\d{4}$/.test(found.isco)) group ??= { code: found.isco, name: found.name };
  }
  if (own.code !== null || group === null) return { ...own, codes };
  proofs[`${at}/code`] = { confidence: CONFIDENCE, rule: TITLE_RULE, spans: proofs[at]?.spans ?? [] };
  return { ...own, normalized: own.normalized ?? group.name, code: group.code, taxonomy: 'isco-08', codes };
}

function relateSkill(
  skill: MasterSkill,
  at: string,
  language: string | null,
  known: readonly string[],
  taxonomies: readonly TaxonomyIndex[],
  proofs: Record<string, ProvenanceEntry>,
): MasterSkill {
  const { codes: _, ...rest } = skill;
  const borrowed = skill.taxonomy !== null && known.includes(skill.taxonomy) && proofs[`${at}/id`]?.rule === SKILL_RULE;
  const own: MasterSkill = borrowed ? { ...rest, normalized: null, id: null, taxonomy: null, type: null } : rest;
  if (borrowed) delete proofs[`${at}/id`];
  if (taxonomies.length === 0) return own;
  const codes: TaxonomyCode[] = [];
  let first: { readonly code: TaxonomyCode; readonly skillType: string | null } | null = null;
  for (const taxonomy of taxonomies) {
    const found =
      taxonomy.find('skill', own.name, { language }) ??
      (own.normalized ? taxonomy.find('skill', own.normalized, { language: 'en' }) : null);
    if (!found) continue;
    const code = { taxonomy: taxonomy.tag, code: found.code, name: found.name };
    codes.push(code);
    first ??= { code, skillType: found.skillType };
  }
  if (own.id !== null || own.normalized !== null || first === null) return { ...own, codes };
  const { code, skillType } = first;
  proofs[`${at}/id`] = { confidence: CONFIDENCE, rule: SKILL_RULE, spans: proofs[at]?.spans ?? [] };
  const type = own.type ?? (skillType === 'technology' ? 'tool' : 'professional');
  return { ...own, normalized: code.name, id: code.code, taxonomy: code.taxonomy, type, codes };
}

function firstOf<T>(texts: readonly string[], find: (text: string) => T | null): T | null {
  for (const text of texts) {
    const found = find(text);
    if (found !== null) return found;
  }
  return null;
}
