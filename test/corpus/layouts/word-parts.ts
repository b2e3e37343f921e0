import { type FlowBlock, type FlowDocument, type FlowParagraph, type FlowRun, paragraph, run } from '../flow.js';
import type { HeadingKind } from '../language-data.js';
import type { PrintedCv, PrintedJob, PrintedStudy } from '../printed-cv.js';
import type { Random } from '../random.js';

// What the designs for word processors share: contact lines, entries, sections, the sheet around them.

const FONTS = ['Calibri', 'Arial', 'Times New Roman', 'Cambria', 'Verdana', 'Garamond'];
export const bold = (text: string): FlowRun => run(text, { bold: true });
export const italic = (text: string): FlowRun => run(text, { italic: true });
export const joined = (...parts: (string | null)[]): string => parts.filter(Boolean).join(', ');
const levelled = (cv: PrintedCv, joiner: string): string[] =>
  cv.languages.map(({ name, level }) => (level ? `${name}${joiner}${level}` : name));

export function contactRuns(cv: PrintedCv, separator: string): FlowRun[] {
  const facts: FlowRun[] = [
    ...(cv.location ? [run(cv.location.text)] : []),
    ...cv.phones.map(({ printed }) => run(printed)),
    ...cv.emails.map((email) => run(email, { link: `mailto:${email}` })),
    ...cv.links.map(({ printed, url }) => run(printed, { link: url })),
  ];
  return facts.flatMap((fact, i) => (i > 0 ? [run(separator), fact] : [fact]));
}
export const contactParagraphs = (cv: PrintedCv): FlowParagraph[] =>
  contactRuns(cv, '\0')
    .filter(({ text }) => text !== '\0')
    .map((fact) => paragraph([fact]));

export const labelledContact = (cv: PrintedCv): [string, FlowRun][] => [
  ...(cv.location ? [[cv.labels.address!, run(cv.location.text)] as [string, FlowRun]] : []),
  ...cv.phones.map(({ printed }): [string, FlowRun] => [cv.labels.phone!, run(printed)]),
  ...cv.emails.map((email): [string, FlowRun] => [cv.labels.email!, run(email, { link: `mailto:${email}` })]),
  ...cv.links.map(({ printed, url }): [string, FlowRun] => ['Web', run(printed, { link: url })]),
  ...(cv.birth ? [[cv.labels.birth!, run(cv.birth)] as [string, FlowRun]] : []),
  ...(cv.nationality ? [[cv.labels.nationality!, run(cv.nationality)] as [string, FlowRun]] : []),
];

export type Bullets = 'list' | 'dash' | 'prose';
export const bulletParagraphs = (bullets: readonly string[], style: Bullets): FlowParagraph[] => {
  if (bullets.length === 0) return [];
  if (style === 'prose') return [paragraph(`${bullets.join('. ')}.`)];
  return bullets.map((text) => (style === 'list' ? paragraph(text, { style: 'bullet' }) : paragraph(`- ${text}`)));
};

/** Lines of an entry that has its dates elsewhere. */
export const jobLines = (job: PrintedJob, bullets: Bullets, employerFirst: boolean): FlowParagraph[] => [
  paragraph([bold(employerFirst ? joined(job.employer, job.place) : job.title)]),
  paragraph(employerFirst ? job.title : joined(job.employer, job.place)),
  ...(job.about ? [paragraph(job.about)] : []),
  ...bulletParagraphs(job.bullets, bullets),
];
export const studyLines = (study: PrintedStudy, employerFirst: boolean): FlowParagraph[] => [
  paragraph([bold(employerFirst ? joined(study.institution, study.place) : study.degreeText)]),
  paragraph(employerFirst ? study.degreeText : joined(study.institution, study.place)),
  ...(study.note ? [paragraph(study.note)] : []),
];
export const tabbedJob = (job: PrintedJob, bullets: Bullets): FlowParagraph[] => [
  paragraph([bold(job.title), run(`\t${job.dates.text}`)], { tab: 'right' }),
  paragraph([italic(joined(job.employer, job.place))]),
  ...bulletParagraphs(job.bullets, bullets),
];
export const tabbedStudy = (study: PrintedStudy): FlowParagraph[] => [
  paragraph([bold(study.degreeText), run(`\t${study.dates.text}`)], { tab: 'right' }),
  paragraph([italic(joined(study.institution, study.place))]),
  ...(study.note ? [paragraph(study.note)] : []),
];

/** The sections that are the same in every design, without their headings. */
export function simple(cv: PrintedCv, kind: HeadingKind, bullets: Bullets): FlowParagraph[] {
  switch (kind) {
    case 'summary':
      return cv.summary ? [paragraph(cv.summary)] : [];
    case 'skills':
      return cv.skills.flatMap(({ group, items }) =>
        group
          ? [paragraph([bold(`${group}: `), run(items.join(', '))])]
          : bullets === 'list'
            ? items.map((item) => paragraph(item, { style: 'bullet' }))
            : [paragraph(items.join(', '))],
      );
    case 'languages':
      return levelled(cv, bullets === 'dash' ? ' - ' : ': ').map((text) => paragraph(text));
    case 'certifications':
      return cv.certifications.map(({ name, year }) =>
        paragraph(joined(name, year), bullets === 'list' ? { style: 'bullet' } : {}),
      );
    case 'interests':
      return cv.interests.length > 0 ? [paragraph(cv.interests.join(', '))] : [];
    case 'references':
      return cv.references.map((line) => paragraph(line));
    default:
      return [];
  }
}

export type Heading = (text: string) => FlowParagraph;
export const REST: readonly HeadingKind[] = ['skills', 'languages', 'certifications', 'interests', 'references'];

export const section = (cv: PrintedCv, kind: HeadingKind, heading: Heading, body: readonly FlowBlock[]): FlowBlock[] =>
  body.length > 0 ? [heading(cv.headings[kind]), ...body] : [];
export const rest = (cv: PrintedCv, heading: Heading, bullets: Bullets, kinds = REST): FlowBlock[] =>
  kinds.flatMap((kind) => section(cv, kind, heading, simple(cv, kind, bullets)));
export const closing = (cv: PrintedCv): FlowBlock[] => [
  ...(cv.licence ? [paragraph(cv.licence)] : []),
  ...(cv.consent ? [paragraph([run(cv.consent, { size: 7 })])] : []),
];
export const styled: Heading = (text) => paragraph(text, { style: 'heading' });
export const sheet = (
  cv: PrintedCv,
  random: Random,
  blocks: readonly FlowBlock[],
  header: readonly FlowParagraph[] = [],
): FlowDocument => ({ language: cv.language, font: random.pick(FONTS), blocks, header, footer: [] });
export const bulletsOf = (random: Random): Bullets => random.pick(['list', 'list', 'dash', 'prose']);
export const title = (cv: PrintedCv, align: 'left' | 'center' = 'left'): FlowBlock[] => [
  paragraph(cv.name, { style: 'title', align }),
  ...(cv.headline ? [paragraph(cv.headline, { align })] : []),
];
