import type { ParsedCv } from '@vitamill/domain';
import { fullRecord } from '../../test/support/full-record.js';
import { relateTaxonomies, TaxonomyIndexBuilder } from './index.js';

function esco() {
  const builder = new TaxonomyIndexBuilder('esco-9.1');
  const occupation = (code: string, isco: string) =>
    builder.addConcept({ code, kind: 'occupation', isco, skillType: null });
  occupation('uri:data-engineer', '2521');
  occupation('uri:business-analyst', '2421');
  occupation('uri:lab-analyst', '3111');
  builder.addConcept({ code: 'uri:python', kind: 'skill', isco: null, skillType: 'knowledge' });
  const label = (code: string, text: string, kind: 'preferred' | 'alternative' = 'preferred', language = 'en') =>
    builder.addLabel({ code, text, kind, language });
  label('uri:data-engineer', 'data engineer');
  label('uri:data-engineer', 'Gegevensingenieur', 'preferred', 'nl');
  label('uri:business-analyst', 'business analyst');
  label('uri:business-analyst', 'analyst', 'alternative');
  label('uri:lab-analyst', 'laboratory analyst');
  label('uri:lab-analyst', 'Analyst', 'alternative');
  label('uri:python', 'Python (computer programming)');
  label('uri:python', 'Python', 'alternative');
  label('uri:nobody', 'Kafka');
  return builder.build();
}
const read = (): ParsedCv => ({ record: fullRecord(), provenance: {} });

describe('an index of a taxonomy', () => {
  it('finds a concept by any label, in the language of the text or in English', () => {
    expect(esco().find('occupation', 'DATA  Engineer', { language: 'nl' })).toMatchObject({ name: 'data engineer' });
    expect(esco().find('occupation', 'gegevensingenieur', { language: 'nl-BE' })?.code).toBe('uri:data-engineer');
    expect(esco().find('occupation', 'gegevensingenieur', { language: 'en' })).toBeNull();
    expect(esco().find('skill', 'data engineer', { language: 'en' })).toBeNull();
  });

  it('says nothing where several are called so, unless the group tells them apart', () => {
    expect(esco().find('occupation', 'analyst', { language: 'en' })).toBeNull();
    expect(esco().find('occupation', 'analyst', { language: 'en', isco: '3111' })?.code).toBe('uri:lab-analyst');
    expect(esco().find('occupation', 'analyst', { language: 'en', isco: '2423' })?.code).toBe('uri:business-analyst');
  });
});

describe('relating a record to taxonomies', () => {
  it('adds codes, and the ISCO group where our lexicons had no answer', () => {
    const { record, provenance } = relateTaxonomies(read(), [esco()]);
    expect(record.taxonomy_versions).toEqual(['esco-9.1']);
    expect(record.experience[0]?.title).toEqual({
      raw: 'Senior Data Engineer',
      normalized: 'data engineer',
      code: '2521',
      taxonomy: 'isco-08',
      seniority: null,
      codes: [{ taxonomy: 'esco-9.1', code: 'uri:data-engineer', name: 'data engineer' }],
    });
    expect(provenance['/experience/0/title/code']?.rule).toBe('title.taxonomy');
    expect(record.experience[1]?.title).toMatchObject({ code: null, codes: [] });
    expect(record.skills[0]).toMatchObject({ id: 'uri:python', taxonomy: 'esco-9.1', type: 'professional' });
    expect(record.skills[1]).toMatchObject({ id: null, codes: [] });
  });

  it('leaves what our lexicons, or a person, said', () => {
    const record = fullRecord();
    const [first, ...rest] = record.experience;
    const title = { ...first!.title!, normalized: 'Database designer', code: '2521', taxonomy: 'isco-08' };
    const related = relateTaxonomies(
      { record: { ...record, experience: [{ ...first!, title }, ...rest] }, provenance: {} },
      [esco()],
    );
    expect(related.record.experience[0]?.title).toMatchObject({ ...title, codes: [{ code: 'uri:data-engineer' }] });
  });

  it('gives the same whatever was related before, and takes everything back without any', () => {
    const once = relateTaxonomies(read(), [esco()]);
    expect(relateTaxonomies(once, [esco()])).toEqual(once);
    const without = relateTaxonomies(once, []);
    expect(without).toEqual({ record: fullRecord(), provenance: {} });
  });
});
