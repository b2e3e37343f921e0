import type { MasterRecord } from '@vitamill/domain';

const MAX_OCTETS = 75;

/** One text (RFC 6350, 3.4): a semicolon stands for itself. */
const escapeText = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replace(/\r\n?|\n/g, '\\n')
    .replaceAll(',', '\\,')
    .replace(/[\0-\x08\x0b-\x1f\x7f\u0085\u2028\u2029]/g, ' ');

/** A text that is one of several parts. */
const escapePart = (text: string): string => escapeText(text).replaceAll(';', '\\;');

/** Lines of at most 75 octets, continued behind a space (RFC 6350, 3.2); no letter is cut in two. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > MAX_OCTETS) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += letter;
    octets += size;
  }
  return [...lines, current].join('\r\n');
}

/** 1988-04-02 as 19880402; a year alone and a month stay as they are (RFC 6350, 4.3.1). */
const dateValue = (date: string): string => (date.length === 10 ? date.replaceAll('-', '') : date);

/** The record as vCard 4.0 (RFC 6350): who the person is and how to reach them. */
export function toVcard(record: MasterRecord): string {
  const { contact, experience } = record;
  const { name, location } = contact;
  const current = experience.find((position) => position.is_current) ?? experience[0];
  const lines = ['BEGIN:VCARD', 'VERSION:4.0', 'PRODID:-//Vitamill//EN'];
  const add = (property: string, value: string | null | undefined): void => {
    if (value) lines.push(`${property}:${escapeText(value)}`);
  };
  const addParts = (property: string, parts: readonly (string | null | undefined)[]): void => {
    if (parts.some(Boolean)) lines.push(`${property}:${parts.map((part) => escapePart(part ?? '')).join(';')}`);
  };
  const list = (property: string, values: readonly string[]): void => {
    if (values.length > 0) lines.push(`${property}:${values.map(escapeText).join(',')}`);
  };
  if (record.asset_id) lines.push(`UID:urn:uuid:${record.asset_id}`);
  // FN is required: where no name was read, what the person is reached by stands for it
  add('FN', name?.full ?? contact.emails[0] ?? contact.phones[0]?.raw ?? record.asset_id ?? '-');
  if (name) addParts('N', [name.family, name.given, null, name.prefix, name.suffix]);
  for (const email of contact.emails) add('EMAIL', email);
  for (const { e164, raw, type } of contact.phones) {
    const kind = type === 'mobile' ? 'cell' : 'voice';
    if (e164) lines.push(`TEL;VALUE=uri;TYPE=${kind}:tel:${e164}`);
    else lines.push(`TEL;VALUE=text;TYPE=${kind}:${escapeText(raw)}`);
  }
  if (location)
    addParts('ADR', [null, null, null, location.city, location.region, location.postal_code, location.country]);
  for (const { url } of contact.links) lines.push(`URL:${url.replace(/[\r\n]/g, '')}`);
  if (contact.birth_date) lines.push(`BDAY:${dateValue(contact.birth_date)}`);
  if (contact.gender) lines.push(`GENDER:;${escapeText(contact.gender)}`);
  for (const { code } of record.languages) if (code) lines.push(`LANG:${code}`);
  add('TITLE', contact.headline ?? current?.title?.raw);
  add('ORG', current?.is_current ? current.employer?.name : null);
  add('NOTE', record.summary);
  list(
    'CATEGORIES',
    record.skills.map(({ name: skill, normalized }) => normalized ?? skill),
  );
  lines.push('END:VCARD');
  return `${lines.map(fold).join('\r\n')}\r\n`;
}
