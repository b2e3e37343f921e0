import { createMatchingResources } from '@vitamill/matcher';
import { parseJob } from './parse-job.js';

const resources = createMatchingResources();
const parse = (text: string) => parseJob(text, resources);
const kinds = (text: string) => parse(text).requirements.map(({ kind, importance }) => `${importance} ${kind}`);

describe('parseJob', () => {
  it.each([
    [
      'en',
      'Payroll Clerk\n\nRequirements\n- 3 years of experience in payroll\n- Fluent English\n- Degree in accounting\n\nNice to have\n- Excel',
      3,
    ],
    [
      'de',
      'Lohnbuchhalter (m/w/d)\n\nIhr Profil\n- Mindestens drei Jahre Erfahrung in der Lohnbuchhaltung\n- Sehr gute Englischkenntnisse\n- Abgeschlossenes Studium der Betriebswirtschaft\n\nVon Vorteil\n- Excel',
      3,
    ],
    [
      'fr',
      'Gestionnaire de paie H/F\n\nProfil recherché\n- 3 ans d’expérience en paie\n- Anglais courant\n- Diplôme BTS en comptabilité\n\nSerait un plus\n- Excel',
      3,
    ],
    [
      'es',
      'Técnico de nóminas\n\nRequisitos\n- Experiencia mínima de 3 años en nóminas\n- Inglés fluido\n- Titulación en Economía\n\nSe valorará\n- Excel',
      3,
    ],
    [
      'it',
      'Addetto paghe\n\nRequisiti\n- Almeno 3 anni di esperienza nelle paghe\n- Inglese fluente\n- Laurea in economia\n\nCostituisce titolo preferenziale\n- Excel',
      3,
    ],
    [
      'nl',
      'Salarisadministrateur\n\nFunctie-eisen\n- Minimaal 3 jaar ervaring met salarisadministratie\n- Vloeiend Engels\n- Afgeronde hbo-opleiding economie\n\nEen pré\n- Excel',
      3,
    ],
  ])('reads years, language, degree and what is nice to have in %s', (language, text, years) => {
    const spec = parse(text);
    expect(spec.language).toBe(language);
    expect(spec.years).toBe(years);
    expect(kinds(text)).toEqual(['must experience', 'must language', 'must degree', 'nice skill']);
    expect(spec.requirements.find((one) => one.kind === 'language')?.language).toMatchObject({
      code: 'en',
      cefr: 'C1',
    });
  });

  it('reads a single paragraph', () => {
    const spec = parse(
      'Warehouse lead with 4+ years in logistics. Must have: forklift licence, RF scanning. Nice to have: first aid.',
    );
    expect(spec).toMatchObject({ title: 'Warehouse lead', years: 4 });
    expect(spec.requirements.map(({ importance, text }) => [importance, text])).toEqual([
      ['must', expect.stringContaining('4+ years')],
      ['must', 'forklift licence'],
      ['must', 'RF scanning'],
      ['nice', 'first aid'],
    ]);
  });

  it('takes what is called indispensable as hard, wherever it stands', () => {
    const [licence] = parse('Fahrer\n\nVon Vorteil\n- Führerschein Klasse C zwingend erforderlich').requirements;
    expect(licence).toMatchObject({ kind: 'licence', licence: 'driving_c', importance: 'must', hard: true });
  });

  it('keeps alternatives together and parts what is asked for together', () => {
    const [either, both] = parse(
      'Developer\n\nRequirements\n- FastAPI or Django\n- Docker and Kubernetes',
    ).requirements;
    expect(either).toMatchObject({ anyOf: true });
    expect(both).toMatchObject({ anyOf: false });
    expect(both?.targets).toHaveLength(2);
  });

  it('scores no traits, shifts or pay', () => {
    expect(kinds('Cook\n\nRequirements\n- Team player\n- Weekend work\n- Salary 30,000 EUR')).toEqual([
      'must personal',
      'must condition',
    ]);
  });

  it('says where each requirement stands', () => {
    const text = 'Cook\n\nRequirements\n- Knowledge of HACCP\n- Pastry';
    for (const { start, end, text: words } of parse(text).requirements) expect(text.slice(start, end)).toContain(words);
  });

  it.each([
    '',
    ' ',
    '\n\n',
    '🙂',
    'x'.repeat(60_000),
    '- \n'.repeat(5_000),
    'a,'.repeat(20_000),
    '(((((',
    'years '.repeat(3_000),
  ])('survives anything', (text) => {
    expect(() => parse(text)).not.toThrow();
  });
});
