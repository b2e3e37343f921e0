import { type FlowBlock, type FlowDocument, type FlowParagraph, type FlowRun, paragraph, run } from '../flow.js';
import type { Wishes } from '../invent-cv.js';
import type { HeadingKind } from '../language-data.js';
import type { PrintedCv, PrintedJob, PrintedStudy } from '../printed-cv.js';
import type { Random } from '../random.js';
import { NAME_LABELS } from './name-labels.js';

/** One design of a CV for word processors. */
export interface WordLayout {
  readonly name: string;
  readonly traits: readonly string[];
  readonly formats: readonly ('docx' | 'odt' | 'rtf')[];
  readonly wishes?: Wishes;
  render(cv: PrintedCv, random: Random): FlowDocument;
}

const FONTS = ['Calibri', 'Arial', 'Times New Roman', 'Cambria', 'Verdana', 'Garamond'];
const bold = (text: string): FlowRun => run(text, { bold: true });
const italic = (text: string): FlowRun => run(text, { italic: true });
const joined = (...parts: (string | null)[]): string => parts.filter(Boolean).join(', ');
const levelled = (cv: PrintedCv, joiner: string): string[] =>
  cv.languages.map(({ name, level }) => (level ? `${name}${joiner}${level}` : name));

function contactRuns(cv: PrintedCv, separator: string): FlowRun[] {
  const facts: FlowRun[] = [
    ...(cv.location ? [run(cv.location.text)] : []),
    ...cv.phones.map(({ printed }) => run(printed)),
    ...cv.emails.map((email) => run(email, { link: `mailto:${email}` })),
    ...cv.links.map(({ printed, url }) => run(printed, { link: url })),
  ];
  return facts.flatMap((fact, i) => (i > 0 ? [run(separator), fact] : [fact]));
}
const contactParagraphs = (cv: PrintedCv): FlowParagraph[] =>
  contactRuns(cv, '\0')
    .filter(({ text }) => text !== '\0')
    .map((fact) => paragraph([fact]));

const labelledContact = (cv: PrintedCv): [string, FlowRun][] => [
  ...(cv.location ? [[cv.labels.address!, run(cv.location.text)] as [string, FlowRun]] : []),
  ...cv.phones.map(({ printed }): [string, FlowRun] => [cv.labels.phone!, run(printed)]),
  ...cv.emails.map((email): [string, FlowRun] => [cv.labels.email!, run(email, { link: `mailto:${email}` })]),
  ...cv.links.map(({ printed, url }): [string, FlowRun] => ['Web', run(printed, { link: url })]),
  ...(cv.birth ? [[cv.labels.birth!, run(cv.birth)] as [string, FlowRun]] : []),
  ...(cv.nationality ? [[cv.labels.nationality!, run(cv.nationality)] as [string, FlowRun]] : []),
];

type Bullets = 'list' | 'dash' | 'prose';
const bulletParagraphs = (bullets: readonly string[], style: Bullets): FlowParagraph[] => {
  if (bullets.length === 0) return [];
  if (style === 'prose') return [paragraph(`${bullets.join('. ')}.`)];
  return bullets.map((text) => (style === 'list' ? paragraph(text, { style: 'bullet' }) : paragraph(`- ${text}`)));
};

/** Lines of an entry that has its dates elsewhere. */
const jobLines = (job: PrintedJob, bullets: Bullets, employerFirst: boolean): FlowParagraph[] => [
  paragraph([bold(employerFirst ? joined(job.employer, job.place) : job.title)]),
  paragraph(employerFirst ? job.title : joined(job.employer, job.place)),
  ...(job.about ? [paragraph(job.about)] : []),
  ...bulletParagraphs(job.bullets, bullets),
];
const studyLines = (study: PrintedStudy, employerFirst: boolean): FlowParagraph[] => [
  paragraph([bold(employerFirst ? joined(study.institution, study.place) : study.degreeText)]),
  paragraph(employerFirst ? study.degreeText : joined(study.institution, study.place)),
  ...(study.note ? [paragraph(study.note)] : []),
];
const tabbedJob = (job: PrintedJob, bullets: Bullets): FlowParagraph[] => [
  paragraph([bold(job.title), run(`\t${job.dates.text}`)], { tab: 'right' }),
  paragraph([italic(joined(job.employer, job.place))]),
  ...bulletParagraphs(job.bullets, bullets),
];
const tabbedStudy = (study: PrintedStudy): FlowParagraph[] => [
  paragraph([bold(study.degreeText), run(`\t${study.dates.text}`)], { tab: 'right' }),
  paragraph([italic(joined(study.institution, study.place))]),
  ...(study.note ? [paragraph(study.note)] : []),
];

/** The sections that are the same in every design, without their headings. */
function simple(cv: PrintedCv, kind: HeadingKind, bullets: Bullets): FlowParagraph[] {
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

type Heading = (text: string) => FlowParagraph;
const REST: readonly HeadingKind[] = ['skills', 'languages', 'certifications', 'interests', 'references'];

const section = (cv: PrintedCv, kind: HeadingKind, heading: Heading, body: readonly FlowBlock[]): FlowBlock[] =>
  body.length > 0 ? [heading(cv.headings[kind]), ...body] : [];
const rest = (cv: PrintedCv, heading: Heading, bullets: Bullets, kinds = REST): FlowBlock[] =>
  kinds.flatMap((kind) => section(cv, kind, heading, simple(cv, kind, bullets)));
const closing = (cv: PrintedCv): FlowBlock[] => [
  ...(cv.licence ? [paragraph(cv.licence)] : []),
  ...(cv.consent ? [paragraph([run(cv.consent, { size: 7 })])] : []),
];
const styled: Heading = (text) => paragraph(text, { style: 'heading' });
const sheet = (
  cv: PrintedCv,
  random: Random,
  blocks: readonly FlowBlock[],
  header: readonly FlowParagraph[] = [],
): FlowDocument => ({ language: cv.language, font: random.pick(FONTS), blocks, header, footer: [] });
const bulletsOf = (random: Random): Bullets => random.pick(['list', 'list', 'dash', 'prose']);
const title = (cv: PrintedCv, align: 'left' | 'center' = 'left'): FlowBlock[] => [
  paragraph(cv.name, { style: 'title', align }),
  ...(cv.headline ? [paragraph(cv.headline, { align })] : []),
];

export const WORD_LAYOUTS: readonly WordLayout[] = [
  {
    name: 'word-plain',
    traits: ['single-column', 'dates-right'],
    formats: ['docx', 'odt', 'rtf'],
    render(cv, random) {
      const bullets = bulletsOf(random);
      return sheet(cv, random, [
        ...title(cv),
        paragraph(contactRuns(cv, random.pick([' | ', ' • ', '; ']))),
        ...section(cv, 'summary', styled, simple(cv, 'summary', bullets)),
        ...section(
          cv,
          'experience',
          styled,
          cv.experience.flatMap((job) => tabbedJob(job, bullets)),
        ),
        ...section(cv, 'education', styled, cv.education.flatMap(tabbedStudy)),
        ...rest(cv, styled, bullets),
        ...closing(cv),
      ]);
    },
  },
  {
    name: 'word-date-table',
    traits: ['table', 'date-column', 'header-contact'],
    formats: ['docx', 'odt', 'rtf'],
    render(cv, random) {
      const bullets = bulletsOf(random);
      const employerFirst = random.chance(0.4);
      const rows = (cells: readonly (readonly [string, readonly FlowParagraph[]])[]): FlowBlock => ({
        kind: 'table',
        widths: [120, 360],
        borders: false,
        rows: cells.map(([date, lines]) => [{ blocks: [paragraph(date)] }, { blocks: lines }]),
      });
      const header = random.chance(0.5) ? [paragraph([bold(cv.name)]), paragraph(contactRuns(cv, ' · '))] : [];
      return sheet(
        cv,
        random,
        [
          ...(header.length > 0
            ? [paragraph(cv.labels.title!, { style: 'title' })]
            : [...title(cv, 'center'), ...contactParagraphs(cv)]),
          ...section(cv, 'summary', styled, simple(cv, 'summary', bullets)),
          ...section(cv, 'experience', styled, [
            rows(cv.experience.map((job) => [job.dates.text, jobLines(job, bullets, employerFirst)])),
          ]),
          ...section(cv, 'education', styled, [
            rows(cv.education.map((study) => [study.dates.text, studyLines(study, employerFirst)])),
          ]),
          ...rest(cv, styled, bullets),
          ...closing(cv),
        ],
        header,
      );
    },
  },
  {
    name: 'word-sidebar-table',
    traits: ['two-column', 'table', 'sidebar-left'],
    formats: ['docx'],
    render(cv, random) {
      const bullets = bulletsOf(random);
      const heading: Heading = (text) =>
        paragraph([
          run(random.chance(0.5) ? text.toLocaleUpperCase(cv.language) : text, {
            bold: true,
            size: 13,
            colour: '1F4E79',
          }),
        ]);
      const small: Heading = (text) => paragraph([run(text, { bold: true, size: 12 })]);
      const aside = [
        small(cv.headings.contact),
        ...contactParagraphs(cv),
        ...rest(cv, small, 'list', ['skills', 'languages', 'interests']),
      ];
      const main = [
        ...section(cv, 'summary', heading, simple(cv, 'summary', bullets)),
        ...section(
          cv,
          'experience',
          heading,
          cv.experience.flatMap((job) => [
            ...jobLines(job, bullets, false).slice(0, 2),
            paragraph(job.dates.text),
            ...bulletParagraphs(job.bullets, bullets),
          ]),
        ),
        ...section(
          cv,
          'education',
          heading,
          cv.education.flatMap((study) => [...studyLines(study, false).slice(0, 2), paragraph(study.dates.text)]),
        ),
        ...rest(cv, heading, bullets, ['certifications', 'references']),
      ];
      return sheet(cv, random, [
        ...title(cv),
        {
          kind: 'table',
          widths: [150, 330],
          borders: false,
          rows: [[{ blocks: aside, shade: 'E7EBEF' }, { blocks: main }]],
        },
        ...closing(cv),
      ]);
    },
  },
  {
    name: 'word-text-box',
    traits: ['text-boxes', 'two-column'],
    formats: ['docx', 'odt'],
    render(cv, random) {
      const bullets = bulletsOf(random);
      const box = [
        styled(cv.headings.contact),
        ...contactParagraphs(cv),
        ...rest(cv, styled, 'list', ['languages', 'skills']),
      ];
      return sheet(cv, random, [
        { kind: 'box', blocks: box },
        ...title(cv),
        ...section(cv, 'summary', styled, simple(cv, 'summary', bullets)),
        ...section(
          cv,
          'experience',
          styled,
          cv.experience.flatMap((job) => [paragraph(job.dates.text), ...jobLines(job, bullets, true)]),
        ),
        ...section(
          cv,
          'education',
          styled,
          cv.education.flatMap((study) => [paragraph(study.dates.text), ...studyLines(study, true)]),
        ),
        ...rest(cv, styled, bullets, ['certifications', 'interests', 'references']),
        ...closing(cv),
      ]);
    },
  },
  {
    name: 'word-form-table',
    traits: ['table', 'label-column', 'bordered'],
    formats: ['docx', 'odt'],
    render(cv, random) {
      const bullets: Bullets = random.pick(['dash', 'prose']);
      const shade = random.pick(['D9E2F3', 'E2EFD9', 'EDEDED']);
      const head = (kind: HeadingKind) => [{ blocks: [paragraph([bold(cv.headings[kind])])], shade, span: 2 }];
      const row = (label: string, blocks: readonly FlowBlock[]) => [{ blocks: [paragraph(label)] }, { blocks }];
      const wide = (blocks: readonly FlowBlock[]) => [{ blocks, span: 2 }];
      const optional = (kind: HeadingKind): ReturnType<typeof wide>[] => {
        const blocks = simple(cv, kind, bullets);
        return blocks.length > 0 ? [head(kind), wide(blocks)] : [];
      };
      const rows = [
        head('personal'),
        row(NAME_LABELS[cv.language], [paragraph([bold(cv.name)])]),
        ...labelledContact(cv).map(([label, value]) => row(label, [paragraph([value])])),
        ...optional('summary'),
        head('experience'),
        ...cv.experience.flatMap((job) => [
          row(cv.labels.dates!, [paragraph(job.dates.text)]),
          row(cv.labels.position!, [paragraph(job.title)]),
          row(cv.labels.employer!, [paragraph(joined(job.employer, job.place))]),
          ...(job.bullets.length > 0 ? [row(cv.labels.duties!, bulletParagraphs(job.bullets, bullets))] : []),
        ]),
        head('education'),
        ...cv.education.flatMap((study) => [
          row(cv.labels.dates!, [paragraph(study.dates.text)]),
          row(cv.labels.degree!, [paragraph(study.degreeText)]),
          row(cv.labels.institution!, [paragraph(joined(study.institution, study.place))]),
        ]),
        ...REST.flatMap(optional),
      ];
      return sheet(cv, random, [
        paragraph(cv.labels.title!, { style: 'title', align: 'center' }),
        { kind: 'table', widths: [150, 330], borders: true, rows },
        ...closing(cv),
      ]);
    },
  },
  {
    name: 'word-by-hand',
    traits: ['single-column', 'no-styles', 'tabs'],
    formats: ['docx', 'rtf'],
    render(cv, random) {
      const heading: Heading = (text) =>
        paragraph([bold(random.chance(0.6) ? text.toLocaleUpperCase(cv.language) : `${text}:`)]);
      const gap = paragraph('');
      const entry = (dates: string, lines: readonly string[], bullets: readonly string[]): FlowParagraph[] => [
        paragraph([run(`${dates}\t`), bold(lines[0]!)], { tab: 130 }),
        ...lines.slice(1).map((line) => paragraph(`\t${line}`, { tab: 130 })),
        ...bullets.map((text) => paragraph(`\t- ${text}`, { tab: 130 })),
      ];
      return sheet(cv, random, [
        paragraph([run(cv.name, { bold: true, size: 16 })], { align: 'center' }),
        ...labelledContact(cv).map(([label, value]) => paragraph([run(`${label}: `), value])),
        gap,
        ...section(cv, 'summary', heading, [...simple(cv, 'summary', 'dash'), gap].slice(0, cv.summary ? 2 : 0)),
        ...section(
          cv,
          'education',
          heading,
          cv.education.flatMap((study) =>
            entry(study.dates.text, [joined(study.institution, study.place), study.degreeText], []),
          ),
        ),
        gap,
        ...section(
          cv,
          'experience',
          heading,
          cv.experience.flatMap((job) => [
            ...entry(job.dates.text, [job.title, joined(job.employer, job.place)], job.bullets),
            gap,
          ]),
        ),
        ...rest(cv, heading, 'dash'),
        gap,
        ...closing(cv),
      ]);
    },
  },
  {
    name: 'word-columns',
    traits: ['single-column', 'skill-columns', 'rules'],
    formats: ['docx'],
    wishes: { flatSkills: true, require: ['skills'] },
    render(cv, random) {
      const bullets = bulletsOf(random);
      const heading: Heading = (text) => paragraph(text, { style: 'heading', rule: true });
      const skills = cv.skills.flatMap(({ items }) => items.map((item) => paragraph(item, { style: 'bullet' })));
      return sheet(cv, random, [
        ...title(cv, 'center'),
        paragraph(contactRuns(cv, ' | '), { align: 'center' }),
        ...section(cv, 'summary', heading, simple(cv, 'summary', bullets)),
        heading(cv.headings.skills),
        { kind: 'columns', count: 3, blocks: skills },
        ...section(
          cv,
          'experience',
          heading,
          cv.experience.flatMap((job) => [
            paragraph([bold(job.title), run(`, ${joined(job.employer, job.place)}`)]),
            paragraph([italic(job.dates.text)]),
            ...bulletParagraphs(job.bullets, bullets),
          ]),
        ),
        ...section(
          cv,
          'education',
          heading,
          cv.education.flatMap((study) => [
            paragraph([bold(study.degreeText), run(`, ${joined(study.institution, study.place)}`)]),
            paragraph([italic(study.dates.text)]),
          ]),
        ),
        ...rest(cv, heading, bullets, ['languages', 'certifications', 'interests', 'references']),
        ...closing(cv),
      ]);
    },
  },
  {
    name: 'word-tracked-changes',
    traits: ['single-column', 'tracked-changes'],
    formats: ['docx'],
    render(cv, random) {
      const bullets = bulletsOf(random);
      const [first, ...others] = cv.experience;
      const revised = [
        paragraph(
          [
            run('Consultant', { bold: true, change: 'deleted' }),
            run(first!.title, { bold: true, change: 'inserted' }),
            run(`\t${first!.dates.text}`),
          ],
          { tab: 'right' },
        ),
        ...tabbedJob(first!, bullets).slice(1),
      ];
      return sheet(cv, random, [
        ...title(cv),
        ...contactParagraphs(cv),
        ...section(cv, 'summary', styled, simple(cv, 'summary', bullets)),
        ...section(cv, 'experience', styled, [...revised, ...others.flatMap((job) => tabbedJob(job, bullets))]),
        ...section(cv, 'education', styled, cv.education.flatMap(tabbedStudy)),
        ...rest(cv, styled, bullets),
        ...closing(cv),
      ]);
    },
  },
];
