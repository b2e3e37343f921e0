import type { DatedEntry } from '@vitamill/persistence';

const HAS_OFFSET = /(?:Z|[+-]\d\d:?\d\d)$/i;

/** Whether it is the name of a time zone as IANA keeps them, such as Europe/Berlin or UTC. */
export function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds by which clocks in the zone are ahead of UTC at that instant. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value ?? 0);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(instant / 1_000) * 1_000;
}

/**
 * The instant (ISO 8601, UTC) of a time: one with an offset says it itself, one without is what clocks in the zone show, a
 * date the first moment of its day there. A time that clocks show twice is the first one; one that they leave out is as
 * much later as they are put forward.
 */
export function instantOf(text: string, timeZone: string): string {
  if (HAS_OFFSET.test(text) && text.includes('T')) return new Date(text).toISOString();
  const shown = Date.parse(text.includes('T') ? `${text}Z` : `${text}T00:00:00Z`);
  const candidates = [offsetAt(shown - 86_400_000, timeZone), offsetAt(shown + 86_400_000, timeZone)].map(
    (offset) => shown - offset,
  );
  const right = candidates.filter((instant) => instant + offsetAt(instant, timeZone) === shown);
  return new Date(right.length > 0 ? Math.min(...right) : Math.max(...candidates)).toISOString();
}

/** A time as the clocks of a zone show it, for people: "Friday, 27 November 2026, 14:30 (Europe/Berlin)". */
export function showTime(instant: Date, timeZone: string): string {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: string): string => shown.find((each) => each.type === type)?.value ?? '';
  return `${part('weekday')}, ${part('day')} ${part('month')} ${part('year')}, ${part('hour')}:${part('minute')} (${timeZone})`;
}

/** Deadlines and reminders at the instants that their times are in the owner's zone; the rest as it is. */
export function inZone<
  Fields extends { readonly deadlines?: readonly DatedEntry[]; readonly reminders?: readonly DatedEntry[] },
>(fields: Fields, timeZone: string): Fields {
  const placed = (entries: readonly DatedEntry[]): DatedEntry[] =>
    entries.map(({ title, at }) => ({ title, at: instantOf(at, timeZone) }));
  return {
    ...fields,
    ...(fields.deadlines ? { deadlines: placed(fields.deadlines) } : {}),
    ...(fields.reminders ? { reminders: placed(fields.reminders) } : {}),
  };
}
