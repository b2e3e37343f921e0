import { wordsOf } from '@vitamill/domain';
import type { EntityContext } from './context.js';

/** Skills that must be known in a run of words before it is taken for several, and the share of its words that they make. */
const LEAST_SKILLS = 3;
const LEAST_SHARE = 0.6;

/**
 * "MySQL PostgreSQL NoSQL ORM Hibernate": several skills with nothing but blanks between them, told by the lexicon. Three
 * of them at least must be known, and most of the words: "Python programming" and "Project management office" stay whole.
 * What stands between known ones is a skill of its own, word by word where it is written like a name.
 */
export function splitSkillRun(text: string, { skills, vocabulary }: EntityContext): string[] {
  if (!skills || wordsOf(text).length < LEAST_SKILLS || /[(),;:]/.test(text)) return [text];
  const mentions = skills.find(text, { language: vocabulary.language, listed: true });
  if (mentions.length < LEAST_SKILLS) return [text];
  const known = mentions.reduce((sum, { start, end }) => sum + wordsOf(text.slice(start, end)).length, 0);
  if (known < LEAST_SHARE * wordsOf(text).length) return [text];
  const parts: string[] = [];
  const between = (start: number, end: number): void => {
    const gap = text.slice(start, end).trim();
    if (!gap) return;
    const words = gap.split(/\s+/);
    parts.push(...(words.every((word) => /^[\p{Lu}\d]/u.test(word)) ? words : [gap]));
  };
  let at = 0;
  for (const { start, end } of mentions) {
    between(at, start);
    parts.push(text.slice(start, end));
    at = end;
  }
  between(at, text.length);
  return parts;
}
