import { type MasterRecord, type ParsedCv, SCHEMA_VERSION } from '@vitamill/domain';

/** A small record of an invented person; `changes` replace its parts. */
export function sampleParsedCv(assetId: string | null, changes: Partial<MasterRecord> = {}): ParsedCv {
  const record: MasterRecord = {
    asset_id: assetId,
    schema_version: SCHEMA_VERSION,
    pipeline_version: 'test',
    language: 'en',
    locale: 'en_US',
    reference_date: '2026-01-01',
    contact: {
      name: { full: 'Ada Example', given: 'Ada', family: 'Example', prefix: null, suffix: null },
      headline: null,
      emails: ['ada@example.com'],
      phones: [],
      location: { raw: 'Zürich', city: 'Zürich', region: null, postal_code: null, country: 'CH' },
      links: [],
      birth_date: null,
      nationalities: [],
    },
    summary: null,
    experience: [],
    education: [],
    skills: [],
    languages: [],
    certifications: [],
    projects: [],
    publications: [],
    awards: [],
    volunteering: [],
    memberships: [],
    interests: [],
    references: [],
    driving_licence: null,
    availability: null,
    metrics: {
      experience_months: { min: 40, max: 42 },
      management_months: null,
      average_tenure_months: null,
      gaps: [],
      highest_education_level: 6,
    },
    quality: { status: 'complete', cv_probability: 0.9, findings: [], unmapped_lines: [] },
    ...changes,
  };
  return { record, provenance: {} };
}
