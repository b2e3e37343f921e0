import type { Block, EmbeddedCv, Paragraph } from '@vitamill/domain';
import { PLAIN_RUN, paragraph } from '../flow/runs.js';

/** A section that no field of `EmbeddedCv` has: lines of each entry, the first its title. */
export interface DataSection {
  readonly heading: string;
  readonly entries: readonly (readonly string[])[];
}

type Text = string | null | undefined | false;

const lines = (...texts: readonly Text[]): Paragraph[] =>
  texts
    .flatMap((text) => (text ? text.split('\n') : []))
    .flatMap((line) => (line.trim() ? [paragraph(line.trim())] : []));

const bold = (text: Text, headingLevel: number | null = null): Paragraph[] =>
  text ? [paragraph([{ ...PLAIN_RUN, text: text.replace(/\n/g, ' '), bold: true }], { headingLevel })] : [];

const labelled = (label: string, text: Text): Text => text && `${label}: ${text}`;

const joined = (...texts: readonly Text[]): string => texts.filter(Boolean).join(', ');

const section = (heading: string, content: readonly Block[]): Block[] =>
  content.length > 0 ? [...bold(heading, 2), ...content] : [];

/** A period as a reader would print it: "2019-03 - present". */
const period = ({ start, end, isCurrent }: { start: string | null; end: string | null; isCurrent: boolean }): Text =>
  [start, end ?? (isCurrent && 'present')].filter(Boolean).join(' - ');

/** What data say of a person, printed as a plain CV with English headings: the page that values are proved by. */
export function blocksOfData(cv: EmbeddedCv, further: readonly DataSection[]): Block[] {
  const head = [
    ...bold(cv.name, 1),
    ...lines(cv.headline, cv.address, ...cv.phones, ...cv.emails, ...cv.links),
    ...lines(
      labelled('Date of birth', cv.birthDate),
      labelled('Gender', cv.gender),
      labelled('Nationality', cv.nationalities.join(', ')),
    ),
  ];
  const positions = cv.positions.flatMap((position) => [
    ...bold(position.title),
    ...lines(joined(position.employer, position.place), period(position), position.description),
    ...position.highlights.map((text) => paragraph(text.replace(/\n/g, ' '), { list: { level: 0, ordered: false } })),
  ]);
  const studies = cv.studies.flatMap((study) => [
    ...bold(joined(study.degree, study.field)),
    ...lines(joined(study.institution, study.place), period(study), labelled('Grade', study.grade)),
  ]);
  const spoken = cv.languages.map(({ name, level }) => (level ? `${name}: ${level}` : name));
  return [
    ...head,
    ...section('Profile', lines(cv.summary)),
    ...section('Work experience', positions),
    ...section('Education', studies),
    ...section('Skills', lines(...cv.skills)),
    ...section('Languages', lines(...spoken)),
    ...section('Certificates', lines(...cv.certificates)),
    ...section('Driving licence', lines(cv.drivingLicence)),
    ...further.flatMap(({ heading, entries }) =>
      section(
        heading,
        entries.flatMap(([title, ...rest]) => [...bold(title), ...lines(...rest)]),
      ),
    ),
  ];
}
