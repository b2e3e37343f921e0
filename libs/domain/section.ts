import type { Line } from './line.js';

export const SECTION_KINDS = [
  'header',
  'contact',
  'personal',
  'summary',
  'experience',
  'education',
  'skills',
  'languages',
  'certifications',
  'courses',
  'projects',
  'publications',
  'awards',
  'volunteering',
  'interests',
  'references',
  'driving_licence',
  'availability',
  'memberships',
  'signature',
  'other',
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

/** Lines that belong together. A CV can have several sections of one kind: the list is ordered, never a dictionary. */
export interface Section {
  readonly kind: SectionKind;
  /** The heading's line, null for the lines before the first heading and where headings are missing. */
  readonly heading: Line | null;
  /** The heading's words as printed. */
  readonly title: string | null;
  readonly lines: readonly Line[];
  /** How sure the kind is, 0..1. */
  readonly confidence: number;
}
