import {
  joinSpacedLetters,
  type LabelKind,
  type LaidOutDocument,
  type Line,
  type LineSegment,
  type Section,
  type SectionKind,
  type Vocabulary,
  wordsOf,
} from '@vitamill/domain';
import { prominenceOf, signatureOf } from './heading-style.js';
import { type HeadingMatch, matchHeading } from './match-heading.js';

interface Candidate {
  readonly line: Line;
  /** The words of the heading: the line's, or of its first segment where a heading stands beside its text. */
  readonly words: string;
  readonly match: HeadingMatch | null;
  readonly prominence: number;
  readonly signature: string;
  /** Text beside or behind the heading on its own line. */
  readonly rest: Line | null;
}

/** Sections whose text may stand behind the heading on one line: "Languages: English, French". */
const INLINE: ReadonlySet<SectionKind> = new Set([
  'skills',
  'languages',
  'interests',
  'driving_licence',
  'availability',
  'certifications',
  'summary',
  'references',
  'courses',
  'memberships',
  'awards',
  'volunteering',
]);

const restOf = (line: Line, segments: Line['segments']): Line => ({
  ...line,
  segments,
  text: segments
    .map((s) => s.text)
    .filter(Boolean)
    .join('  '),
  style: segments[0]?.style ?? line.style,
  bbox: segments[0]?.bbox ?? line.bbox,
  bullet: null,
  continues: false,
});

/** "**Languages:** English": only the words before the colon are bold. */
const isBoldUpTo = (segment: LineSegment | undefined, length: number): boolean => {
  const [lead, next] = segment?.spans ?? [];
  return lead?.bold === true && next?.bold === false && Math.abs(lead.end - length) <= 2;
};

function candidateOf(line: Line, document: LaidOutDocument, vocabulary: Vocabulary): Candidate {
  const prominence = prominenceOf(line, document.bodyFontSize);
  const signature = signatureOf(line);
  const [first, ...others] = line.segments;
  const base = { line, prominence, signature };
  if (others.length > 0 && first) {
    const whole = matchHeading(line.segments.map((s) => s.text).join(' '), vocabulary);
    if (whole && whole.strength >= 0.95) return { ...base, words: line.text, match: whole, rest: null };
    return { ...base, words: first.text, match: matchHeading(first.text, vocabulary), rest: restOf(line, others) };
  }
  const match = matchHeading(line.text, vocabulary);
  if (!match) {
    const colon = /^(?<head>[^:]{3,40}):\s+(?<tail>\S.*)$/u.exec(line.text);
    const inline = colon && matchHeading(colon.groups!.head!, vocabulary);
    const boldLabel = colon !== null && isBoldUpTo(first, colon.groups!.head!.length);
    if (
      inline &&
      inline.strength >= 0.95 &&
      (INLINE.has(inline.kind) || (boldLabel && inline.kind !== 'other')) &&
      !line.bullet &&
      first
    ) {
      const tail = colon.groups!.tail!;
      const rest = restOf(line, [{ ...first, text: tail, spans: [] }]);
      return {
        ...base,
        prominence: boldLabel ? Math.max(prominence, 0.8) : prominence,
        words: colon.groups!.head!,
        match: { kind: inline.kind, strength: 0.8 },
        rest,
      };
    }
  }
  return { ...base, words: line.text, match, rest: null };
}

interface HeadingStyles {
  /** Signature -> share of its lines that are known headings. */
  readonly styles: ReadonlyMap<string, number>;
  /** How much the least prominent typical heading stands out. */
  readonly usual: number;
}

/** The looks that headings have here: signatures most of whose lines are known headings. */
function learnHeadingStyles(candidates: readonly Candidate[]): HeadingStyles {
  const counts = new Map<string, { known: number; all: number }>();
  for (const { signature, match, prominence, rest } of candidates) {
    const entry = counts.get(signature) ?? { known: 0, all: 0 };
    entry.all += 1;
    if (match && match.kind !== 'other' && match.strength >= 0.9 && (!rest || prominence > 0.5)) entry.known += 1;
    counts.set(signature, entry);
  }
  const prominences = (signature: string): number => {
    const of = candidates.filter((c) => c.signature === signature).map((c) => c.prominence);
    return of.reduce((a, b) => a + b, 0) / of.length;
  };
  // where headings stand out clearly, unknown ones among them do not make the look untypical
  const weight = (signature: string, c: { known: number; all: number }): number =>
    c.known >= 3 && c.known / c.all >= 0.3 && prominences(signature) >= 1.2
      ? Math.max(0.55, c.known / c.all)
      : c.known / c.all;
  const styles = new Map(
    [...counts].filter(([, c]) => c.known >= 2 || (c.known === 1 && c.all <= 2)).map(([s, c]) => [s, weight(s, c)]),
  );
  const typical = candidates.filter((c) => c.match && c.match.strength >= 0.9 && (styles.get(c.signature) ?? 0) >= 0.5);
  const usual = [...typical.map((c) => c.prominence)].sort((a, b) => a - b)[Math.floor(typical.length / 4)] ?? 0;
  return { styles, usual };
}

/** Kinds whose rows stand in one table: "IT | SAP, Excel", "Languages | English, French", "Driving licence | B". */
const TABLED: ReadonlySet<SectionKind> = new Set([
  'skills',
  'languages',
  'driving_licence',
  'interests',
  'other',
  'personal',
]);

/** Labels of rows inside an entry. */
const ENTRY_LABELS: ReadonlySet<LabelKind> = new Set([
  ...(['title', 'employer', 'institution', 'degree', 'field', 'place'] as const),
  ...(['dates', 'duties', 'grade', 'thesis', 'team'] as const),
]);

/** The label of a row that holds something else than the rows above it. */
function isRowLabel({ match, rest }: Candidate, current: SectionKind, vocabulary: Vocabulary): boolean {
  if (!match || !rest || match.kind === current || !TABLED.has(current)) return false;
  if (match.kind === 'languages') return vocabulary.languageNames.findAll(wordsOf(rest.text)).length > 0;
  return match.kind === 'driving_licence' || match.kind === 'interests' || match.kind === 'skills';
}

function isHeading(
  candidate: Candidate,
  { styles, usual }: HeadingStyles,
  current: SectionKind,
  vocabulary: Vocabulary,
): boolean {
  const { match, prominence, signature, rest, line, words } = candidate;
  const purity = styles.get(signature) ?? 0;
  const typical = purity >= 0.5;
  if (rest && match) {
    if (line.segments.length === 1) {
      // "Languages: Python, C++" among skills is a group of them
      if (
        current === 'skills' &&
        !(match.kind === 'languages' && vocabulary.languageNames.findAll(wordsOf(rest.text)).length > 0)
      )
        return false;
      // what no entry says of itself needs no look of its own: "Languages: Welsh, French"
      const sure =
        match.kind === 'interests' ||
        match.kind === 'driving_licence' ||
        (match.kind === 'languages' && vocabulary.languageNames.findAll(wordsOf(rest.text)).length > 0);
      return sure || prominence > 0.2 || typical || line.gapBefore > 0.2 || !line.bbox;
    }
    // "Diploma | MBO niveau 3": a row of an entry
    const entryLabel = vocabulary.labels.get(words);
    // "Course | Institution | Year of passing": the names of the columns of a table
    if (line.segments.slice(1).filter((s) => vocabulary.labels.has(s.text)).length >= 2) return false;
    if (
      (current === 'education' || current === 'experience') &&
      line.gapBefore < 0.6 &&
      entryLabel &&
      ENTRY_LABELS.has(entryLabel)
    )
      return false;
    return match.strength >= 0.9 && (typical || prominence >= 0.5 || isRowLabel(candidate, current, vocabulary));
  }
  if (line.regionKind === 'page-footer') return false;
  if (match) {
    if (match.strength >= 0.9) {
      if (typical) return true;
      if (match.kind === 'other' && prominence < 1) return false;
      // sizes and weights that were measured on a picture are rough
      const slack = line.ocrConfidence === null ? 0.4 : 0.9;
      if (
        styles.size > 0 &&
        prominence < usual - slack &&
        !(line.gapBefore > 0.2 && !line.bullet && line.bbox === null)
      )
        return false;
      return !line.bullet || prominence > 1;
    }
    return typical ? prominence > 0.3 : prominence >= 2 && match.strength >= 0.6;
  }
  // a heading of unknown words looks exactly as the known ones do
  if (!typical || prominence < 1.2 || line.segments.length > 1 || line.bullet) return false;
  const written = wordsOf(words);
  if (written.length > 6 || /\d{3}|@/.test(words)) return false;
  if (purity >= 0.6) return true;
  const named = [vocabulary.titleWords, vocabulary.organisationWords, vocabulary.institutionWords, vocabulary.degrees];
  return line.gapBefore >= 0.3 && named.every((terms) => terms.findAll(written).length === 0);
}

/** Cuts the lines into sections at their headings. Lines before the first heading of a column form a `header`. */
export function groupLinesIntoSections(document: LaidOutDocument, vocabulary: Vocabulary): Section[] {
  const candidates = document.lines.map((line) => candidateOf(line, document, vocabulary));
  const styles = learnHeadingStyles(candidates);
  const sections: {
    kind: SectionKind;
    heading: Line | null;
    title: string | null;
    lines: Line[];
    confidence: number;
  }[] = [];
  let current: (typeof sections)[number] = { kind: 'header', heading: null, title: null, lines: [], confidence: 1 };
  let previous: Line | undefined;
  sections.push(current);
  const open = (next: typeof current): void => {
    current = next;
    sections.push(next);
  };
  for (const candidate of candidates) {
    const { line, match, rest } = candidate;
    const apart =
      previous !== undefined &&
      line.region !== previous.region &&
      (line.regionKind === 'sidebar' || line.regionKind === 'page-footer' || line.regionKind === 'page-header') &&
      !(previous.regionKind === line.regionKind && previous.page !== line.page);
    if (apart || (previous?.regionKind === 'page-header' && line.regionKind !== 'page-header'))
      open({
        kind: line.regionKind === 'page-footer' ? 'other' : 'header',
        heading: null,
        title: null,
        lines: [],
        confidence: 0.5,
      });
    previous = line;
    const isTitle =
      vocabulary.documentTitles.has(joinSpacedLetters(candidate.words)) &&
      sections.length <= 2 &&
      current.lines.length < 3;
    if (!isTitle && isHeading(candidate, styles, current.kind, vocabulary)) {
      open({
        kind: match?.kind ?? 'other',
        heading: line,
        title: joinSpacedLetters(candidate.words).replace(/\s*:\s*$/, ''),
        lines: rest ? [rest] : [],
        confidence: match ? match.strength : 0.5,
      });
    } else current.lines.push(line);
  }
  return sections.filter((s) => s.heading || s.lines.length > 0);
}
