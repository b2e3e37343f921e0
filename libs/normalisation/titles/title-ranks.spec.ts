import { loadTitles } from '@vitamill/lexicon';
import { TitleRanks } from './title-ranks.js';

const { ranks, languages } = loadTitles();
const read = (language: string, title: string) => new TitleRanks(ranks, language).read(title);

describe('ranks in titles', () => {
  it('are known in every language of the lexicon', () => {
    const without = languages.filter(
      (language) =>
        !['intern', 'apprentice', 'lead', 'manager', 'executive'].every((seniority) =>
          ranks.some((rank) => rank.language === language && rank.seniority === seniority),
        ),
    );
    expect(without).toEqual([]);
  });

  it('give no term of one language two ranks', () => {
    const seen = new Map<string, string>();
    const twice = ranks.flatMap(({ language, term, seniority, management }) => {
      const key = `${language} ${term.replace('+', '').toLowerCase()}`;
      const value = `${seniority} ${management}`;
      const other = seen.get(key);
      seen.set(key, value);
      return other !== undefined && other !== value ? [`${key}: ${other}, ${value}`] : [];
    });
    expect(twice).toEqual([]);
  });

  it.each([
    ['de', 'Abteilungsleiterin Einkauf', 'manager', 'department'],
    ['de', 'Vertriebsleiter', 'manager', 'department'],
    ['de', 'Werkstudent im Marketing', 'intern', null],
    ['de', 'Auszubildender zum Koch', 'apprentice', null],
    ['de', 'Assistentin der Geschäftsführung', 'mid', null],
    ['fr', 'Chef d’équipe logistique', 'lead', 'team'],
    ['fr', 'Directrice générale', 'executive', 'executive'],
    ['es', 'Encargada de turno', 'lead', 'team'],
    ['it', 'Tirocinante presso lo studio legale', 'intern', null],
    ['nl', 'Afdelingshoofd financiën', 'manager', 'department'],
    ['pl', 'Młodszy księgowy', 'junior', null],
    ['sv', 'Försäljningschef', 'manager', 'department'],
    ['fi', 'Myyntijohtaja', 'director', 'division'],
    ['hu', 'Műszakvezető', 'lead', 'team'],
    ['el', 'Διευθύνων Σύμβουλος', 'executive', 'executive'],
    ['uk', 'Провідний інженер', 'principal', null],
    ['tr', 'Satış Müdürü', 'manager', 'department'],
  ])('%s: %s', (language, title, seniority, management) => {
    expect(read(language, title)).toMatchObject({ seniority, management });
  });

  it.each([
    ['de', 'Zugbegleiterin'],
    ['de', 'Reiseleiter Italien'],
    ['nl', 'Woonbegeleider'],
    ['sv', 'Handledare'],
    ['no', 'Veileder'],
  ])('%s: whoever accompanies or instructs manages nobody: %s', (language, title) => {
    expect(read(language, title).management).toBeNull();
  });

  it('leave the occupation in a title and take away words of rank alone', () => {
    expect(read('de', 'Projektleiter Tiefbau')).toMatchObject({ seniority: 'lead', rest: 'projektleiter tiefbau' });
    expect(read('de', 'Auszubildende Köchin').rest).toBe('kochin');
    expect(read('cs', 'Mladší účetní').rest).toBe('ucetni');
  });
});
