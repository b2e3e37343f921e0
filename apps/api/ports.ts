import type { Readable } from 'node:stream';
import type { ByteRange } from './http/byte-range.js';

/** What the API asks of the object store. */
export interface UploadStore {
  put(key: string, bytes: Uint8Array, options: { readonly contentType: string }): Promise<void>;
  /** All of it, or the part that `range` names. Null where there is no such object. */
  open(key: string, range?: ByteRange): Promise<Readable | null>;
  exists(key: string): Promise<boolean>;
  delete(key: string): Promise<void>;
  check(): Promise<void>;
}
export const OBJECT_STORE = Symbol('ObjectStore');

/** One part that must work for the API to be ready. `check` throws where it does not. */
export interface HealthProbe {
  readonly name: 'database' | 'queue' | 'storage';
  check(): Promise<void>;
}
export const HEALTH_PROBES = Symbol('HealthProbes');

export const CV_PARSER = Symbol('CvParser');
export const NORMALISER = Symbol('Normaliser');
export const TAXONOMIES = Symbol('TaxonomyNormaliser');

export const OPENAPI_DOCUMENT = Symbol('OpenApiDocument');
export const MAILER = Symbol('Mailer');
export const LOGGER = Symbol('Logger');
