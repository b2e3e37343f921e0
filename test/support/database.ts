import { createHash, randomUUID } from 'node:crypto';
import {
  AccountRepository,
  type Asset,
  AssetRepository,
  createDataSource,
  type NewAsset,
  newId,
  objectKeyFor,
  runMigrations,
} from '@vitamill/persistence';

type Database = ReturnType<typeof createDataSource>;

export async function openDatabase(url: string, poolSize = 20): Promise<Database> {
  const database = await createDataSource({ url, poolSize }).initialize();
  await runMigrations(database);
  return database;
}

export const newAccount = async (database: Database, credits = 100): Promise<string> =>
  (await new AccountRepository(database).create({ name: 'Test', plan: 'paid', credits })).id;

/** An upload of bytes that nobody sent before. */
export function newAsset(accountId: string, changes: Partial<NewAsset> = {}): NewAsset {
  const id = changes.id ?? newId();
  return {
    id,
    accountId,
    filename: 'cv.pdf',
    contentType: 'application/pdf',
    sizeBytes: 1_000,
    sha256: createHash('sha256').update(randomUUID()).digest('hex'),
    tags: [],
    locale: null,
    externalRef: null,
    objectKey: objectKeyFor(accountId, id),
    ...changes,
  };
}

export async function acceptedAsset(
  database: Database,
  accountId: string,
  changes: Partial<NewAsset> = {},
): Promise<Asset> {
  const result = await new AssetRepository(database).accept(newAsset(accountId, changes), { maxQueueDepth: 100_000 });
  if (result.kind !== 'accepted') throw new Error(`The asset was not accepted: ${result.kind}`);
  return result.asset;
}
