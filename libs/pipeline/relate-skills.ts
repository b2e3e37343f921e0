import type {
  CanonicalCv,
  DateRange,
  Extracted,
  MasterSkill,
  PartialDate,
  SkillConcept,
  SkillMatcher,
} from '@vitamill/domain';
import { unionMonths } from '@vitamill/normalisation';
import type { ProvenanceWriter } from './provenance-writer.js';

interface Source {
  /** `experience/0` */
  readonly name: string;
  readonly texts: readonly Extracted<string>[];
  readonly dates: DateRange | null;
}

interface Use {
  readonly concept: SkillConcept;
  /** The first mention, as printed, with the value that it stands in. */
  readonly printed: string;
  readonly confidence: number;
  readonly within: Extracted<string>;
  readonly sources: Set<string>;
  readonly ranges: DateRange[];
}

export interface RelatedSkills {
  readonly skills: readonly MasterSkill[];
  /** Canonical names by position, in the order in which they are named. */
  readonly byPosition: readonly (readonly string[])[];
}

/** Share of the letters of a listed skill that a term inside it must cover to name it. */
const LEAST_COVERAGE = 0.6;

const present = <T>(values: readonly (T | null)[]): T[] => values.filter((v): v is T => v !== null);

function sourcesOf(cv: CanonicalCv): Source[] {
  return [
    { name: 'summary', texts: present([cv.summary]), dates: null },
    ...cv.experience.map((p, i) => ({
      name: `experience/${i}`,
      texts: present([p.title, p.description, ...p.highlights]),
      dates: p.dates?.value ?? null,
    })),
    ...cv.education.map((e, i) => ({
      name: `education/${i}`,
      texts: present([e.field, ...e.highlights]),
      dates: null,
    })),
    ...cv.certifications.map((c, i) => ({ name: `certifications/${i}`, texts: [c.name], dates: null })),
    ...(['projects', 'volunteering'] as const).flatMap((key) =>
      cv[key].map((item, i) => ({
        name: `${key}/${i}`,
        texts: present([item.title, item.description, ...item.highlights]),
        dates: null,
      })),
    ),
  ];
}

/** Prose names many qualities and tongues in passing: they count as skills where they are listed as such. */
const countsInProse = ({ type }: SkillConcept, source: string): boolean =>
  type !== 'language' && (type !== 'soft' || source === 'summary');

/**
 * The skills of a CV: those that it lists, in its order, then those that its texts name; with the taxonomy's name and id,
 * every source, the months of the dated positions that name them (their union) and the end of the last.
 */
export function relateSkills(
  cv: CanonicalCv,
  matcher: SkillMatcher,
  referenceDate: string,
  provenance: ProvenanceWriter,
): RelatedSkills {
  const uses = new Map<string, Use>();
  const byPosition = cv.experience.map((): string[] => []);
  for (const { name: source, texts, dates } of sourcesOf(cv))
    for (const text of texts)
      for (const mention of matcher.find(text.value, { language: cv.language })) {
        const concept = matcher.byId(mention.id);
        if (!concept || !countsInProse(concept, source)) continue;
        const use: Use = uses.get(concept.id) ?? {
          concept,
          printed: mention.matched,
          confidence: mention.confidence,
          within: text,
          sources: new Set(),
          ranges: [],
        };
        uses.set(concept.id, use);
        if (use.sources.has(source)) continue;
        use.sources.add(source);
        if (dates) use.ranges.push(dates);
        const position = /^experience\/(\d+)$/.exec(source)?.[1];
        if (position) byPosition[Number(position)]!.push(concept.name);
      }

  const factsOf = (concept: SkillConcept | null): Omit<MasterSkill, 'name' | 'sources'> => {
    const ranges = (concept && uses.get(concept.id)?.ranges) ?? [];
    const months = unionMonths(ranges, referenceDate);
    return {
      normalized: concept?.name ?? null,
      id: concept?.id ?? null,
      taxonomy: concept ? matcher.taxonomy : null,
      type: concept?.type ?? null,
      months: months ? Math.round((months.min + months.max) / 2) : null,
      last_used: lastDay(ranges, referenceDate),
    };
  };

  const listedIds = new Set<string>();
  const listed = cv.skills.map(({ name }, i): MasterSkill => {
    provenance.note(`/skills/${i}`, name);
    const match = conceptOf(name.value, matcher, cv.language);
    if (match) {
      listedIds.add(match.concept.id);
      provenance.note(`/skills/${i}/id`, { ...name, confidence: match.confidence, rule: match.rule });
    }
    const elsewhere = match ? [...(uses.get(match.concept.id)?.sources ?? [])] : [];
    return { name: name.value, ...factsOf(match?.concept ?? null), sources: ['skills', ...elsewhere] };
  });
  const named = [...uses.values()].filter(({ concept }) => !listedIds.has(concept.id));
  const found = named.map(({ concept, printed, confidence, within, sources }, n): MasterSkill => {
    const proof = { ...within, value: printed, raw: printed, confidence, rule: 'skills.text' };
    provenance.note(`/skills/${listed.length + n}`, proof);
    return { name: printed, ...factsOf(concept), sources: [...sources] };
  });
  return { skills: [...listed, ...found], byPosition };
}

function conceptOf(
  name: string,
  matcher: SkillMatcher,
  language: string | null,
): { readonly concept: SkillConcept; readonly confidence: number; readonly rule: string } | null {
  const exact = matcher.resolve(name, language);
  if (exact) return { concept: exact, confidence: 0.95, rule: 'skills.exact' };
  const letters = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const mentions = matcher.find(name, { language, listed: true });
  const longest = [...mentions].sort((a, b) => letters(b.matched) - letters(a.matched))[0];
  if (!longest || letters(longest.matched) < LEAST_COVERAGE * letters(name)) return null;
  const concept = matcher.byId(longest.id);
  return concept && { concept, confidence: longest.confidence * 0.9, rule: 'skills.part' };
}

/** The end of the last use; a current position is used up to the month of the reference date. */
export function lastDay(ranges: readonly DateRange[], referenceDate: string): PartialDate | null {
  const ends = present(ranges.map((r) => (r.isCurrent ? referenceDate.slice(0, 7) : r.end)));
  return ends.sort((a, b) => a.localeCompare(b)).at(-1) ?? null;
}
