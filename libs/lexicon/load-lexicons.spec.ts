import { readFileSync } from 'node:fs';
import { LABEL_KINDS, type LanguageLexicon, SECTION_KINDS } from '@vitamill/domain';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { assertLexiconShape } from './assert-lexicon-shape.js';
import { loadLexicons } from './load-lexicons.js';

const schema = JSON.parse(readFileSync(new URL('../../lexicon/schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema);
const lexicons = loadLexicons();

const termLists = (lexicon: LanguageLexicon): readonly (readonly string[])[] => {
  const { dates } = lexicon;
  return [
    ...Object.values(lexicon.headings),
    ...Object.values(lexicon.labels),
    ...dates.months,
    ...dates.seasons,
    ...[dates.present, dates.since, dates.until, dates.from, dates.to, dates.expected],
    ...[dates.years, dates.monthsUnit, dates.noise],
    ...[lexicon.titleWords, lexicon.titleSuffixes, lexicon.organisationWords, lexicon.institutionWords],
    ...[lexicon.degreeFieldJoiners, lexicon.skillLevels, lexicon.functionWords],
    ...[lexicon.namePrefixes, lexicon.documentTitles],
    ...[lexicon.degrees, lexicon.languageLevels, lexicon.employmentTypes].map((list) => list.map(({ term }) => term)),
    ...[lexicon.languageNames, lexicon.countries].map(Object.keys),
  ];
};

const repeated = (terms: readonly string[]) => terms.filter((term, index) => terms.indexOf(term) !== index);

describe('loadLexicons', () => {
  it('reads the files once', () => {
    expect(loadLexicons()).toBe(lexicons);
  });

  it('has the first languages', () => {
    expect(lexicons.map(({ language }) => language)).toEqual(
      expect.arrayContaining(['da', 'de', 'en', 'es', 'fi', 'fr', 'it', 'nl', 'no', 'pt', 'sv']),
    );
  });

  it('refuses a file of the wrong shape and names the field', () => {
    expect(() => assertLexiconShape({ language: 'xx' }, 'xx.json')).toThrow('titleWords');
    expect(() => assertLexiconShape({ ...lexicons[0], language: 'xx' }, 'yy.json')).toThrow('language');
  });

  it('agrees with the kinds of the domain', () => {
    expect(schema.properties.headings.propertyNames.enum).toEqual(SECTION_KINDS);
    expect(schema.properties.labels.propertyNames.enum).toEqual(LABEL_KINDS);
  });
});

describe.each(lexicons.map((lexicon) => [lexicon.language, lexicon] as const))('lexicon %s', (language, lexicon) => {
  it('follows the schema', () => {
    validate(lexicon);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('lists no term twice', () => {
    expect(termLists(lexicon).flatMap(repeated)).toEqual([]);
  });

  it('is in lower case and NFC', () => {
    const odd = termLists(lexicon)
      .flat()
      .filter((term) => term !== term.toLocaleLowerCase(language).normalize('NFC'));
    expect(odd).toEqual([]);
  });

  it('gives a heading to one kind only', () => {
    expect(repeated(Object.values(lexicon.headings).flat())).toEqual([]);
  });

  it('gives a name of a month to one month only', () => {
    expect(repeated(lexicon.dates.months.flat())).toEqual([]);
  });
});
