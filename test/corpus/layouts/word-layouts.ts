import { type FlowBlock, type FlowDocument, type FlowParagraph, paragraph, run } from '../flow.js';
import type { Wishes } from '../invent-cv.js';
import type { HeadingKind } from '../language-data.js';
import type { PrintedCv } from '../printed-cv.js';
import type { Random } from '../random.js';
import { NAME_LABELS } from './name-labels.js';
import {
  type Bullets,
  bold,
  bulletParagraphs,
  bulletsOf,
  closing,
  contactParagraphs,
  contactRuns,
  type Heading,
  italic,
  jobLines,
  joined,
  labelledContact,
  REST,
  rest,
  section,
  sheet,
  simple,
  studyLines,
  styled,
  tabbedJob,
  tabbedStudy,
  title,
} from './word-parts.js';

/** One design of a CV for word processors. */
export interface WordLayout {
  readonly name: string;
  readonly traits: readonly string[];
  readonly formats: readonly ('docx' | 'odt' | 'rtf')[];
  readonly wishes?: Wishes;
  render(cv: PrintedCv, random: Random): FlowDocument;
}

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
