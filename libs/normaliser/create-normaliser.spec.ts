import { correctRecord, readOperations, rebaseCorrections } from '@vitamill/corrections';
import type { Correction, ParsedCv } from '@vitamill/domain';
import { fullRecord } from '../../test/support/full-record.js';
import { createNormaliser } from './index.js';

const normaliser = createNormaliser();
let ids = 0;
const stamp = { keyId: 'key', userId: null, at: '2026-03-01T10:00:00.000Z', version: 2, newId: () => `id-${++ids}` };
const patch = (operations: unknown, before: ParsedCv = read(), known: readonly Correction[] = []) => {
  const { parsed, corrections } = correctRecord(before, readOperations(operations), known, stamp);
  return { parsed: normaliser.refresh(parsed, corrections), corrections };
};
const read = (): ParsedCv => ({ record: fullRecord(), provenance: {} });
const replace = (path: string, value: unknown) => ({ op: 'replace', path, value });

describe('what follows from corrected words', () => {
  it('reckons occupation, rank and management months anew from the corrected words of a title', () => {
    const { parsed } = patch([replace('/experience/0/title/raw', 'Head of Nursing')]);
    const { record, provenance } = parsed;
    expect(record.experience[0]?.title).toMatchObject({ raw: 'Head of Nursing', taxonomy: 'isco-08' });
    expect(record.experience[0]?.title?.code).toMatch(/^(1342|2221)$/);
    expect(record.experience[0]?.title?.management_level).not.toBeNull();
    expect(record.metrics.management_months?.max).toBeGreaterThan(0);
    expect(provenance['/experience/0/title']?.rule).toBe('verified_by_person');
    expect(provenance['/experience/0/title/code']?.rule).toMatch(/^from_verified\.title\./);
    expect(provenance['/experience/0/title/code']?.verified).toBeUndefined();
  });

  it('leaves a derived value that the person set, and takes off one that nothing supports', () => {
    const own = patch([
      replace('/experience/0/title/raw', 'Carpenter'),
      replace('/experience/0/title/code', '2141'),
      replace('/experience/0/title/seniority', 'principal'),
    ]);
    expect(own.parsed.record.experience[0]?.title).toMatchObject({ code: '2141', seniority: 'principal' });
    const later = patch([replace('/experience/0/title/raw', 'Joiner')], own.parsed, own.corrections);
    expect(later.parsed.record.experience[0]?.title).toMatchObject({ raw: 'Joiner', code: '2141' });
    const none = patch([replace('/experience/0/title/raw', 'Xqzzt Wvvb')]).parsed;
    expect(none.record.experience[0]?.title).toMatchObject({ code: null, normalized: null, taxonomy: null });
    expect(none.provenance['/experience/0/title/code']).toBeUndefined();
  });

  it('derives degrees, grades, places, names, phones, languages and skills in the same way', () => {
    const { parsed } = patch([
      replace('/education/0/degree', { raw: 'PhD in Physics' }),
      replace('/education/0/location', { raw: 'Vienna' }),
      replace('/contact/name/full', 'Dr. Ada Example'),
      replace('/contact/location/raw', '50667 Köln'),
      { op: 'add', path: '/contact/phones/-', value: { raw: '0171 3920047' } },
      { op: 'add', path: '/languages/-', value: { name: 'Danish', level: { raw: 'fluent' } } },
      { op: 'add', path: '/skills/-', value: { name: 'Postgres' } },
    ]);
    const { record } = parsed;
    expect(record.education[0]?.degree).toEqual({ raw: 'PhD in Physics', level: 8, name: 'Doctorate' });
    expect(record.metrics.highest_education_level).toBe(8);
    expect(record.education[0]?.location).toMatchObject({ city: 'Vienna', country: 'AT' });
    expect(record.contact.name).toMatchObject({ given: 'Ada', family: 'Example', prefix: 'Dr.' });
    expect(record.contact.location).toMatchObject({ city: 'Köln', country: 'DE', postal_code: '50667' });
    expect(record.contact.phones.at(-1)).toMatchObject({ e164: '+491713920047', country: 'DE', type: 'mobile' });
    expect(record.languages.at(-1)).toMatchObject({ code: 'da', level: { raw: 'fluent', cefr: 'C1' } });
    expect(record.skills.at(-1)).toMatchObject({ name: 'Postgres', normalized: 'PostgreSQL' });
  });

  it('derives them again from a correction that is put onto a later reading', () => {
    const { corrections } = patch([replace('/experience/0/title/raw', 'Welder')]);
    const rebased = rebaseCorrections(read(), corrections);
    const { record } = normaliser.refresh(rebased.parsed, rebased.corrections);
    expect(record.experience[0]?.title).toMatchObject({ raw: 'Welder', code: '7212' });
  });

  it('leaves a record that nobody corrected as it is, but for its metrics', () => {
    const before = read();
    expect(normaliser.refresh(before, []).record.experience[0]?.title).toEqual(before.record.experience[0]?.title);
  });
});
