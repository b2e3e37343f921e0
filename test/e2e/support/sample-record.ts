import { type MasterRecord, type ParsedCv, SCHEMA_VERSION } from '@vitamill/domain';

/** A small, invented record. */
export function sampleParsedCv(assetId: string, name = 'Ada Example'): ParsedCv {
  const record: MasterRecord = {
    asset_id: assetId,
    schema_version: SCHEMA_VERSION,
    pipeline_version: 'test',
    language: 'en',
    locale: 'en_US',
    reference_date: '2026-01-01',
    contact: {
      name: {
        full: name,
        given: name.split(' ')[0] ?? null,
        family: name.split(' ')[1] ?? null,
        prefix: null,
        suffix: null,
      },
      headline: null,
      emails: ['ada@example.com'],
      phones: [],
      location: { raw: 'Berlin', city: 'Berlin', region: null, postal_code: null, country: 'DE' },
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
  };
  const provenance = {
    '/contact/name/full': { confidence: 0.9, rule: 'test', spans: [{ page: 1, bbox: null, text: name }] },
  };
  return { record, provenance };
}
