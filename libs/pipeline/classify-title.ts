import type { Extracted, MasterPosition, TitleClassifier } from '@vitamill/domain';
import type { ProvenanceWriter } from './provenance-writer.js';

/** A printed title with its occupation and rank; `provenance` says by which rule and how sure the code is. */
export function classifyTitle(
  title: Extracted<string> | null,
  pointer: string,
  titles: TitleClassifier,
  language: string | null,
  provenance: ProvenanceWriter,
): MasterPosition['title'] {
  if (!title) return null;
  const raw = title.value;
  const found = titles.classify(raw, language);
  const { seniority, management } = found ?? titles.rankOf(raw, language);
  if (found)
    provenance.note(`${pointer}/code`, { ...title, confidence: found.confidence, rule: `title.${found.method}` });
  return {
    raw,
    normalized: found?.name ?? null,
    code: found?.code ?? null,
    taxonomy: found?.taxonomy ?? null,
    seniority,
    management_level: management,
  };
}
