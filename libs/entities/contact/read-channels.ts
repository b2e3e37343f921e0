import type { CvLink, Extracted, Line } from '@vitamill/domain';
import type { EntityContext } from '../context.js';
import { extracted } from '../extracted.js';

// 64: the longest local part of RFC 5321; without a bound long words take quadratic time
const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}\s?@\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,24}/gu;
const WEB =
  /(?<![@\p{L}\p{N}.])(?:https?:\/\/)?(?:www\.)?(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+(?:com|org|net|io|dev|me|eu|info|app|ai|co|tech|xyz|online|site|design|blog|cloud|page|edu|gov|example|test|[a-z]{2})(?:\/[^\s,;|<>()"]*)?(?![\p{L}\p{N}@])/giu;
const PHONE = /(?<![\p{L}\p{N}/.-])(?:\+|00)?\(?\d[\d\s().\u2010-\u2015/\u00A0-]{5,22}\d(?![\p{L}\p{N}])/gu;

const unique = <T>(values: readonly Extracted<T>[], key: (value: T) => string): Extracted<T>[] => {
  const seen = new Set<string>();
  return values.filter((v) => !seen.has(key(v.value)) && seen.add(key(v.value)));
};

/** E-mail addresses as text and as link targets. */
export function readEmails(lines: readonly Line[]): Extracted<string>[] {
  const found = lines.flatMap((line, i) => {
    const next = lines[i + 1];
    // narrow columns break addresses: "NAME@EXAMPLE." / "ORG"
    const broken =
      next &&
      line.text.includes('@') &&
      /@[\p{L}\p{N}.-]*[.-]$|[\p{L}\p{N}]@$|@[\p{L}\p{N}-]+$/u.test(line.text) &&
      /^[\p{L}\p{N}.-]+$/u.test(next.text);
    const whole = broken
      ? /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]+\.\p{L}{2,24}$/u.exec(line.text + next.text)?.[0]
      : undefined;
    if (whole) return [extracted(whole, whole, 0.85, 'contact.email.two-lines', [line, next!])];
    const printed = (line.text.includes('@') ? [...line.text.matchAll(EMAIL)] : []).map((m) =>
      extracted(m[0].replace(/\s/g, '').replace(/^[.'-]+/, ''), m[0], 0.98, 'contact.email.text', [line]),
    );
    const linked = line.segments
      .flatMap((s) => s.links)
      .filter((l) => /^mailto:/i.test(l.href))
      .flatMap((l) => {
        const address = /^mailto:([^?]+)/i.exec(l.href)?.[1];
        return address && /@/.test(address)
          ? [extracted(safeDecode(address).trim(), l.text || address, 0.95, 'contact.email.link', [line])]
          : [];
      });
    return [...printed, ...linked];
  });
  // what a narrow column broke off is no address of its own: "mara@example.c" beside the link to mara@example.com
  const whole = found.filter(
    (e) =>
      !found.some((o) => o.value.length > e.value.length && o.value.toLowerCase().startsWith(e.value.toLowerCase())),
  );
  return unique(whole, (v) => v.toLowerCase());
}

const safeDecode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Whether a word is a web address: told without a pattern that long words could slow down. */
const isAddress = (word: string): boolean =>
  word.startsWith('http') ||
  (word.includes('/') && word.indexOf('.') >= 0 && word.indexOf('.') < word.lastIndexOf('/') && /\p{L}/u.test(word));

/** Numbers that may be phones: dates, postal codes and years are masked before. */
export function readPhones(lines: readonly Line[], context: EntityContext): Extracted<string>[] {
  const found = lines.flatMap((line) => {
    const linked = line.segments
      .flatMap((s) => s.links)
      .filter((l) => /^tel:/i.test(l.href))
      .map((l) =>
        extracted(
          /\d{5}/.test(l.text.replace(/\D/g, '')) ? l.text : safeDecode(l.href.slice(4)),
          l.href,
          0.95,
          'contact.phone.link',
          [line],
        ),
      );
    const label =
      line.segments.some((s) => s.icon === 'phone') ||
      context.vocabulary.labels.get(line.segments[0]?.text.split(':')[0] ?? '') === 'phone';
    const printed = line.segments.flatMap((segment) => {
      let text = segment.text;
      if (!/\d/.test(text)) return [];
      for (const date of /^\D{0,20}\+\d[\d\s().-]{7,20}$/.test(text) ? [] : context.findDates(text))
        text = text.slice(0, date.start) + ' \u0001'.padEnd(date.end - date.start, '\u0001') + text.slice(date.end);
      if (text.includes('@')) text = text.replace(EMAIL, (m) => '\u0001'.repeat(m.length));
      if (text.includes('/') || text.includes('http'))
        text = text.replace(/\S+/g, (word) => (isAddress(word) ? '\u0001'.repeat(word.length) : word));
      return [...text.matchAll(PHONE)].flatMap((m) => {
        const raw = m[0].replace(/^\((?![^)]*\))/, '').trim();
        const digits = raw.replace(/\D/g, '');
        if (digits.length < 7 || digits.length > 15) return [];
        return [extracted(raw, raw, label || raw.startsWith('+') ? 0.95 : 0.8, 'contact.phone.text', [line])];
      });
    });
    return [...printed, ...linked];
  });
  return unique(found, (v) => v.replace(/\D/g, '').slice(-9));
}

/** Web addresses as text and as link targets; domains of e-mail addresses do not count. */
export function readLinks(lines: readonly Line[]): Extracted<CvLink>[] {
  const found = lines.flatMap((line) => {
    const linked = line.segments
      .flatMap((s) => s.links)
      .filter((l) => /^https?:/i.test(l.href))
      .map((l) =>
        extracted<CvLink>({ kind: 'website', url: l.href }, l.text || l.href, 0.95, 'contact.link.target', [line]),
      );
    const text = line.segments.map((s) => (s.text.includes('@') ? s.text.replace(EMAIL, ' ') : s.text)).join('  ');
    const printed = (text.includes('.') ? [...text.matchAll(WEB)] : [])
      .filter(
        (m) =>
          /\/|www\.|https?:/i.test(m[0]) ||
          /\.(?:com|org|net|io|dev|me|eu|info|app|ai|example|test)$/i.test(m[0]) ||
          (m[0].split('.').length === 2 && m[0] === m[0].toLowerCase() && m[0].length > 6),
      )
      .filter((m) => !/^\p{L}\.\p{L}/u.test(m[0]))
      .map((m) =>
        extracted<CvLink>({ kind: 'website', url: m[0].replace(/[.,;]+$/, '') }, m[0], 0.9, 'contact.link.text', [
          line,
        ]),
      );
    return [...linked, ...printed];
  });
  const bare = (url: string): string =>
    url
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/^www\./, '')
      .replace(/\/+$/, '');
  return unique(found, (v) => bare(v.url));
}
