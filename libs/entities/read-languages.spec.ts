import { entityContext, layOut, linesOf } from '../../test/support/core.js';
import { flowDocument, table } from '../../test/support/flow-builder.js';
import { readLanguages } from './read-languages.js';

const read = (text: string, language = 'en') =>
  readLanguages(linesOf(text, language), entityContext(language)).map((l) => [l.code, l.level?.value ?? null]);

describe('languages', () => {
  it.each([
    ['brackets-and-commas', 'English (native), Spanish (B2)'],
    ['one-a-line-with-colons', 'English: native\nSpanish: B2'],
    ['one-a-line-with-dashes', 'English – native\nSpanish – B2'],
    ['bullets', '- English native\n- Spanish B2'],
    ['pipes', 'English: native | Spanish: B2'],
    ['tabs', 'English\tnative\nSpanish\tB2'],
    ['level-below', 'English\nnative\nSpanish\nB2'],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual([
      ['en', 'native'],
      ['es', 'B2'],
    ]);
  });

  it('a-table of languages and levels', () => {
    const { lines } = layOut(
      flowDocument([
        table([
          ['English', 'native'],
          ['Spanish', 'B2'],
        ]),
      ]),
    );
    expect(readLanguages(lines, entityContext()).map((l) => [l.code, l.level?.value])).toEqual([
      ['en', 'native'],
      ['es', 'B2'],
    ]);
  });

  it('names-alone have no level', () => {
    expect(read('English, Spanish, Welsh')).toEqual([
      ['en', null],
      ['es', null],
      ['cy', null],
    ]);
  });

  it('mother-tongue in front of the language', () => {
    expect(read('Muttersprache: Deutsch\nEnglisch: C1', 'de')).toEqual([
      ['de', 'Muttersprache'],
      ['en', 'C1'],
    ]);
  });

  it('said-twice counts once', () => {
    expect(read('English: native\nEnglish (business)\nSpanish: B2').map(([code]) => code)).toEqual(['en', 'es']);
  });

  it.each([
    ['de', 'Deutsch: Muttersprache\nEnglisch: fließend', ['de', 'en']],
    ['fr', 'Français : langue maternelle\nAnglais : courant', ['fr', 'en']],
    ['es', 'Español: nativo\nInglés: B1', ['es', 'en']],
    ['it', 'Italiano: madrelingua\nTedesco: B1', ['it', 'de']],
    ['nl', 'Nederlands: moedertaal\nDuits: B2', ['nl', 'de']],
    ['pl', 'Polski – język ojczysty\nAngielski – B2', ['pl', 'en']],
    ['cs', 'Čeština – rodilý mluvčí\nNěmčina – B1', ['cs', 'de']],
    ['hu', 'Magyar: anyanyelv\nAngol: B2', ['hu', 'en']],
    ['sv', 'Svenska: modersmål\nEngelska: flytande', ['sv', 'en']],
    ['fi', 'Suomi: äidinkieli\nEnglanti: sujuva', ['fi', 'en']],
    ['ru', 'Русский – родной\nАнглийский – B2', ['ru', 'en']],
    ['el', 'Ελληνικά: μητρική γλώσσα\nΑγγλικά: C2', ['el', 'en']],
    ['tr', 'Türkçe: ana dil\nİngilizce: B2', ['tr', 'en']],
  ])('%s: names and levels in its own words', (language, text, codes) => {
    const languages = read(text, language);
    expect(languages.map(([code]) => code)).toEqual(codes);
    expect(languages.every(([, level]) => level !== null)).toBe(true);
  });

  it('lines-without-languages give none', () => {
    expect(read('Welding\nPlanning')).toEqual([]);
  });
});
