import type { SkillMatcher } from '@vitamill/domain';
import { entityContext } from '../../test/support/core.js';
import { splitSkillRun } from './split-skill-run.js';

const KNOWN = ['MySQL', 'PostgreSQL', 'NoSQL', 'Hibernate', 'HTML 5', 'Python', 'Project management', 'CSS'];
const skills = {
  find: (text: string) =>
    KNOWN.flatMap((name) => {
      const start = text.indexOf(name);
      return start < 0 ? [] : [{ id: name, start, end: start + name.length, matched: name, confidence: 1 }];
    }).sort((a, b) => a.start - b.start),
} as unknown as SkillMatcher;
const split = (text: string) => splitSkillRun(text, { ...entityContext(), skills });

describe('skills: runs of words', () => {
  it.each([
    ['MySQL PostgreSQL NoSQL ORM Hibernate', ['MySQL', 'PostgreSQL', 'NoSQL', 'ORM', 'Hibernate']],
    ['HTML 5 CSS Python', ['HTML 5', 'CSS', 'Python']],
    ['CSS Python HTML 5 of course', ['CSS', 'Python', 'HTML 5', 'of course']],
  ])('names-with-blanks-between: %s', (text, parts) => {
    expect(split(text)).toEqual(parts);
  });

  it.each([
    'Python programming',
    'Project management office',
    'MySQL PostgreSQL',
    'We moved MySQL to PostgreSQL and NoSQL for all of our many teams',
  ])('words-of-one-skill-stay-whole: %s', (text) => {
    expect(split(text)).toEqual([text]);
  });

  it('stay whole where no lexicon is at hand', () => {
    const { skills: _, ...context } = { ...entityContext(), skills: undefined };
    expect(splitSkillRun('MySQL PostgreSQL NoSQL', context)).toEqual(['MySQL PostgreSQL NoSQL']);
  });
});
