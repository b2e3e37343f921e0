import type { JobSpec } from '@vitamill/matching';
import type { LazyMatcher } from '../matching/matching-parts.js';

const CURRENCY_OF: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', $: 'USD' };

export interface ParsedSalary {
  readonly currency: string;
  readonly min: number;
  readonly max: number;
  /** As printed. */
  readonly text: string;
}

/** What a job description says, as `ai_parsed_data` holds it. */
export interface ParsedDescription {
  readonly language: string;
  readonly title: string | null;
  readonly required_experience: JobSpec['seniority'];
  readonly years: number | null;
  readonly skills: readonly { readonly id: string; readonly label: string }[];
  readonly requirements: readonly { readonly text: string; readonly kind: string; readonly importance: string }[];
  readonly salary: ParsedSalary | null;
  readonly location: string | null;
  readonly remote: JobSpec['remote'];
  readonly contract: readonly string[];
}

/** Null for a description without a word. The same text gives the same. */
export async function readDescription(
  matcher: LazyMatcher,
  description: string | null,
): Promise<ParsedDescription | null> {
  if (!description || description.trim() === '') return null;
  const spec = (await matcher.get()).parseJob(description);
  const labels = new Map(
    spec.requirements.flatMap(({ targets }) =>
      targets.flatMap(({ label, skills }) => (skills.length === 1 ? [[skills[0] as string, label] as const] : [])),
    ),
  );
  return {
    language: spec.language,
    title: spec.title,
    required_experience: spec.seniority,
    years: spec.years,
    skills: spec.skills.map((id) => ({ id, label: labels.get(id) ?? id })),
    requirements: spec.requirements.map(({ text, kind, importance }) => ({ text, kind, importance })),
    salary: readSalary(spec.salary),
    location: spec.location,
    remote: spec.remote,
    contract: spec.contract,
  };
}

/** "GBP 70,000 to 85,000", "€ 55k - 65k", "45.000 €": the range and its currency; null where either is unclear. */
export function readSalary(text: string | null): ParsedSalary | null {
  const currency = /[€£$]|EUR|GBP|CHF|USD|KES/i.exec(text ?? '')?.[0].toUpperCase();
  if (!text || !currency) return null;
  const amounts = [...text.matchAll(/(\d{1,3}(?:[.,' ]\d{3})+|\d+)\s?(k)?/gi)].map(
    ([, digits = '', thousand]) => Number(digits.replace(/\D/g, '')) * (thousand ? 1_000 : 1),
  );
  if (amounts.length === 0 || amounts.length > 2) return null;
  // "55-65k": the k stands for both.
  const scaled = amounts.map((amount) =>
    amount < 1_000 && /k/i.test(text.replace(currency, '')) ? amount * 1_000 : amount,
  );
  return { currency: CURRENCY_OF[currency] ?? currency, min: Math.min(...scaled), max: Math.max(...scaled), text };
}
