import type { MasterRecord } from '@vitamill/domain';
import type { EntityManager } from 'typeorm';
import { toJsonb } from '../storable.js';
import { projectDisplayColumns } from './project-candidate.js';
import { projectDetails } from './project-details.js';
import { searchTextOf } from './search-text.js';

/** Goes up when the projection changes; rows of an older one are projected anew while everything serves on. */
export const PROJECTION_VERSION = 3;

/** What of the asset goes into its display rows. */
export interface DisplaySource {
  readonly assetId: string;
  readonly accountId: string;
  readonly filename: string | null;
  readonly tags: readonly string[];
  readonly externalRef: string | null;
  readonly createdAt: Date;
  /** When the record was made; now unless told. */
  readonly processedAt?: Date;
}

/** An entry of an index holds 2,704 bytes, of which a UTF-16 unit takes up to three. */
const MAX_TEXT = 800;

/** Texts of a row so short that every index takes them; a text is never parted within a character. */
function shortened<Value>(value: Value): Value {
  if (typeof value === 'string')
    return (value.length <= MAX_TEXT ? value : value.slice(0, MAX_TEXT).replace(/[\uD800-\uDBFF]$/, '')) as Value;
  if (Array.isArray(value)) return value.map(shortened) as Value;
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shortened(member)])) as Value;
}

/**
 * Writes the rows of an asset, of every grain, over those that were there: the one-way projection behind
 * GET /api/v1/data/display. One round trip, in the caller's transaction.
 */
export async function writeDisplayRows(
  manager: EntityManager,
  source: DisplaySource,
  record: MasterRecord,
): Promise<void> {
  const candidate = {
    ...projectDisplayColumns(record),
    tags: source.tags,
    filename: source.filename,
    external_ref: source.externalRef,
    created_at: source.createdAt,
    ...(source.processedAt ? { processed_at: source.processedAt } : {}),
    projection_version: PROJECTION_VERSION,
  };
  const searchText = searchTextOf(record, [...source.tags, source.filename ?? '', source.externalRef ?? '']);
  await manager.query('SELECT write_display_rows($1, $2, $3::jsonb, $4::jsonb, $5)', [
    source.assetId,
    source.accountId,
    toJsonb(shortened(candidate)),
    toJsonb(shortened(projectDetails(record))),
    searchText,
  ]);
}
