import type { MasterRecord } from '@vitamill/domain';
import type { EntityManager } from 'typeorm';

/** What of the asset goes into its display row. */
export interface DisplaySource {
  readonly assetId: string;
  readonly accountId: string;
  readonly filename: string | null;
  readonly tags: readonly string[];
  readonly externalRef: string | null;
  readonly createdAt: Date;
}

const TOP_SKILLS = 15;
/** tsvector holds a megabyte; far less of a CV is worth searching. */
const MAX_SEARCH_CHARACTERS = 200_000;

/** Search ignores case and accents: both sides go through this. */
export const foldForSearch = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('\0', ' ').toLowerCase();

const unique = (values: readonly string[]): string[] => [...new Set(values.filter(Boolean))];

/** The skills that say most: longest used first, then as the candidate ordered them. */
function topSkills(record: MasterRecord): string[] {
  const ranked = [...record.skills].sort((a, b) => (b.months ?? 0) - (a.months ?? 0));
  return unique(ranked.map((skill) => skill.normalized ?? skill.name)).slice(0, TOP_SKILLS);
}

/** The flat columns that come out of a record: the one-way projection behind GET /api/v1/data/display. */
export function projectDisplayColumns(record: MasterRecord) {
  const current = record.experience.find((position) => position.is_current) ?? record.experience[0] ?? null;
  const location = record.contact.location;
  return {
    name: record.contact.name?.full ?? null,
    email: record.contact.emails[0] ?? null,
    phone: record.contact.phones[0]?.e164 ?? record.contact.phones[0]?.raw ?? null,
    city: location?.city ?? null,
    country: location?.country ?? null,
    current_title: current?.title ? (current.title.normalized ?? current.title.raw) : null,
    current_employer: current?.employer?.name ?? null,
    experience_months: record.metrics.experience_months?.min ?? null,
    highest_education: record.metrics.highest_education_level,
    top_skills: topSkills(record),
    languages: unique(record.languages.map((language) => language.code ?? language.name)),
    quality: record.quality.cv_probability,
    status: record.quality.status,
    language: record.language,
  };
}

/** Every text of a value, keys left out. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return value && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

/** The text behind `q`: the person, the work, the studies and the skills. */
export function searchTextOf(record: MasterRecord, source: DisplaySource): string {
  const { contact, summary, experience, education, skills, languages, certifications, projects, publications } = record;
  const parts = [contact, summary, experience, education, skills, languages, certifications, projects, publications];
  const texts = [...parts.flatMap(textsOf), ...source.tags, source.filename ?? '', source.externalRef ?? ''];
  return foldForSearch(texts.join(' \n ')).slice(0, MAX_SEARCH_CHARACTERS);
}

const noNul = <T>(value: T): T => (typeof value === 'string' ? (value.replaceAll('\0', '') as T) : value);

/** Writes the one row of an asset, over the one that was there. */
export async function writeDisplayRow(
  manager: EntityManager,
  source: DisplaySource,
  record: MasterRecord,
): Promise<void> {
  const columns: Record<string, unknown> = {
    asset_id: source.assetId,
    account_id: source.accountId,
    ...projectDisplayColumns(record),
    tags: source.tags,
    filename: source.filename,
    external_ref: source.externalRef,
    created_at: source.createdAt,
  };
  const names = Object.keys(columns);
  const values = Object.values(columns).map((value) => (Array.isArray(value) ? value.map(noNul) : noNul(value)));
  const places = names.map((_, index) => `$${index + 1}`);
  const updates = [...names.slice(2), 'processed_at', 'updated_at', 'search'].map(
    (name) => `${name} = excluded.${name}`,
  );
  await manager.query(
    `INSERT INTO display_rows (${names.join(', ')}, processed_at, updated_at, search)
     VALUES (${places.join(', ')}, now(), now(), to_tsvector('simple', $${names.length + 1}))
     ON CONFLICT (asset_id) DO UPDATE SET ${updates.join(', ')}`,
    [...values, searchTextOf(record, source)],
  );
}
