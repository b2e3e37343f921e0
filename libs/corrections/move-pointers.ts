import type { MasterRecord, ParsedCv, Provenance, ProvenanceEntry } from '@vitamill/domain';

/** For a list: the old place of each of its entries, null for entries that were not there. */
export type Origins = ReadonlyMap<string, readonly (number | null)[]>;

const unchanged = (places: readonly (number | null)[], before: number): boolean =>
  places.length === before && places.every((old, at) => old === at);

/** Gives the new pointer of what stood at an old one; null where it is gone. */
export function pointerMover(origins: Origins): (pointer: string) => string | null {
  const lists = [...origins].map(([list, places]) => ({
    prefix: `${list}/`,
    to: new Map(places.flatMap((old, at) => (old === null ? [] : [[old, at] as const]))),
  }));
  return (pointer) => {
    const list = lists.find(({ prefix }) => pointer.startsWith(prefix));
    if (!list) return pointer;
    const [index = '', ...rest] = pointer.slice(list.prefix.length).split('/');
    if (!/^\d+$/.test(index)) return pointer;
    const at = list.to.get(Number(index));
    return at === undefined ? null : [`${list.prefix}${at}`, ...rest].join('/');
  };
}

/** Whether any entry was added, taken off or moved; `lengths` gives how many entries each list had. */
export const anyMoved = (origins: Origins, lengths: (list: string) => number): boolean =>
  [...origins].some(([list, places]) => !unchanged(places, lengths(list)));

/** Whatever points into the lists of a record (provenance, findings, sources of skills) after their entries moved. */
export function movePointers({ record, provenance }: ParsedCv, origins: Origins): ParsedCv {
  const move = pointerMover(origins);
  const entries: Record<string, ProvenanceEntry> = {};
  for (const [pointer, entry] of Object.entries(provenance)) {
    const moved = move(pointer);
    if (moved !== null) entries[moved] = entry;
  }
  const findings = record.quality.findings.flatMap((finding) => {
    if (finding.path === null) return [finding];
    const path = move(finding.path);
    return path === null ? [] : [{ ...finding, path }];
  });
  const skills = record.skills.map((skill) => ({
    ...skill,
    sources: skill.sources.flatMap((source) => move(`/${source}`)?.slice(1) ?? []),
  }));
  const moved: MasterRecord = { ...record, skills, quality: { ...record.quality, findings } };
  return { record: moved, provenance: entries as Provenance };
}
