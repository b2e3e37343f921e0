import { vocabularyOf } from '../../test/support/core.js';
import { matchHeading } from './match-heading.js';

describe('matchHeading', () => {
  it.each([
    ['bg', 'Професионален опит', 'experience'],
    ['cs', 'Pracovní zkušenosti', 'experience'],
    ['cs', 'Vzdělání', 'education'],
    ['da', 'Erhvervserfaring', 'experience'],
    ['da', 'Uddannelse', 'education'],
    ['de', 'Berufserfahrung', 'experience'],
    ['de', 'Ausbildung', 'education'],
    ['de', 'Persönliche Daten', 'personal'],
    ['el', 'Εκπαίδευση', 'education'],
    ['en', 'Work Experience', 'experience'],
    ['en', 'EMPLOYMENT HISTORY:', 'experience'],
    ['en', 'Education', 'education'],
    ['en', 'Publications', 'publications'],
    ['en', 'Certifications', 'certifications'],
    ['en', 'References', 'references'],
    ['es', 'Experiencia laboral', 'experience'],
    ['es', 'Idiomas', 'languages'],
    ['fi', 'Työkokemus', 'experience'],
    ['fr', 'Expérience professionnelle', 'experience'],
    ['fr', "Centres d'intérêt", 'interests'],
    ['fr', 'Compétences', 'skills'],
    ['hr', 'Radno iskustvo', 'experience'],
    ['hu', 'Szakmai tapasztalat', 'experience'],
    ['hu', 'Tanulmányok', 'education'],
    ['it', 'Esperienze professionali', 'experience'],
    ['it', 'Istruzione e formazione', 'education'],
    ['nl', 'Werkervaring', 'experience'],
    ['nl', 'Vaardigheden', 'skills'],
    ['no', 'Arbeidserfaring', 'experience'],
    ['pl', 'Doświadczenie zawodowe', 'experience'],
    ['pl', 'Umiejętności', 'skills'],
    ['pt', 'Experiência profissional', 'experience'],
    ['ro', 'Experiență profesională', 'experience'],
    ['ru', 'Опыт работы', 'experience'],
    ['ru', 'Образование', 'education'],
    ['sk', 'Pracovné skúsenosti', 'experience'],
    ['sv', 'Arbetslivserfarenhet', 'experience'],
    ['tr', 'İş Deneyimi', 'experience'],
    ['uk', 'Досвід роботи', 'experience'],
  ] as const)('%s: %s announces %s', (language, text, kind) => {
    const match = matchHeading(text, vocabularyOf(language));
    expect(match?.kind).toBe(kind);
    expect(match?.strength).toBeGreaterThanOrEqual(0.9);
  });

  it('knows English headings in CVs of other languages', () => {
    expect(matchHeading('Work Experience', vocabularyOf('de'))).toEqual({ kind: 'experience', strength: 1 });
  });

  it('trusts a single foreign word less', () => {
    const match = matchHeading('Vaardigheden', vocabularyOf('en'));
    expect(match?.kind).toBe('skills');
    expect(match?.strength).toBeLessThan(0.9);
  });

  it('reads spaced letters', () => {
    expect(matchHeading('E D U C A T I O N', vocabularyOf('en'))?.kind).toBe('education');
    expect(matchHeading('W O R K  E X P E R I E N C E', vocabularyOf('en'))?.kind).toBe('experience');
  });

  it.each([
    ['Education & Certifications', 'education'],
    ['Skills / Languages', 'skills'],
    ['Education and Awards', 'education'],
  ])('takes the first of two announced things: %s', (text, kind) => {
    const match = matchHeading(text, vocabularyOf('en'));
    expect(match?.kind).toBe(kind);
    expect(match?.strength).toBeGreaterThanOrEqual(0.9);
  });

  it('is less sure where known words are a part of the line', () => {
    const match = matchHeading('Relevant Maritime Work Experience', vocabularyOf('en'));
    expect(match?.kind).toBe('experience');
    expect(match?.strength).toBeLessThan(0.9);
  });

  it.each([
    ['Harbour Trading Ltd'],
    ['Led forty people. Experience with cranes'],
    ['mara@example.com'],
    ['2015 – 2018'],
    ['x'],
    [''],
    ['This line is far longer than any heading that anybody would ever set above a section'],
  ])('%j is none', (text) => {
    expect(matchHeading(text, vocabularyOf('en'))).toBeNull();
  });
});
