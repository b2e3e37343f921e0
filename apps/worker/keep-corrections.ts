import { rebaseCorrections } from '@vitamill/corrections';
import type { ParsedCv } from '@vitamill/domain';
import type { Normaliser } from '@vitamill/normaliser';
import type { RebaseCorrections } from '@vitamill/persistence';

/** Loaded with the first record that somebody corrected: few are. */
let normaliser: Promise<Normaliser> | null = null;

/**
 * What persons corrected stays corrected in what a later run reads, and what follows from it is reckoned anew; `relate` adds the codes of imported
 * taxonomies.
 */
export const keepCorrections =
  (relate: (parsed: ParsedCv) => ParsedCv): RebaseCorrections =>
  async (read, known) => {
    if (known.length === 0) return { parsed: read, corrections: known };
    normaliser ??= import('@vitamill/normaliser').then(({ createNormaliser }) => createNormaliser());
    const { parsed, corrections } = rebaseCorrections(read, known);
    return { parsed: relate((await normaliser).refresh(parsed, corrections)), corrections };
  };
