import type { TrackedJob } from '@vitamill/persistence';

interface CalendarEvent {
  readonly uid: string;
  readonly at: Date;
  readonly changed: Date;
  readonly summary: string;
  readonly description: string;
  readonly location: string | null;
  readonly url: string | null;
  readonly minutes: number;
  readonly rings: boolean;
}

const INTERVIEW_MINUTES = 60;

/**
 * iCalendar (RFC 5545) of interviews, deadlines and reminders, in UTC; a reminder rings. `timeZone` is what programs show the
 * calendar in. The same jobs give the same bytes.
 */
export function writeCalendar(jobs: readonly TrackedJob[], timeZone: string): string {
  const events = jobs.flatMap(eventsOf).sort((a, b) => a.at.getTime() - b.at.getTime() || (a.uid < b.uid ? -1 : 1));
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Vitamill//Job tracker//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Job applications',
    `X-WR-TIMEZONE:${timeZone}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...events.flatMap(linesOf),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function eventsOf(job: TrackedJob): CalendarEvent[] {
  const what = `${job.job_title}, ${job.company_name}`;
  const common = {
    changed: job.updated_at,
    description: what,
    location: job.location,
    url: job.job_url,
    rings: false,
  };
  const entries = (kind: string, label: string, list: TrackedJob['deadlines']) =>
    list.map(({ title, at }, i) => ({
      ...common,
      uid: `${job.id}-${kind}-${i}`,
      at: new Date(at),
      summary: `${label}: ${title} (${job.company_name})`,
      minutes: 0,
      rings: kind === 'reminder',
    }));
  return [
    ...(job.interview_at
      ? [
          {
            ...common,
            uid: `${job.id}-interview`,
            at: job.interview_at,
            summary: `Interview: ${what}`,
            minutes: INTERVIEW_MINUTES,
          },
        ]
      : []),
    ...entries('deadline', 'Deadline', job.deadlines),
    ...entries('reminder', 'Reminder', job.reminders),
  ];
}

function linesOf({ uid, at, changed, summary, description, location, url, minutes, rings }: CalendarEvent): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${uid}@vitamill`,
    `DTSTAMP:${stamp(changed)}`,
    `DTSTART:${stamp(at)}`,
    ...(minutes > 0 ? [`DTEND:${stamp(new Date(at.getTime() + minutes * 60_000))}`] : []),
    `SUMMARY:${escapeText(summary)}`,
    `DESCRIPTION:${escapeText(description)}`,
    ...(location ? [`LOCATION:${escapeText(location)}`] : []),
    ...(url ? [`URL:${url.replace(/[\r\n]/g, '')}`] : []),
    ...(rings
      ? ['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:PT0S', `DESCRIPTION:${escapeText(summary)}`, 'END:VALARM']
      : []),
    'END:VEVENT',
  ];
}

const stamp = (at: Date): string => at.toISOString().replace(/[-:]|\.\d{3}/g, '');
const escapeText = (text: string): string =>
  text
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/[\u0000-\u001f\u007f]/g, ' ');

/** Lines of at most 75 octets; no character is cut in two. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const character of line) {
    const bytes = Buffer.byteLength(character);
    if (size + bytes > 75) {
      parts.push(part);
      part = '';
      size = 1;
    }
    part += character;
    size += bytes;
  }
  return [...parts, part].join('\r\n ');
}
