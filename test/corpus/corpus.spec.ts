import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inventCv } from './invent-cv.js';
import { LANGUAGES, languageData } from './language-data.js';
import { PAGE_LAYOUTS, TEXT_LAYOUTS, WORD_LAYOUTS } from './layouts/index.js';
import { makeDocument } from './make-document.js';
import type { PrintedCv } from './printed-cv.js';
import { Random } from './random.js';
import { type Order, ordersOf } from './sets.js';
import { truthOf } from './truth.js';

const root = join(import.meta.dirname, '../..');
const invent = (language: (typeof LANGUAGES)[number], seed: string): PrintedCv =>
  inventCv(seed, languageData(language, root), {}, new Random(seed));
const noPrinter = (): never => {
  throw new Error('nothing to print here');
};
const flowOrders = ordersOf('spec', 'all', 12).filter(({ format }) => !['pdf', 'jpg', 'scan-pdf'].includes(format));

describe('the corpus generator', () => {
  it.each(LANGUAGES)('has whole data for %s', (language) => {
    const data = languageData(language, root);
    expect(data.months).toHaveLength(12);
    expect(data.short).toHaveLength(12);
    expect(data.professions.length).toBeGreaterThanOrEqual(4);
    for (const { places } of data.countries)
      for (const { postal, city } of places) expect(`${postal} ${city}`).toMatch(/\d.* \p{L}/u);
    for (const { studies } of data.professions) for (const { isced } of studies) expect(isced).toBeGreaterThan(0);
    expect(Object.values(data.headings).flat().join()).not.toContain('undefined');
  });

  it('invents the same person from the same seed, and another one from another', () => {
    expect(invent('pl', 'x')).toEqual(invent('pl', 'x'));
    expect(invent('pl', 'x')).not.toEqual(invent('pl', 'y'));
  });

  it('prints dates that say what the truth says', () => {
    for (const language of LANGUAGES)
      for (let i = 0; i < 10; i++) {
        const { experience } = invent(language, `dates-${i}`);
        for (const { dates } of experience) {
          expect(dates.text).toContain(dates.start!.slice(2, 4));
          if (dates.end) expect(dates.text).toContain(dates.end.slice(2, 4));
          else expect(dates.current).toBe(true);
          if (dates.end) expect(dates.start! <= dates.end).toBe(true);
        }
      }
  });

  it('asserts every printed value in the truth', () => {
    const cv = invent('sv', 'truth');
    const truth = truthOf(cv, 'a.pdf', ['pdf']);
    expect(truth.experience).toHaveLength(cv.experience.length);
    expect(truth.contact.emails).toEqual(cv.emails);
    const [least, most] = truth.normalized!.experience_months_union!;
    expect(least).toBeGreaterThan(0);
    expect(most).toBeGreaterThanOrEqual(least);
  });

  it.each(PAGE_LAYOUTS.map((layout) => [layout.name, layout] as const))(
    'prints the whole person in %s',
    (_, layout) => {
      for (const language of ['de', 'hu'] as const) {
        const random = new Random(layout.name);
        const cv = inventCv('whole', languageData(language, root), layout.wishes ?? {}, random);
        const text = layout
          .render(cv, random)
          .replace(/<style>.*<\/style>/s, '')
          .replace(/<br>/g, ' ')
          .replace(/<[^>]+>/g, '')
          .replaceAll('&amp;', '&');
        const values = [
          cv.name,
          ...cv.emails,
          ...cv.experience.flatMap((j) => [j.title, j.employer]),
          ...cv.education.map((s) => s.institution),
          ...cv.skills.flatMap((s) => s.items),
          ...cv.certifications.map((c) => c.name),
        ];
        for (const value of values) expect(text).toContain(value);
      }
    },
  );

  it('writes the same bytes twice', async () => {
    for (const order of flowOrders.slice(0, 12)) {
      const [once, again] = [await makeDocument(order, noPrinter, root), await makeDocument(order, noPrinter, root)];
      expect(Buffer.from(once.bytes).equals(Buffer.from(again.bytes))).toBe(true);
    }
  });

  it('takes every design in turn, those to tune on and those held out apart', () => {
    const names = (set: 'tune' | 'held'): Set<string> => new Set(ordersOf('s', set, 12).map(({ layout }) => layout));
    const [tuned, held] = [names('tune'), names('held')];
    expect([...tuned].filter((name) => held.has(name))).toEqual([]);
    const all = [...PAGE_LAYOUTS, ...WORD_LAYOUTS, ...TEXT_LAYOUTS].map(({ name }) => name);
    expect([...tuned, ...held].sort()).toEqual([...all].sort());
  });
});

describe('the frozen corpus', () => {
  it('has the documents that its orders name, in every language and design', () => {
    const orders: Order[] = ordersOf('f', 'all', 4);
    expect(orders.length).toBeGreaterThanOrEqual(80);
    expect(new Set(orders.map(({ language }) => language)).size).toBe(22);
    for (const { id } of orders) {
      const file = join(root, 'test/corpus/frozen/truth', `${id}.truth.json`);
      const { document } = JSON.parse(readFileSync(file, 'utf8')) as { document: string };
      expect(existsSync(join(root, 'test/corpus/frozen/docs', document))).toBe(true);
    }
  });
});
