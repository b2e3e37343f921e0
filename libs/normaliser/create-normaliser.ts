import type { Correction, ParsedCv } from '@vitamill/domain';
import { loadLexicons, loadSkills, loadTitles } from '@vitamill/lexicon';
import { createGazetteer, createSkillMatcher, createTitleClassifier } from '@vitamill/normalisation';
import { type DerivationResources, deriveCorrected, refreshMetrics } from '@vitamill/pipeline';

/** Normalises records without their documents. */
export interface Normaliser {
  /** What follows from the words that persons corrected, and the metrics, reckoned anew. */
  refresh(parsed: ParsedCv, corrections: readonly Correction[]): ParsedCv;
}

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
const lexicons = once(loadLexicons);
const skills = once(() => createSkillMatcher(loadSkills()));
const titles = once(() => createTitleClassifier(loadTitles()));

/** Lexicons are loaded when the first value asks for them: most corrections ask for few. */
export function createNormaliser(): Normaliser {
  const resources: DerivationResources = {
    get lexicons() {
      return lexicons();
    },
    get skills() {
      return skills();
    },
    get titles() {
      return titles();
    },
    gazetteer: createGazetteer(),
  };
  return {
    refresh(parsed, corrections) {
      const derived = deriveCorrected(parsed, corrections, resources);
      return { ...derived, record: refreshMetrics(derived.record) };
    },
  };
}
