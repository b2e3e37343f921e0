import type { HeadingKind } from '../language-data.js';
import type { PrintedCv, PrintedDates, PrintedJob, PrintedStudy } from '../printed-cv.js';
import type { Random } from '../random.js';

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const FONTS = [
  ...['Carlito', 'Liberation Sans', 'Lato', 'Open Sans', 'Roboto', 'Noto Sans', 'DejaVu Sans'],
  ...['Liberation Serif', 'Noto Serif', 'DejaVu Serif', 'Latin Modern Roman'],
];
export const COLOURS = ['#1f4e79', '#2e7d5b', '#7a1f3d', '#3b3b3b', '#0b6e8a', '#6a3d9a', '#b3541e', '#20324a'];

const div = (name: string, html: string): string => (html ? `<div class="${name}">${html}</div>` : '');
const both = (...parts: (string | null)[]): string[] =>
  parts.filter((part): part is string => Boolean(part)).map(escapeHtml);

/** Bullets as a list of their own glyph, as paragraphs, or as one run of prose. */
export type BulletStyle = 'disc' | 'dash' | 'square' | 'arrow' | 'star' | 'prose' | 'plain';
export const BULLETS: readonly BulletStyle[] = ['disc', 'disc', 'dash', 'square', 'arrow', 'star', 'prose', 'plain'];
const GLYPH: Readonly<Record<string, string>> = { dash: '–', square: '▪', arrow: '➢', star: '*' };

export function bulletList(bullets: readonly string[], style: BulletStyle): string {
  if (bullets.length === 0) return '';
  if (style === 'prose') return div('prose', `${bullets.map(escapeHtml).join('. ')}.`);
  if (style === 'disc') return `<ul>${bullets.map((b) => `<li>${escapeHtml(b)}</li>`).join('')}</ul>`;
  if (style === 'plain') return bullets.map((b) => div('duty', escapeHtml(b))).join('');
  return bullets.map((b) => div('duty hang', `${GLYPH[style]} ${escapeHtml(b)}`)).join('');
}

/** The same four facts of a position or a study. */
export interface Fact {
  readonly head: string;
  readonly at: string;
  readonly place: string | null;
  readonly dates: PrintedDates;
  readonly rest: string;
}

export const factOfJob = (job: PrintedJob, bullets: BulletStyle): Fact => ({
  head: job.title,
  at: job.employer,
  place: job.place,
  dates: job.dates,
  rest: (job.about ? div('about', escapeHtml(job.about)) : '') + bulletList(job.bullets, bullets),
});
export const factOfStudy = (study: PrintedStudy): Fact => ({
  head: study.degreeText,
  at: study.institution,
  place: study.place,
  dates: study.dates,
  rest: study.note ? div('note', escapeHtml(study.note)) : '',
});

const row = (left: string, right: string): string =>
  `<div class="row"><span>${left}</span><span class="right">${right}</span></div>`;

/** How the facts of an entry stand: which comes first, on which line, parted by what. */
export const ENTRY_STYLES = {
  stacked: ({ head, at, place, dates, rest }) =>
    div('head', escapeHtml(head)) + div('at', both(at, place).join(', ')) + div('dates', escapeHtml(dates.text)) + rest,
  datesFirst: ({ head, at, place, dates, rest }) =>
    div('dates', escapeHtml(dates.text)) + div('head', escapeHtml(head)) + div('at', both(at, place).join(', ')) + rest,
  employerFirst: ({ head, at, place, dates, rest }) =>
    row(`<b>${escapeHtml(at)}</b>`, place ? escapeHtml(place) : escapeHtml(dates.text)) +
    (place
      ? row(`<i>${escapeHtml(head)}</i>`, `<i>${escapeHtml(dates.text)}</i>`)
      : div('at', `<i>${escapeHtml(head)}</i>`)) +
    rest,
  titleDatesRight: ({ head, at, place, dates, rest }) =>
    row(`<b>${escapeHtml(head)}</b>`, escapeHtml(dates.text)) + div('at', both(at, place).join(' · ')) + rest,
  inlineComma: ({ head, at, place, dates, rest }) =>
    div('line', `<b>${escapeHtml(head)}</b>, ${both(at, place).join(', ')}`) +
    div('dates', escapeHtml(dates.text)) +
    rest,
  inlineDates: ({ head, at, place, dates, rest }) =>
    div('line', `<b>${escapeHtml(head)}</b> – ${both(at, place).join(', ')} (${escapeHtml(dates.text)})`) + rest,
  pipes: ({ head, at, place, dates, rest }) =>
    div('line', `<b>${escapeHtml(head)}</b> | ${both(at, place, dates.text).join(' | ')}`) + rest,
  employerDash: ({ head, at, place, dates, rest }) =>
    div(
      'line',
      `<b>${both(at, null).join('')}</b>${place ? `, ${escapeHtml(place)}` : ''} — <i>${escapeHtml(head)}</i>`,
    ) +
    div('dates upper', escapeHtml(dates.text)) +
    rest,
  employerParenthesis: ({ head, at, place, dates, rest }) =>
    div('head', escapeHtml(head)) +
    div('line', `${escapeHtml(at)}${place ? ` (${escapeHtml(place)})` : ''}, ${escapeHtml(dates.text)}`) +
    rest,
} satisfies Record<string, (fact: Fact) => string>;
export type EntryStyle = keyof typeof ENTRY_STYLES;

/** Entries without their dates, for layouts that give dates a column. */
export function withoutDates({ head, at, place, rest }: Fact, order: 'head' | 'at' | 'line'): string {
  const where = both(at, place).join(', ');
  if (order === 'line') return div('line', `<b>${escapeHtml(head)}</b>, ${where}`) + rest;
  return order === 'head'
    ? div('head', escapeHtml(head)) + div('at', where) + rest
    : div('head', where) + div('at', escapeHtml(head)) + rest;
}

export const entries = (facts: readonly Fact[], style: EntryStyle): string =>
  facts.map((fact) => div('entry', ENTRY_STYLES[style](fact))).join('');

export const section = (cv: PrintedCv, kind: HeadingKind, html: string): string =>
  html ? `<section><h2>${escapeHtml(cv.headings[kind])}</h2>${html}</section>` : '';

export type SkillStyle = 'lines' | 'commas' | 'list' | 'tags' | 'dots' | 'bars' | 'columns';

const meter = (rating: number, style: 'dots' | 'bars'): string =>
  style === 'bars'
    ? `<span class="bar"><span style="width:${rating * 20}%"></span></span>`
    : `<span class="dots">${Array.from({ length: 5 }, (_, i) => `<span class="${i < rating ? 'on' : ''}"></span>`).join('')}</span>`;

export function skillsBlock(cv: PrintedCv, style: SkillStyle): string {
  const ratingOf = (text: string): number => 3 + (text.length % 3);
  return cv.skills
    .map(({ group, items }) => {
      const name = group ? escapeHtml(group) : '';
      if (style === 'lines' || style === 'commas') {
        const text = items.map(escapeHtml).join(', ');
        return div('skills', name ? `<b>${name}:</b> ${text}` : text);
      }
      const title = name ? div('group', name) : '';
      if (style === 'tags')
        return `${title}<div class="tags">${items.map((item) => `<span class="tag">${escapeHtml(item)}</span>`).join(' ')}</div>`;
      if (style === 'dots' || style === 'bars')
        return (
          title +
          items.map((item) => div('rated', `<span>${escapeHtml(item)}</span>${meter(ratingOf(item), style)}`)).join('')
        );
      return `${title}<ul class="${style === 'columns' ? 'columns' : ''}">${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
    })
    .join('');
}

export type LanguageStyle = 'lines' | 'commas' | 'dash' | 'parenthesis' | 'columns' | 'dots' | 'bars';

export function languagesBlock(cv: PrintedCv, style: LanguageStyle): string {
  const text = (joiner: string, close = ''): string[] =>
    cv.languages.map(({ name, level }) => escapeHtml(level ? `${name}${joiner}${level}${close}` : name));
  if (cv.languages.length === 0) return '';
  if (style === 'commas') return div('tongues', text(' (', ')').join(', '));
  if (style === 'columns')
    return cv.languages
      .map(({ name, level }) => div('rated', `<span>${escapeHtml(name)}</span><span>${escapeHtml(level ?? '')}</span>`))
      .join('');
  if (style === 'dots' || style === 'bars')
    return cv.languages
      .map(({ name, level, rating }) =>
        div('rated', `<span>${escapeHtml(level ? `${name} (${level})` : name)}</span>${meter(rating, style)}`),
      )
      .join('');
  const joined = style === 'dash' ? text(' – ') : style === 'parenthesis' ? text(' (', ')') : text(': ');
  return joined.map((line) => div('tongue', line)).join('');
}

export const certificatesBlock = (cv: PrintedCv, bullets: BulletStyle): string =>
  bulletList(
    cv.certifications.map(({ name, year }) => (year ? `${name}, ${year}` : name)),
    bullets === 'prose' ? 'plain' : bullets,
  );

/** Everything that stands in few words, in the order of a layout's choice. */
export interface Styles {
  readonly entry: EntryStyle;
  readonly study?: EntryStyle;
  readonly bullets: BulletStyle;
  readonly skills: SkillStyle;
  readonly languages: LanguageStyle;
}

export function blockOf(cv: PrintedCv, kind: HeadingKind, styles: Styles): string {
  switch (kind) {
    case 'summary':
      return cv.summary ? section(cv, kind, `<p>${escapeHtml(cv.summary)}</p>`) : '';
    case 'experience':
      return section(
        cv,
        kind,
        entries(
          cv.experience.map((job) => factOfJob(job, styles.bullets)),
          styles.entry,
        ),
      );
    case 'education':
      return section(cv, kind, entries(cv.education.map(factOfStudy), styles.study ?? styles.entry));
    case 'skills':
      return section(cv, kind, skillsBlock(cv, styles.skills));
    case 'languages':
      return section(cv, kind, languagesBlock(cv, styles.languages));
    case 'certifications':
      return section(cv, kind, certificatesBlock(cv, styles.bullets));
    case 'interests':
      return section(cv, kind, cv.interests.length > 0 ? `<p>${cv.interests.map(escapeHtml).join(', ')}</p>` : '');
    case 'publications':
      return section(cv, kind, cv.publications.map((p) => div('publication', escapeHtml(p))).join(''));
    case 'references':
      return section(cv, kind, cv.references.map((line) => `<p>${escapeHtml(line)}</p>`).join(''));
    case 'contact':
      return section(cv, kind, contactLines(cv, 'plain'));
    case 'personal':
      return section(cv, kind, personalLines(cv));
  }
}

export const blocks = (cv: PrintedCv, kinds: readonly HeadingKind[], styles: Styles): string =>
  kinds.map((kind) => blockOf(cv, kind, styles)).join('');

const link = (href: string, text: string): string => `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;

/** Each way to reach the person, with what it is. */
export function contactFacts(cv: PrintedCv): { kind: 'address' | 'phone' | 'email' | 'link'; html: string }[] {
  return [
    ...(cv.location ? [{ kind: 'address' as const, html: escapeHtml(cv.location.text) }] : []),
    ...cv.phones.map(({ printed }) => ({ kind: 'phone' as const, html: escapeHtml(printed.replace(/^tel\. /, '')) })),
    ...cv.emails.map((email) => ({ kind: 'email' as const, html: link(`mailto:${email}`, email) })),
    ...cv.links.map(({ printed, url }) => ({ kind: 'link' as const, html: link(url, printed) })),
  ];
}

const ICON: Readonly<Record<string, string>> = { address: '\uf041', phone: '\uf095', email: '\uf0e0', link: '\uf0c1' };

export function contactLines(cv: PrintedCv, style: 'plain' | 'labels' | 'icons'): string {
  const facts = contactFacts(cv);
  const licence = cv.licence ? div('fact', escapeHtml(cv.licence)) : '';
  const lines = facts.map(({ kind, html }) => {
    if (style === 'icons') return div('fact', `<span class="icon">${ICON[kind]}</span> ${html}`);
    if (style === 'labels' && kind !== 'link') return div('fact', `<b>${escapeHtml(cv.labels[kind]!)}:</b> ${html}`);
    return div('fact', html);
  });
  return lines.join('') + licence;
}

export function contactRow(cv: PrintedCv, separator: string, icons = false): string {
  const parts = contactFacts(cv).map(({ kind, html }) =>
    icons ? `<span class="icon">${ICON[kind]}</span> ${html}` : html,
  );
  if (cv.licence) parts.push(escapeHtml(cv.licence));
  return div('contacts', parts.map((part) => `<span class="nobr">${part}</span>`).join(separator));
}

export function personalFacts(cv: PrintedCv): [string, string][] {
  return [
    ...(cv.birth ? [[cv.labels.birth!, cv.birth] as [string, string]] : []),
    ...(cv.nationality ? [[cv.labels.nationality!, cv.nationality] as [string, string]] : []),
  ];
}

export const personalLines = (cv: PrintedCv): string =>
  personalFacts(cv)
    .map(([label, value]) => div('fact', `${escapeHtml(label)}: ${escapeHtml(value)}`))
    .join('');

export const consent = (cv: PrintedCv): string => (cv.consent ? div('consent', escapeHtml(cv.consent)) : '');

/** A face that belongs to nobody. */
export const photo = (size: number, round: boolean): string =>
  `<svg class="photo" width="${size}" height="${Math.round(size * (round ? 1 : 1.25))}" viewBox="0 0 100 ${round ? 100 : 125}"><rect width="100" height="125" fill="#c9d3dc" ${round ? 'rx="50"' : ''}/><circle cx="50" cy="42" r="20" fill="#8e9aa6"/><ellipse cx="50" cy="104" rx="34" ry="${round ? 30 : 38}" fill="#8e9aa6"/></svg>`;

export interface Theme {
  readonly font: string;
  readonly size: number;
  readonly colour: string;
}
export const chooseTheme = (random: Random, fonts: readonly string[] = FONTS): Theme => ({
  font: random.pick(fonts),
  size: random.pick([9.5, 10, 10, 10.5, 11]),
  colour: random.pick(COLOURS),
});

export const page = (cv: PrintedCv, theme: Theme, css: string, body: string): string => `<!doctype html>
<html lang="${cv.language}"><head><meta charset="utf-8"><title>CV</title><style>
@page { size: A4; margin: 0 }
* { box-sizing: border-box; -webkit-print-color-adjust: exact }
body { margin: 0; font: ${theme.size}pt/1.35 '${theme.font}', 'Noto Sans', sans-serif; color: #222 }
a { color: inherit; text-decoration: none }
h1, h2, h3, p, ul { margin: 0; padding: 0 }
ul { padding-left: 14pt } ul.columns { columns: 2 }
.row { display: flex; justify-content: space-between; gap: 10pt } .right { text-align: right; flex: none }
.head { font-weight: bold } .entry { margin-bottom: 7pt } .hang { padding-left: 11pt; text-indent: -11pt }
.upper { text-transform: uppercase; font-size: 85% } .nobr { white-space: nowrap } .group { font-weight: bold; margin-top: 3pt }
.icon { font-family: FontAwesome; font-size: 90% }
.rated { display: flex; justify-content: space-between; gap: 8pt; align-items: center }
.bar { display: inline-block; width: 70pt; height: 5pt; background: #d5d5d5; flex: none } .bar span { display: block; height: 5pt; background: ${theme.colour} }
.dots { white-space: nowrap } .dots span { display: inline-block; width: 6pt; height: 6pt; border-radius: 3pt; background: #d0d0d0; margin-left: 3pt } .dots .on { background: ${theme.colour} }
.tag { display: inline-block; border: 0.7pt solid ${theme.colour}; border-radius: 8pt; padding: 1pt 6pt; margin: 2pt 1pt }
.consent { font-size: 7pt; color: #666; margin-top: 10pt }
h2, .head { break-after: avoid }
${css}
</style></head><body>${body}</body></html>`;
