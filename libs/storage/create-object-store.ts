import { FolderObjectStore } from './folder-object-store.js';
import type { ObjectStore } from './object-store.js';
import { S3ObjectStore } from './s3-object-store.js';

/** What of the configuration decides where objects are kept. */
export interface StorageSettings {
  readonly storageDriver: 'folder' | 's3';
  readonly storageDir: string | null;
  readonly s3Endpoint: string | null;
  readonly s3Region: string;
  readonly s3Bucket: string;
  readonly s3AccessKey: string | null;
  readonly s3SecretKey: string | null;
}

/** The object store that is configured. `isNew` tells whether nothing was stored yet: only then a missing folder is made. */
export function createObjectStore(settings: StorageSettings, isNew: () => Promise<boolean>): ObjectStore {
  if (settings.storageDriver === 'folder') return new FolderObjectStore(settings.storageDir ?? '', isNew);
  return new S3ObjectStore({
    endpoint: settings.s3Endpoint ?? '',
    region: settings.s3Region,
    bucket: settings.s3Bucket,
    accessKey: settings.s3AccessKey ?? '',
    secretKey: settings.s3SecretKey ?? '',
  });
}
