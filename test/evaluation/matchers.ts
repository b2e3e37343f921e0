import { normalise, similarity } from './similarity.js';

/** Whether a found value is that of the truth: to the letter, or as good as. */
export interface Matcher<T, F = T> {
  strict(truth: T, found: F): boolean;
  soft(truth: T, found: F): boolean;
}
const one = <T, F = T>(same: (truth: T, found: F) => boolean): Matcher<T, F> => ({ strict: same, soft: same });

/** Token similarity from which two texts count as the same. */
const SOFT = 0.85;
export const text: Matcher<string> = {
  strict: (a, b) => normalise(a) === normalise(b),
  soft: (a, b) => similarity(a, b) >= SOFT,
};

/** The last nine digits decide: a number may or may not carry its country code. */
const digits = (phone: string): string => phone.replace(/\D+/g, '').slice(-9);
export const phone = one<string>((a, b) => digits(a) === digits(b));

const bareUrl = (url: string): string =>
  url
    .toLowerCase()
    .replace(/^mailto:/, '')
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/#?]+$/, '');
export const url = one<string>((a, b) => bareUrl(a) === bareUrl(b));
export const exact = one<unknown>((a, b) => String(a).toLowerCase() === String(b).toLowerCase());

/** ISO 8601 with reduced precision; softly, only the precision that the truth has counts. */
export const date: Matcher<string> = {
  strict: (truth, found) => truth === found,
  soft: (truth, found) => truth.length > 0 && found.startsWith(truth),
};

/** The truth has the place as printed; the found city must stand in it. */
export const within = one<string>(
  (printed, city) => normalise(city) !== '' && ` ${normalise(printed)} `.includes(` ${normalise(city)} `),
);

export interface DegreeText {
  readonly degree: string;
  readonly field: string;
}
const degreeBy =
  (same: (a: string, b: string) => boolean) =>
  (t: DegreeText, f: DegreeText): boolean =>
    same(`${t.degree} ${t.field}`, `${f.degree} ${f.field}`) || (t.degree !== '' && same(t.degree, f.degree));
/** A degree counts with or without its field of study. */
export const degree: Matcher<DegreeText> = { strict: degreeBy(text.strict), soft: degreeBy(text.soft) };

export interface Interval {
  readonly min: number;
  readonly max: number;
}
/** Right when the two intervals of months touch. */
export const touching = one<readonly [number, number], Interval>(
  ([from, to], { min, max }) => min <= to && max >= from,
);
