import { instantOf, inZone, isTimeZone, showTime } from './zoned-time.js';

describe('times in a zone', () => {
  it.each([
    ['2026-03-01T10:30:00Z', 'Europe/Berlin', '2026-03-01T10:30:00.000Z'],
    ['2026-03-01T10:30:00+05:30', 'Europe/Berlin', '2026-03-01T05:00:00.000Z'],
    ['2026-03-01T10:30', 'Europe/Berlin', '2026-03-01T09:30:00.000Z'],
    ['2026-07-01T10:30:15', 'Europe/Berlin', '2026-07-01T08:30:15.000Z'],
    ['2026-07-01', 'Africa/Nairobi', '2026-06-30T21:00:00.000Z'],
    ['2026-07-01', 'UTC', '2026-07-01T00:00:00.000Z'],
    ['2026-07-01T09:00', 'Asia/Kathmandu', '2026-07-01T03:15:00.000Z'],
    ['2026-01-15T09:00', 'America/New_York', '2026-01-15T14:00:00.000Z'],
    ['2026-12-31T23:30', 'Pacific/Kiritimati', '2026-12-31T09:30:00.000Z'],
  ])('%s in %s is %s', (text, zone, expected) => {
    expect(instantOf(text, zone)).toBe(expected);
  });

  it('take the first of two times that clocks show when they are put back', () => {
    expect(instantOf('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(instantOf('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
  });

  it('move a time that clocks leave out forward', () => {
    expect(instantOf('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    // Midnight itself is left out here.
    expect(instantOf('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
  });

  it('are shown with their zone', () => {
    expect(showTime(new Date('2026-11-27T13:30:00Z'), 'Europe/Berlin')).toBe(
      'Friday, 27 November 2026, 14:30 (Europe/Berlin)',
    );
    expect(showTime(new Date('2026-11-27T00:05:00Z'), 'UTC')).toBe('Friday, 27 November 2026, 00:05 (UTC)');
  });

  it('know the names of zones', () => {
    expect(['Europe/Berlin', 'UTC', 'Africa/Nairobi'].every(isTimeZone)).toBe(true);
    expect(['', 'Mars/Base', '+01:00', 'Europe/Berlin; x'].some(isTimeZone)).toBe(false);
  });

  it('place deadlines and reminders and leave the rest', () => {
    expect(inZone({ title: 'x', reminders: [{ title: 'Call', at: '2026-07-01T10:00' }] }, 'Europe/Berlin')).toEqual({
      title: 'x',
      reminders: [{ title: 'Call', at: '2026-07-01T08:00:00.000Z' }],
    });
  });
});
