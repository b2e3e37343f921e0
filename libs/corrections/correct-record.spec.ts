import type { Correction, MasterRecord, ParsedCv, Provenance } from '@vitamill/domain';
import { fullRecord } from '../../test/support/full-record.js';
import { correctRecord, diffRecords, PatchError, readOperations, rebaseCorrections } from './index.js';

let ids = 0;
const stamp = { keyId: 'key', userId: null, at: '2026-03-01T10:00:00.000Z', version: 2, newId: () => `id-${++ids}` };
const parsedOf = (record: MasterRecord, provenance: Provenance = {}): ParsedCv => ({ record, provenance });
const correct = (parsed: ParsedCv, patch: unknown, corrections: readonly Correction[] = []) =>
  correctRecord(parsed, readOperations(patch), corrections, stamp);
const refusal = (parsed: ParsedCv, patch: unknown): string[] => {
  try {
    correct(parsed, patch);
    return [];
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    return error.faults.map(({ code }) => code);
  }
};
const read = () => parsedOf(fullRecord());

describe('a correction', () => {
  it('sets a value, keeps where it was read, and says who stands for it', () => {
    const spans = [{ page: 1, bbox: null, text: 'Mara Elwood' }];
    const before = parsedOf(fullRecord(), { '/summary': { confidence: 0.6, rule: 'summary.section', spans } });
    const { parsed, corrections } = correct(before, [{ op: 'replace', path: '/summary', value: 'New words.' }]);
    expect(parsed.record.summary).toBe('New words.');
    expect(parsed.provenance['/summary']).toEqual({
      confidence: 1,
      rule: 'verified_by_person',
      spans,
      verified: { key_id: 'key', user_id: null, at: stamp.at },
    });
    expect(corrections).toHaveLength(1);
    expect(before.record.summary).not.toBe('New words.');
  });

  it('confirms a value by setting it to what it is', () => {
    const before = read();
    const same = before.record.contact.headline;
    const { parsed, corrections } = correct(before, [{ op: 'replace', path: '/contact/headline', value: same }]);
    expect(parsed.record).toEqual(before.record);
    expect(parsed.provenance['/contact/headline']?.rule).toBe('verified_by_person');
    expect(corrections[0]).toMatchObject({ path: '/contact/headline', value: same, conflict: null });
  });

  it('fills in the members that an added entry leaves out', () => {
    const { parsed } = correct(read(), [{ op: 'add', path: '/skills/-', value: { name: 'Welding' } }]);
    expect(parsed.record.skills.at(-1)).toMatchObject({ name: 'Welding', normalized: null, id: null, sources: [] });
  });

  it('moves whatever points behind an entry that is taken off', () => {
    const record = fullRecord();
    const before = parsedOf(
      { ...record, skills: [{ ...record.skills[0]!, sources: ['experience/0', 'experience/1'] }] },
      { '/experience/1/title': { confidence: 0.9, rule: 'r', spans: [] } },
    );
    const { parsed } = correct(before, [{ op: 'remove', path: '/experience/0' }]);
    expect(Object.keys(parsed.provenance)).toEqual(['/experience/0/title']);
    expect(parsed.record.skills[0]?.sources).toEqual(['experience/0']);
  });

  it.each([
    ['what the service tells', [{ op: 'replace', path: '/metrics/experience_months', value: null }], 'immutable_field'],
    ['the id', [{ op: 'replace', path: '/asset_id', value: null }], 'immutable_field'],
    ['derived months', [{ op: 'replace', path: '/experience/0/months', value: null }], 'immutable_field'],
    ['a move out of the quality', [{ op: 'move', from: '/quality/status', path: '/summary' }], 'immutable_field'],
    ['a name with a typing error', [{ op: 'add', path: '/experience/0/tilte', value: 'x' }], 'unknown_field'],
    ['an entry that is not there', [{ op: 'replace', path: '/skills/999', value: {} }], 'missing_target'],
    ['an index that is none', [{ op: 'add', path: '/skills/one', value: {} }], 'missing_target'],
    ['an index with a leading zero', [{ op: 'remove', path: '/skills/00' }], 'missing_target'],
    ['a test that fails', [{ op: 'test', path: '/summary', value: 'other' }], 'test_failed'],
    ['an unknown operation', [{ op: 'merge', path: '/summary', value: 'x' }], 'malformed_patch'],
    ['a missing value', [{ op: 'add', path: '/summary' }], 'malformed_patch'],
    ['no list', { op: 'add' }, 'malformed_patch'],
    ['the whole record', [{ op: 'replace', path: '', value: {} }], 'malformed_patch'],
    ['the prototype', [{ op: 'add', path: '/contact/__proto__', value: {} }], 'malformed_patch'],
  ])('is refused as a whole for %s', (_, patch, code) => {
    expect(refusal(read(), patch)).toEqual([code]);
  });
});

describe('corrections after another run', () => {
  const shifted = (record: MasterRecord): MasterRecord => ({
    ...record,
    experience: [
      { ...record.experience[0]!, title: null, employer: { name: 'Quite Another' }, start: '1999' },
      ...record.experience,
    ],
  });

  it('find their entry wherever it stands now', () => {
    const { corrections } = correct(read(), [
      { op: 'replace', path: '/experience/1/employer/name', value: 'Harbour Analytics GmbH' },
    ]);
    const { parsed, corrections: after } = rebaseCorrections(parsedOf(shifted(fullRecord())), corrections);
    expect(parsed.record.experience.map(({ employer }) => employer?.name)).toEqual([
      'Quite Another',
      fullRecord().experience[0]?.employer?.name,
      'Harbour Analytics GmbH',
    ]);
    expect(parsed.provenance['/experience/2/employer']?.rule).toBe('verified_by_person');
    expect(after[0]).toMatchObject({ index: 2, conflict: null });
  });

  it('find an entry by what was read even where its name was corrected, twice', () => {
    const first = correct(read(), [{ op: 'replace', path: '/skills/0/name', value: 'Entirely Else' }]);
    const second = correct(first.parsed, [{ op: 'replace', path: '/skills/0/type', value: 'tool' }], first.corrections);
    const { parsed } = rebaseCorrections(read(), second.corrections);
    expect(parsed.record.skills[0]).toMatchObject({ name: 'Entirely Else', type: 'tool' });
    expect(parsed.record.skills).toHaveLength(fullRecord().skills.length);
  });

  it('keep what was added in, and what was taken off out', () => {
    const { corrections } = correct(read(), [
      { op: 'add', path: '/contact/emails/0', value: 'new@example.com' },
      { op: 'remove', path: '/education/0' },
    ]);
    const { parsed } = rebaseCorrections(read(), corrections);
    expect(parsed.record.contact.emails).toEqual(['new@example.com', ...fullRecord().contact.emails]);
    expect(parsed.record.education).toEqual(fullRecord().education.slice(1));
  });

  it('do not add twice what a run now reads itself', () => {
    const { parsed: corrected, corrections } = correct(read(), [
      { op: 'add', path: '/skills/-', value: { name: 'Welding' } },
    ]);
    const { parsed } = rebaseCorrections(parsedOf(corrected.record), corrections);
    expect(parsed.record.skills.filter(({ name }) => name === 'Welding')).toHaveLength(1);
  });

  it('are kept and reported where their entry is gone, and applied again where it is back', () => {
    const { corrections } = correct(read(), [{ op: 'replace', path: '/experience/0/team', value: 'Tools' }]);
    const without = { ...fullRecord(), experience: [] };
    const gone = rebaseCorrections(parsedOf(without), corrections);
    expect(gone.corrections[0]).toMatchObject({ conflict: 'entry_missing', index: null });
    expect(gone.parsed.record.quality.findings).toContainEqual(
      expect.objectContaining({ code: 'correction_conflict', severity: 'warning', path: null }),
    );
    const back = rebaseCorrections(read(), gone.corrections);
    expect(back.parsed.record.experience[0]?.team).toBe('Tools');
    expect(back.corrections[0]?.conflict).toBeNull();
    expect(back.parsed.record.quality.findings).toEqual(fullRecord().quality.findings);
  });

  it('win over another reading, and say so', () => {
    const { corrections } = correct(read(), [{ op: 'replace', path: '/summary', value: 'Mine.' }]);
    const other = rebaseCorrections(parsedOf({ ...fullRecord(), summary: 'Read anew.' }), corrections);
    expect(other.parsed.record.summary).toBe('Mine.');
    expect(other.corrections[0]?.conflict).toBe('reading_changed');
    const learned = rebaseCorrections(parsedOf({ ...fullRecord(), summary: 'Mine.' }), corrections);
    expect(learned.corrections[0]?.conflict).toBeNull();
  });

  it('leave the code of a title to the normaliser where only its words were corrected', () => {
    const { corrections } = correct(read(), [{ op: 'replace', path: '/experience/0/title/raw', value: 'Welder' }]);
    const record = fullRecord();
    const [first, ...rest] = record.experience;
    const coded = { ...first!, title: { ...first!.title!, code: '7212', taxonomy: 'isco-08' } };
    const { parsed } = rebaseCorrections(parsedOf({ ...record, experience: [coded, ...rest] }), corrections);
    expect(parsed.record.experience[0]?.title).toMatchObject({ raw: 'Welder', code: '7212' });
  });
});

describe('the differences of two versions', () => {
  it('are none between equal ones', () => {
    expect(diffRecords(fullRecord(), fullRecord())).toEqual([]);
  });

  it('follow entries to where they stand now', () => {
    const older = fullRecord();
    const { record: newer } = correct(parsedOf(older), [
      { op: 'remove', path: '/experience/0' },
      { op: 'replace', path: '/experience/0/employer/name', value: 'Renamed' },
      { op: 'add', path: '/interests/-', value: 'Rowing' },
    ]).parsed;
    expect(diffRecords(older, newer)).toEqual([
      {
        kind: 'changed',
        from: '/experience/1/employer/name',
        to: '/experience/0/employer/name',
        before: older.experience[1]?.employer?.name,
        after: 'Renamed',
      },
      { kind: 'removed', from: '/experience/0', to: null, before: older.experience[0], after: null },
      { kind: 'added', from: null, to: `/interests/${older.interests.length}`, before: null, after: 'Rowing' },
    ]);
  });
});
