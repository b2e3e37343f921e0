import { loadSkills } from '@vitamill/lexicon';
import { createSkillMatcher } from './skill-matcher.js';

const matcher = createSkillMatcher(loadSkills());
const names = (text: string, language = 'en', listed = false): string[] =>
  matcher.find(text, { language, listed }).map(({ id }) => matcher.byId(id)!.name);

describe('words of a text that look like skills', () => {
  it.each([
    ['based on a universal core', 'en', 'BAS'],
    ['a unified process', 'en', 'Ubiquiti'],
    ['tijdige levering', 'nl', 'Lever'],
    ['simples e bem testados', 'pt', 'BEM'],
    ['rénovation dans le respect des délais', 'fr', 'Dance'],
    ['infrastructure serving two million requests', 'en', 'Table service'],
    ['draft funding recommendations', 'en', 'Technical drafting'],
    ['a portal with 200,000 users. Highlights', 'en', 'Hair colouring'],
    ['quick to react to incidents', 'en', 'React'],
    ['(Go Sooners and Cardinals!)', 'en', 'Go'],
    ['linkedin.com/in/somebody and https://github.com/somebody', 'en', 'LinkedIn'],
    ['piano di disaster recovery', 'it', 'Music performance'],
  ])('says nothing of a skill in "%s" (%s, %s)', (text, language, skill) => {
    expect(names(text, language)).not.toContain(skill);
  });

  it.each([
    ['reporting', 'Reporting'],
    ['Highlights', 'Hair colouring'],
    ['Serving', 'Table service'],
    ['bem', 'BEM'],
  ])('means the skill where "%s" stands in a list', (entry, skill) => {
    expect(names(entry, 'en', true)).toEqual([skill]);
  });

  it('still finds plurals of acronyms, and acronyms in small letters beside other skills', () => {
    expect(names('Designed APIs for partners')).toContain('API development');
    expect(names('wrote sql and Python for PostgreSQL')).toContain('SQL');
    expect(names('Wrote services (Go, Python)')).toEqual(['Go', 'Python']);
  });

  it.each(['a'.repeat(99_000), 'a.'.repeat(49_000), 'a@b.'.repeat(24_000), '-'.repeat(99_000)])(
    'reads a text of nothing but one pattern in linear time (%#)',
    (text) => {
      const started = performance.now();
      names(text);
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );
});
