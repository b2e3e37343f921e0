import type { MasterRecord } from '@vitamill/domain';
import type { Truth } from '../corpus/truth.js';
import { compareFailures } from './frozen-corpus.js';
import { scoreDocument } from './score-document.js';
import { f1 } from './score-sheet.js';
import { similarity } from './similarity.js';

const TRUTH: Truth = {
  document: 'a.pdf',
  language: 'en',
  traits: [],
  contact: {
    name: 'Zoë Ångström',
    emails: ['z@example.com'],
    phones: ['+46701234567'],
    location: '753 20 Uppsala',
    links: ['https://example.com/zoe/'],
  },
  experience: [
    { title: 'Head Chef', employer: 'The Larder', start: '2020-03', end: null, current: true },
    { title: 'Chef', employer: 'The Larder', start: '2016', end: '2020', current: false },
  ],
  education: [{ institution: 'Uppsala University', degree: 'BSc', field: 'Nutrition', end: '2015' }],
  skills: ['Menu planning', 'Costing'],
  skill_groups: ['Kitchen'],
  languages: [{ code: 'nb' }, { code: 'en-GB' }],
  normalized: { experience_months_union: [110, 130] },
};
const RECORD = {
  contact: {
    name: { full: 'Zoe Angstrom' },
    emails: ['Z@example.com'],
    phones: [{ e164: null, raw: '070-123 45 67', country: null }],
    location: { city: 'Uppsala', country: 'SE' },
    links: [{ url: 'http://www.example.com/zoe' }, { url: 'https://extra.example.com' }],
  },
  experience: [
    { title: { raw: 'Chef' }, employer: { name: 'The Larder' }, start: '2016-01', end: '2020-02', is_current: false },
    { title: { raw: 'Head Chef' }, employer: { name: 'Larder' }, start: '2020-03', end: null, is_current: true },
    { title: { raw: 'Invented' }, employer: null, start: null, end: null, is_current: false },
  ],
  education: [
    {
      institution: { name: 'University Uppsala' },
      degree: { raw: 'BSc' },
      field: null,
      start: null,
      end: '2015-06',
      is_current: false,
    },
  ],
  skills: [
    { name: 'Menu planning', sources: ['skills'] },
    { name: 'Kitchen', sources: ['skills'] },
    { name: 'Elsewhere', sources: ['experience/0'] },
  ],
  languages: [
    { code: 'no', level: null },
    { code: 'en', level: null },
  ],
  metrics: { experience_months: { min: 120, max: 140 }, highest_education_level: 6 },
} as unknown as MasterRecord;

const score = (field: string, record: MasterRecord | null = RECORD) =>
  scoreDocument(TRUTH, record).fields.get(field)!.soft;

describe('scoring a document', () => {
  it('is blind to case, diacritics, punctuation and the order of words', () => {
    expect(similarity('Universität Köln', 'KOLN, universitat')).toBe(1);
    expect(score('contact.name')).toEqual({ tp: 1, fp: 0, fn: 0 });
    expect(score('education.institution').tp).toBe(1);
  });

  it('pairs positions by what they are, not by their order, and counts an invented one in the fields that it fills', () => {
    expect(score('experience.title')).toEqual({ tp: 2, fp: 1, fn: 0 });
    expect(score('experience.employer')).toEqual({ tp: 1, fp: 1, fn: 1 });
    expect(score('experience.start')).toEqual({ tp: 2, fp: 0, fn: 0 });
  });

  it('asks of a date only the precision that is printed', () => {
    expect(score('education.end').tp).toBe(1);
    expect(scoreDocument(TRUTH, RECORD).fields.get('education.end')!.strict.tp).toBe(0);
    expect(scoreDocument(TRUTH, RECORD).fields.has('education.start')).toBe(false);
  });

  it('compares phone numbers by their last nine digits and links without their scheme; more links are no error', () => {
    expect(score('contact.phone').tp).toBe(1);
    expect(score('contact.link')).toEqual({ tp: 1, fp: 0, fn: 0 });
  });

  it('takes the name of a group as neither right nor wrong and looks at listed skills only', () => {
    expect(score('skills')).toEqual({ tp: 1, fp: 0, fn: 1 });
  });

  it('takes the codes of Norwegian as one and counts months that touch', () => {
    expect(score('languages')).toEqual({ tp: 2, fp: 0, fn: 0 });
    expect(score('normalized.months').tp).toBe(1);
  });

  it('counts a document that was not read as one with nothing in it', () => {
    expect(score('experience.title', null)).toEqual({ tp: 0, fp: 0, fn: 2 });
    expect(f1(score('contact.email', null))).toBe(0);
  });

  it('names for every value where in the record it stands', () => {
    const { verdicts } = scoreDocument(TRUTH, RECORD);
    expect(verdicts).toContainEqual({
      field: 'experience.title',
      pointer: '/experience/1/title',
      expected: 'Head Chef',
      found: 'Head Chef',
      right: true,
    });
    expect(verdicts).toContainEqual({
      field: 'experience.title',
      pointer: '/experience/2/title',
      expected: null,
      found: 'Invented',
      right: false,
    });
  });
});

describe('the ratchet', () => {
  it('tells a new failure and one that is none any more', () => {
    const { worse, better } = compareFailures(
      { a: { skills: 2 }, b: { name: 1 } },
      { a: { skills: 3 }, c: { email: 1 } },
    );
    expect(worse).toEqual(['a skills: 3 wrong, 2 known', 'c email: 1 wrong, 0 known']);
    expect(better).toEqual(['b name: 0 wrong, 1 listed']);
  });
});
