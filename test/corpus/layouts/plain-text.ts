import type { Wishes } from '../invent-cv.js';
import type { HeadingKind } from '../language-data.js';
import type { PrintedCv } from '../printed-cv.js';
import type { Random } from '../random.js';
import { escapeHtml } from './blocks.js';

/** One design of a CV for formats that are text themselves. */
export interface TextLayout {
  readonly name: string;
  readonly traits: readonly string[];
  readonly format: 'txt' | 'md' | 'html';
  readonly wishes?: Wishes;
  render(cv: PrintedCv, random: Random): string;
}

const joined = (...parts: (string | null)[]): string => parts.filter(Boolean).join(', ');
const contact = (cv: PrintedCv): string[] => [
  ...(cv.location ? [cv.location.text] : []),
  ...cv.phones.map(({ printed }) => printed),
  ...cv.emails,
  ...cv.links.map(({ printed }) => printed),
];
const tongues = (cv: PrintedCv, joiner: string): string[] =>
  cv.languages.map(({ name, level }) => (level ? `${name}${joiner}${level}` : name));
const certificates = (cv: PrintedCv): string[] => cv.certifications.map(({ name, year }) => joined(name, year));

/** Text wrapped at `width` letters, as mail programs do. */
const wrap = (text: string, width: number, indent = ''): string =>
  text
    .split(' ')
    .reduce<string[]>((lines, word) => {
      const last = lines.at(-1);
      if (last !== undefined && last.length + word.length + 1 <= width) lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(lines.length === 0 ? word : `${indent}${word}`);
      return lines;
    }, [])
    .join('\n');

export const TEXT_LAYOUTS: readonly TextLayout[] = [
  {
    name: 'text-underlined',
    traits: ['single-column', 'plain-text'],
    format: 'txt',
    render(cv, random) {
      const mark = random.pick(['-', '=']);
      const head = (kind: HeadingKind): string => `\n${cv.headings[kind]}\n${mark.repeat(cv.headings[kind].length)}`;
      const lines = [
        cv.name,
        ...(cv.headline ? [cv.headline] : []),
        ...contact(cv),
        ...(cv.summary ? [head('summary'), wrap(cv.summary, 72)] : []),
        head('experience'),
        ...cv.experience.flatMap((job) => [
          job.title,
          joined(job.employer, job.place),
          job.dates.text,
          ...job.bullets.map((b) => wrap(`* ${b}`, 70, '  ')),
          '',
        ]),
        head('education'),
        ...cv.education.flatMap((study) => [
          study.degreeText,
          joined(study.institution, study.place),
          study.dates.text,
          '',
        ]),
        ...(cv.skills.length > 0
          ? [
              head('skills'),
              ...cv.skills.map(({ group, items }) => wrap(`${group ? `${group}: ` : ''}${items.join(', ')}`, 72)),
            ]
          : []),
        ...(cv.languages.length > 0 ? [head('languages'), ...tongues(cv, ': ')] : []),
        ...(cv.certifications.length > 0 ? [head('certifications'), ...certificates(cv).map((c) => `* ${c}`)] : []),
        ...(cv.interests.length > 0 ? [head('interests'), cv.interests.join(', ')] : []),
        ...(cv.references.length > 0 ? [head('references'), ...cv.references] : []),
      ];
      return `${lines.join('\n')}\n`;
    },
  },
  {
    name: 'text-capitals',
    traits: ['single-column', 'plain-text', 'dates-first'],
    format: 'txt',
    render(cv) {
      const head = (kind: HeadingKind): string => `\n\n${cv.headings[kind].toLocaleUpperCase(cv.language)}\n`;
      const pad = (dates: string): string => dates.padEnd(24);
      const lines = [
        cv.name.toLocaleUpperCase(cv.language),
        contact(cv).join(' | '),
        ...(cv.summary ? [head('summary'), cv.summary] : []),
        head('education'),
        ...cv.education.map(
          (study) =>
            `${pad(study.dates.text)} ${joined(study.institution, study.place)}\n${' '.repeat(25)}${study.degreeText}`,
        ),
        head('experience'),
        ...cv.experience.map((job) =>
          [
            `${pad(job.dates.text)} ${job.title}`,
            `${' '.repeat(25)}${joined(job.employer, job.place)}`,
            ...job.bullets.map((b) => `${' '.repeat(25)}- ${b}`),
          ].join('\n'),
        ),
        ...(cv.languages.length > 0 ? [head('languages'), tongues(cv, ' - ').join('\n')] : []),
        ...(cv.skills.length > 0
          ? [head('skills'), ...cv.skills.map(({ group, items }) => `${group ? `${group}: ` : ''}${items.join(', ')}`)]
          : []),
        ...(cv.certifications.length > 0 ? [head('certifications'), certificates(cv).join('\n')] : []),
        ...(cv.interests.length > 0 ? [head('interests'), cv.interests.join(', ')] : []),
        ...(cv.references.length > 0 ? [head('references'), ...cv.references] : []),
      ];
      return `${lines.join('\n')}\n`;
    },
  },
  {
    name: 'markdown',
    traits: ['single-column', 'markdown'],
    format: 'md',
    render(cv) {
      const head = (kind: HeadingKind): string => `\n## ${cv.headings[kind]}\n`;
      const lines = [
        `# ${cv.name}\n`,
        ...(cv.headline ? [`*${cv.headline}*\n`] : []),
        [
          ...(cv.location ? [cv.location.text] : []),
          ...cv.phones.map(({ printed }) => printed),
          ...cv.emails.map((e) => `[${e}](mailto:${e})`),
          ...cv.links.map(({ printed, url }) => `[${printed}](${url})`),
        ].join(' · '),
        ...(cv.summary ? [head('summary'), cv.summary] : []),
        head('experience'),
        ...cv.experience.map(
          (job) =>
            `### ${job.title}, ${job.employer}\n\n${joined(job.place, null)}${job.place ? ', ' : ''}${job.dates.text}\n\n${job.bullets.map((b) => `- ${b}`).join('\n')}\n`,
        ),
        head('education'),
        ...cv.education.map(
          (study) => `**${study.degreeText}**, ${joined(study.institution, study.place)}, ${study.dates.text}\n`,
        ),
        ...(cv.skills.length > 0
          ? [
              head('skills'),
              ...cv.skills.map(({ group, items }) =>
                group ? `- **${group}:** ${items.join(', ')}` : items.map((i) => `- ${i}`).join('\n'),
              ),
            ]
          : []),
        ...(cv.languages.length > 0 ? [head('languages'), ...tongues(cv, ' – ').map((t) => `- ${t}`)] : []),
        ...(cv.certifications.length > 0 ? [head('certifications'), ...certificates(cv).map((c) => `- ${c}`)] : []),
        ...(cv.interests.length > 0 ? [head('interests'), cv.interests.join(', ')] : []),
      ];
      return `${lines.join('\n')}\n`;
    },
  },
  {
    name: 'web-page',
    traits: ['single-column', 'html'],
    format: 'html',
    render(cv, random) {
      const tables = random.chance(0.5);
      const head = (kind: HeadingKind): string => `<h2>${escapeHtml(cv.headings[kind])}</h2>`;
      const list = (items: readonly string[]): string =>
        items.length > 0 ? `<ul>${items.map((i) => `<li>${escapeHtml(i)}</li>`).join('')}</ul>` : '';
      const entry = (title: string, at: string, dates: string, bullets: readonly string[]): string =>
        tables
          ? `<tr><td>${escapeHtml(dates)}</td><td><strong>${escapeHtml(title)}</strong><br>${escapeHtml(at)}${list(bullets)}</td></tr>`
          : `<article><h3>${escapeHtml(title)}</h3><p>${escapeHtml(at)}<br><time>${escapeHtml(dates)}</time></p>${list(bullets)}</article>`;
      const wrapped = (html: string): string => (tables ? `<table>${html}</table>` : html);
      const body = [
        `<h1>${escapeHtml(cv.name)}</h1>${cv.headline ? `<p>${escapeHtml(cv.headline)}</p>` : ''}`,
        `<address>${[...(cv.location ? [escapeHtml(cv.location.text)] : []), ...cv.phones.map(({ printed }) => printed), ...cv.emails.map((e) => `<a href="mailto:${e}">${e}</a>`), ...cv.links.map(({ printed, url }) => `<a href="${url}">${printed}</a>`)].join('<br>')}</address>`,
        ...(cv.summary ? [head('summary'), `<p>${escapeHtml(cv.summary)}</p>`] : []),
        head('experience') +
          wrapped(
            cv.experience
              .map((job) => entry(job.title, joined(job.employer, job.place), job.dates.text, job.bullets))
              .join(''),
          ),
        head('education') +
          wrapped(
            cv.education
              .map((study) => entry(study.degreeText, joined(study.institution, study.place), study.dates.text, []))
              .join(''),
          ),
        ...(cv.skills.length > 0
          ? [
              head('skills'),
              ...cv.skills.map(({ group, items }) =>
                group ? `<p><b>${escapeHtml(group)}:</b> ${escapeHtml(items.join(', '))}</p>` : list(items),
              ),
            ]
          : []),
        ...(cv.languages.length > 0 ? [head('languages'), list(tongues(cv, ': '))] : []),
        ...(cv.certifications.length > 0 ? [head('certifications'), list(certificates(cv))] : []),
        ...(cv.interests.length > 0 ? [head('interests'), `<p>${escapeHtml(cv.interests.join(', '))}</p>`] : []),
        ...(cv.references.length > 0
          ? [head('references'), ...cv.references.map((line) => `<p>${escapeHtml(line)}</p>`)]
          : []),
      ];
      return `<!doctype html>\n<html lang="${cv.language}"><head><meta charset="utf-8"><title>${escapeHtml(cv.name)}</title><style>body { font-family: sans-serif; max-width: 48em }</style></head><body>${body.join('\n')}</body></html>\n`;
    },
  },
];
