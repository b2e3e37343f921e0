import { rebaseCorrections } from '@vitamill/corrections';
import type { RebaseCorrections } from '@vitamill/persistence';
import { refreshMetrics } from '@vitamill/pipeline';

/** What persons corrected stays corrected in what a later run reads, and what follows from it is reckoned anew. */
export const keepCorrections: RebaseCorrections = (read, known) => {
  if (known.length === 0) return { parsed: read, corrections: known };
  const { parsed, corrections } = rebaseCorrections(read, known);
  return { parsed: { ...parsed, record: refreshMetrics(parsed.record) }, corrections };
};
