import {
  type CanonicalCv,
  type CvReference,
  type Extracted,
  type Line,
  type PartialDate,
  type Section,
  type SectionKind,
  wordsOf,
} from '@vitamill/domain';
import { readContact } from './contact/read-contact.js';
import type { EntityContext } from './context.js';
import { extracted } from './extracted.js';
import { joinIntoParagraphs } from './paragraphs.js';
import { readEducation } from './read-education.js';
import { readExperience } from './read-experience.js';
import { readCertifications, readItems, readPublications } from './read-items.js';
import { findLanguageNames, readLanguages } from './read-languages.js';
import { readSkills } from './read-skills.js';
import { reclassifySections } from './reclassify-sections.js';
import { proseScore } from './scores.js';

const textOf = (lines: readonly Line[]): string =>
  joinIntoParagraphs(lines)
    .map((p) => p.text)
    .join('\n');

const whole = (lines: readonly Line[], rule: string, confidence: number): Extracted<string> | null => {
  const text = textOf(lines);
  return text ? extracted(text, text, confidence, rule, lines) : null;
};

/** Prose in the head of the CV, where there is no section for it. */
function findSummary(sections: readonly Section[], context: EntityContext): Extracted<string> | null {
  const header = sections.find((s) => s.kind === 'header');
  const prose = joinIntoParagraphs(header?.lines ?? []).filter(
    (p) => p.text.length > 80 && proseScore(p.text, context.vocabulary) >= 0.6,
  );
  const lines = prose.flatMap((p) => p.lines);
  return lines.length > 0
    ? extracted(prose.map((p) => p.text).join('\n'), textOf(lines), 0.6, 'summary.header', lines)
    : null;
}

/** Lists of interests and the like: separated by commas or lines. */
const listOf = (lines: readonly Line[], rule: string): Extracted<string>[] =>
  joinIntoParagraphs(lines).flatMap((p) =>
    (p.text.length > 160 && !/[,;|\u2022]/.test(p.text) ? [p.text] : p.text.split(/\s*[,;|\u00B7\u2022]\s*|\s{2,}/u))
      .map((t) => t.replace(/^[\s\u2013-]+|[\s.]+$/g, '').trim())
      .filter((t) => /\p{L}{2}/u.test(t))
      .map((t) => extracted(t, t, 0.8, rule, p.lines)),
  );

function readReferences(lines: readonly Line[]): CvReference[] {
  const blocks: Line[][] = [];
  for (const line of lines) {
    if (blocks.length === 0 || line.gapBefore >= 0.5) blocks.push([line]);
    else blocks.at(-1)!.push(line);
  }
  return blocks.flatMap((block) => {
    const text = whole(block, 'references.text', 0.7);
    return text ? [{ name: null, text }] : [];
  });
}

/** "Wien, 3. März 2026" at the end, "Last updated in September 2024" at the top: the document's own date. */
function findDocumentDate(sections: readonly Section[], context: EntityContext): Extracted<PartialDate> | null {
  const lines = sections.flatMap((s) => s.lines);
  const edge = [...lines.slice(-4), ...lines.slice(0, 3)];
  for (const line of edge) {
    const [date, ...more] = context.findDates(line.text);
    if (!date || more.length > 0 || date.isRange || !date.range.start || wordsOf(line.text).length > 7) continue;
    const updated =
      /updated|stand|aktualis|mise \u00E0 jour|bijgewerkt|aggiornat|actualizad|atualizad|aktuali|p\u00E4ivitetty/iu.test(
        line.text,
      );
    const signed =
      /^[\p{L}\s.]+,?\s+(?:den\s+|il\s+|le\s+|dne\s+|dnia\s+)?\d/u.test(line.text) && date.range.start.length === 10;
    if (updated || signed) return extracted(date.range.start, line.text, 0.8, 'document.date', [line]);
  }
  return null;
}

/** All entities of a document from its sections. */
export function readCv(headed: readonly Section[], context: EntityContext): CanonicalCv {
  const sections = reclassifySections(headed, context);
  const of = (...kinds: SectionKind[]): Section[] => sections.filter((s) => kinds.includes(s.kind));
  const linesOf = (...kinds: SectionKind[]): Line[] => of(...kinds).flatMap((s) => s.lines);
  const isSpoken = (section: Section): boolean => {
    const named = section.lines.filter((l) => findLanguageNames(l.text, context).length > 0).length;
    return named > 0 && named >= 0.3 * section.lines.length;
  };
  const languageSections = [
    ...of('languages'),
    ...of('skills', 'other', 'personal', 'contact').filter(
      (s) =>
        /lang|sprach|taal|tal|kiel|ling|idiom|jezi|j\u0119z|jazy|nyelv|limb|dil|\u03B3\u03BB\u03C9\u03C3|\u043C\u043E\u0432|\u044F\u0437\u044B\u043A|\u0435\u0437\u0438\u043A|spr\u00E5k|sprog/iu.test(
          s.title ?? '',
        ) && isSpoken(s),
    ),
  ];
  const languages = languageSections.flatMap((s) => readLanguages(s.lines, context));
  const labelledLanguages =
    languages.length > 0
      ? []
      : sections
          .filter((s) => ['personal', 'skills', 'other', 'header', 'contact'].includes(s.kind))
          .flatMap((s) =>
            s.lines.filter((l) =>
              /^(?:languages?|sprachen|sprachkenntnisse|talen|talenkennis|langues|idiomas?|lingue|spr\u00E5k|sprog|kielitaito|kielet|j\u0119zyki|jazyky|nyelvek|jezici|limbi(?: str\u0103ine)?|\u03B3\u03BB\u03CE\u03C3\u03C3\u03B5\u03C2|\u0435\u0437\u0438\u0446\u0438|\u043C\u043E\u0432\u0438|\u044F\u0437\u044B\u043A\u0438|diller|mother tongue|muttersprache|moedertaal)\b/iu.test(
                l.text,
              ),
            ),
          )
          .flatMap((l) => readLanguages([l], context));
  const spoken = new Set(languageSections);
  const skills = of('skills')
    .filter((s) => !spoken.has(s))
    .flatMap((s) => readSkills(s.lines, context));
  const summaries = of('summary');
  return {
    language: context.vocabulary.language,
    contact: readContact(sections, context),
    summary:
      summaries.length > 0
        ? whole(
            summaries.flatMap((s) => s.lines),
            'summary.section',
            0.9,
          )
        : findSummary(sections, context),
    experience: of('experience').flatMap((s) => readExperience(s.lines, context)),
    education: of('education').flatMap((s) => readEducation(s.lines, context)),
    skills,
    languages: [...languages, ...labelledLanguages].filter(
      (l, i, list) => list.findIndex((o) => o.code === l.code) === i,
    ),
    certifications: of('certifications', 'courses').flatMap((s) => readCertifications(s.lines, context)),
    projects: of('projects').flatMap((s) => readItems(s.lines, context, 'projects')),
    publications: readPublications(linesOf('publications'), context),
    awards: of('awards').flatMap((s) => readItems(s.lines, context, 'awards')),
    volunteering: of('volunteering').flatMap((s) => readItems(s.lines, context, 'volunteering')),
    memberships: of('memberships').flatMap((s) => readItems(s.lines, context, 'memberships')),
    interests: listOf(linesOf('interests'), 'interests.list'),
    references: readReferences(linesOf('references')),
    drivingLicence: whole(linesOf('driving_licence'), 'driving_licence.section', 0.85),
    availability: whole(linesOf('availability'), 'availability.section', 0.85),
    documentDate: findDocumentDate(sections, context),
  };
}
