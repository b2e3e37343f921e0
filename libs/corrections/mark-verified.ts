import type { Correction, Provenance, ProvenanceEntry } from '@vitamill/domain';

export const VERIFIED_RULE = 'verified_by_person';

/** Where the value of a correction stands in the record; null where it is not applied or takes something off. */
export const pointerOf = (correction: Correction): string | null => {
  if (correction.kind === 'remove' || correction.conflict === 'entry_missing') return null;
  if (correction.list === null) return correction.path;
  return correction.index === null ? null : `${correction.list}/${correction.index}${correction.path}`;
};

/** Notes on each corrected value that a person stands for it. Where it was read in the document stays noted. */
export function markVerified(provenance: Provenance, corrections: readonly Correction[]): Provenance {
  const entries: Record<string, ProvenanceEntry> = { ...provenance };
  for (const correction of corrections) {
    const pointer = pointerOf(correction);
    if (pointer === null) continue;
    entries[pointer] = {
      confidence: 1,
      rule: VERIFIED_RULE,
      spans: entries[pointer]?.spans ?? [],
      verified: { key_id: correction.keyId, user_id: correction.userId, at: correction.at },
    };
  }
  return entries;
}
