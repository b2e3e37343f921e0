import type { Cefr } from '@vitamill/domain';

interface Test {
  /** The highest score there is: a larger number is a year, or of another test. */
  readonly most: number;
  /** On the folded text with marks kept (`foldKeepingMarks`); group 1 is the score. */
  readonly pattern: RegExp;
  /** Least score of each level, highest first. */
  readonly levels: readonly (readonly [least: number, cefr: Cefr])[];
}

/**
 * Scores of language tests, by what their makers publish: IELTS (ielts.org, CEFR scale), TOEFL iBT and TOEIC Listening and Reading (ETS),
 * PTE Academic (Pearson), Duolingo English Test, TestDaF.
 */
const TESTS: readonly Test[] = [
  {
    most: 9,
    pattern: /\bielts\b[^\d]{0,24}(\d(?:[.,][05])?)(?!\d)/,
    levels: [
      [8.5, 'C2'],
      [7, 'C1'],
      [5.5, 'B2'],
      [4, 'B1'],
      [3, 'A2'],
    ],
  },
  {
    most: 120,
    pattern: /\btoefl\b[^\d]{0,24}(\d{2,3})(?!\d)/,
    levels: [
      [114, 'C2'],
      [95, 'C1'],
      [72, 'B2'],
      [42, 'B1'],
    ],
  },
  {
    most: 990,
    pattern: /\btoeic\b[^\d]{0,24}(\d{3})(?!\d)/,
    levels: [
      [945, 'C1'],
      [785, 'B2'],
      [550, 'B1'],
      [225, 'A2'],
      [120, 'A1'],
    ],
  },
  {
    most: 90,
    pattern: /\bpte(?: academic)?\b[^\d]{0,12}(\d{2})(?!\d)/,
    levels: [
      [85, 'C2'],
      [76, 'C1'],
      [59, 'B2'],
      [43, 'B1'],
      [30, 'A2'],
    ],
  },
  {
    most: 160,
    pattern: /\bduolingo\b[^\d]{0,24}(\d{2,3})(?!\d)/,
    levels: [
      [155, 'C2'],
      [130, 'C1'],
      [100, 'B2'],
      [60, 'B1'],
    ],
  },
  {
    most: 5,
    pattern: /\b(?:testdaf|tdn)\b[^\d]{0,12}([345])(?!\d)/,
    levels: [
      [5, 'C1'],
      [3, 'B2'],
    ],
  },
];
/** Certificates that stand for one level each. */
const NAMED: readonly (readonly [RegExp, Cefr])[] = [
  [/\b(?:cpe|certificate of proficiency|c2 proficiency)\b/, 'C2'],
  [/\b(?:cae|certificate in advanced english|c1 advanced)\b/, 'C1'],
  [/\b(?:fce|first certificate|b2 first)\b/, 'B2'],
  [/\b(?:pet|preliminary english test|b1 preliminary)\b/, 'B1'],
  [/\b(?:ket|key english test|a2 key)\b/, 'A2'],
];
/** The level that a language certificate or a test's score stands for; null where the text names none. `text` is folded, marks kept. */
export const cefrOfCertificate = (text: string): Cefr | null => {
  for (const { most, pattern, levels } of TESTS) {
    const score = Number(pattern.exec(text)?.[1]?.replace(',', '.'));
    if (Number.isNaN(score) || score > most) continue;
    const level = levels.find(([least]) => score >= least);
    if (level) return level[1];
  }
  return NAMED.find(([pattern]) => pattern.test(text))?.[1] ?? null;
};
