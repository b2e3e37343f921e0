export { createObjectStore, type StorageSettings } from './create-object-store.js';
export { FolderObjectStore } from './folder-object-store.js';
export { type ObjectStore, type PutOptions, readObject } from './object-store.js';
export { S3ObjectStore, type S3Options } from './s3-object-store.js';
