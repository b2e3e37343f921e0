import type { TableValue } from './table.js';

const DAY_MILLISECONDS = 86_400_000;
const DAY_LENGTH = 'YYYY-MM-DD'.length;
const INSTANT_LENGTH = 'YYYY-MM-DDTHH:MM:SS.mmmZ'.length;
const [ZERO, HYPHEN] = [0x30, 0x2d];
/** Days of 400 years, after which the calendar repeats, and from March 1 of the year 0 to 1970. */
const [CYCLE_DAYS, EPOCH_DAYS] = [146_097, 719_468];

/** The number that digits from a place on make; NaN where there are others. */
function digits(text: string, start: number, count: number): number {
  let number = 0;
  for (let index = start; index < start + count; index++) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** Days since 1970 of the day that a text begins with; NaN where it is not written as YYYY-MM-DD. */
function daysOf(text: string): number {
  if (text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return Number.NaN;
  const month = digits(text, 5, 2);
  // Years begin in March, so that leap days end them.
  const year = digits(text, 0, 4) - (month <= 2 ? 1 : 0);
  const cycle = Math.floor(year / 400);
  const yearOfCycle = year - cycle * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + digits(text, 8, 2) - 1;
  const dayOfCycle = yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100) + dayOfYear;
  return cycle * CYCLE_DAYS + dayOfCycle - EPOCH_DAYS;
}

/** Days since 1970 of an ISO 8601 day; NaN where it is none. */
export function dayOf(value: NonNullable<TableValue>): number {
  const text = String(value);
  const days = text.length === DAY_LENGTH ? daysOf(text) : Number.NaN;
  return Number.isNaN(days) ? Math.round(Date.parse(`${text}T00:00:00Z`) / DAY_MILLISECONDS) : days;
}

/** Milliseconds since 1970 of an instant; NaN where it is none. The runtime's own reading takes several times as long. */
export function instantOf(value: NonNullable<TableValue>): number {
  if (value instanceof Date) return value.getTime();
  const text = String(value);
  if (text.length !== INSTANT_LENGTH || !text.endsWith('Z')) return Date.parse(text);
  const minutes = digits(text, 11, 2) * 60 + digits(text, 14, 2);
  const milliseconds = (minutes * 60 + digits(text, 17, 2)) * 1_000 + digits(text, 20, 3);
  const instant = daysOf(text) * DAY_MILLISECONDS + milliseconds;
  return Number.isNaN(instant) ? Date.parse(text) : instant;
}
