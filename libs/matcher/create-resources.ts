import { buildVocabulary } from '@vitamill/domain';
import { createDateFinder, type DateFinder } from '@vitamill/entities';
import { lexiconVersion, loadLexicons, loadSkills, loadTitles } from '@vitamill/lexicon';
import type { MatchingResources } from '@vitamill/matching';
import { createSkillMatcher, createTitleClassifier } from '@vitamill/normalisation';
import { PIPELINE_VERSION } from '@vitamill/pipeline';
import { createLanguageDetector } from './detect-language.js';

let shared: MatchingResources | null = null;

/** Lexicons, taxonomies and grammars for libs/matching; loaded once per process. */
export function createMatchingResources(): MatchingResources {
  if (shared) return shared;
  const lexicons = loadLexicons();
  const skills = createSkillMatcher(loadSkills());
  const titleLexicon = loadTitles();
  const titles = createTitleClassifier(titleLexicon);
  const finders = new Map<string | null, DateFinder>();
  shared = {
    vocabularyOf: (language) => buildVocabulary(lexicons, language),
    findDates(language, text) {
      const known =
        finders.get(language) ??
        createDateFinder({ vocabulary: buildVocabulary(lexicons, language).dates, monthFirst: false });
      finders.set(language, known);
      return known(text);
    },
    detectLanguage: createLanguageDetector(lexicons),
    skills,
    titles,
    dataVersion: [
      PIPELINE_VERSION,
      lexiconVersion(),
      skills.taxonomy,
      titleLexicon.taxonomy,
      titleLexicon.version,
    ].join(' '),
  };
  return shared;
}
