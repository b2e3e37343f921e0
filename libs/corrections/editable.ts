/** The members of a record that a person may correct. Everything else is told by the service. */
const EDITABLE = [
  'contact',
  'summary',
  'language',
  'experience',
  'education',
  'skills',
  'languages',
  'certifications',
  'projects',
  'publications',
  'awards',
  'volunteering',
  'memberships',
  'interests',
  'references',
  'driving_licence',
  'availability',
];

/** Reckoned from other values, so that correcting them would only last until those are. */
const DERIVED = [/^\/experience\/[^/]+\/months(\/|$)/, /^\/skills\/[^/]+\/sources(\/|$)/];

/** Why a pointer may not be written; null where it may. */
export function whyImmutable(pointer: string): string | null {
  const [, first = '', second] = pointer.split('/');
  if (!EDITABLE.includes(first)) return `${pointer} is told by the service and cannot be corrected.`;
  if (DERIVED.some((pattern) => pattern.test(pointer)))
    return `${pointer} follows from other values; correct those instead.`;
  if (first === 'contact' && second === undefined) return 'Correct the members of /contact one by one.';
  return null;
}

const place = { raw: '', city: null, region: null, region_code: null, postal_code: null, country: null };
const item = { organisation: null, start: null, end: null, is_current: false, url: null, description: null };
const published = { title: '', authors: [], venue: null, doi: null, ...item, highlights: [] };

/** What the members of an entry are where nobody says. What is added may leave them out. */
const ENTRY: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  '/experience': {
    title: null,
    employer: null,
    location: null,
    start: null,
    end: null,
    is_current: false,
    months: null,
    employment_type: null,
    team: null,
    description: null,
    highlights: [],
    skills: [],
  },
  '/education': {
    institution: null,
    degree: null,
    field: null,
    location: null,
    start: null,
    end: null,
    is_current: false,
    grade: null,
    highlights: [],
  },
  '/skills': {
    name: '',
    normalized: null,
    id: null,
    taxonomy: null,
    type: null,
    months: null,
    last_used: null,
    sources: [],
  },
  '/languages': { name: '', code: null, level: null },
  '/certifications': { name: '', issuer: null, date: null, url: null },
  '/projects': { name: '', ...item, highlights: [] },
  '/publications': published,
  '/awards': { title: '', ...item, highlights: [] },
  '/volunteering': { title: '', ...item, highlights: [] },
  '/memberships': { title: '', ...item, highlights: [] },
  '/references': { name: null, text: '' },
  '/contact/phones': { raw: '', e164: null, country: null, type: null },
  '/contact/links': { kind: 'other', url: '' },
};

const OBJECTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  title: { raw: '', normalized: null, code: null, taxonomy: null, seniority: null },
  employer: { name: '' },
  institution: { name: '' },
  degree: { raw: '', level: null, name: null },
  field: { raw: '' },
  grade: { raw: '', ratio: null },
  level: { raw: '', cefr: null },
  location: place,
  name: { full: '', given: null, family: null, prefix: null, suffix: null },
};

const CONTACT = [
  'name',
  'headline',
  'emails',
  'phones',
  'location',
  'links',
  'birth_date',
  'birth_place',
  'marital_status',
  'gender',
  'nationalities',
];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Whether a record has, or can have, something at this place: `inner` is the pointer within an entry of the list, or the
 * whole one where there is no list. Typing errors in names are told so.
 */
export function isKnownMember(list: string | null, inner: string): boolean {
  const tokens = inner.split('/').slice(1);
  if (list === null) {
    if (tokens[0] !== 'contact') return tokens.length === 1;
    if (tokens.length === 2) return CONTACT.includes(tokens[1] ?? '');
    return tokens.length === 3 && tokens[2] !== undefined && Object.hasOwn(OBJECTS[tokens[1] ?? ''] ?? {}, tokens[2]);
  }
  const [member, part] = tokens;
  if (member === undefined) return true;
  const shape = ENTRY[list];
  if (!shape || !Object.hasOwn(shape, member)) return false;
  if (part === undefined || Array.isArray(shape[member])) return true;
  return Object.hasOwn(OBJECTS[member] ?? {}, part);
}

/** A value that is added or set at `inner`, with the members that were left out. Other values are given back as they are. */
export function completeValue(value: unknown, list: string | null, inner: string): unknown {
  if (!isObject(value)) return value;
  if (list === null || inner !== '') return { ...OBJECTS[inner.split('/').at(-1) ?? ''], ...value };
  const full: Record<string, unknown> = { ...ENTRY[list], ...value };
  for (const [member, part] of Object.entries(full)) if (isObject(part)) full[member] = { ...OBJECTS[member], ...part };
  return full;
}
