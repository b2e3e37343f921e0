/** A time in UTC as Python's isoformat writes one without a zone: 2026-04-24T01:33:11.984000. */
export const naiveTime = (date: Date): string => date.toISOString().replace(/(\.\d{3})Z$/, '$1000');
