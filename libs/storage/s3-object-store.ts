import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Readable } from 'node:stream';
import { ParseError } from '@vitamill/domain';
import { Client } from 'minio';
import { assertObjectKey } from './object-key.js';
import type { ByteRange, ObjectStore, PutOptions } from './object-store.js';

export interface S3Options {
  /** http(s)://host:port */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** Age at which parts of an object that was never finished are deleted; a day unless told. */
  readonly deadUploadHours?: number;
}

const DEAD_UPLOAD_HOURS = 24;
const HOUR_MILLISECONDS = 3_600_000;

const PART_BYTES = 8 * 1024 * 1024;
/** A connection that is silent for so long is given up. */
const SILENCE_MILLISECONDS = 20_000;

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');
const isMissing = (error: unknown): boolean => ['NoSuchKey', 'NotFound', 'NoSuchObject'].includes(codeOf(error));

/** Objects in a bucket of any S3 server. */
export class S3ObjectStore implements ObjectStore {
  private readonly client: Client;
  private bucketReady: Promise<void> | null = null;

  constructor(private readonly options: S3Options) {
    const { protocol, hostname, port } = new URL(options.endpoint);
    const useSSL = protocol === 'https:';
    const Agent = useSSL ? HttpsAgent : HttpAgent;
    this.client = new Client({
      endPoint: hostname,
      port: port ? Number(port) : useSSL ? 443 : 80,
      useSSL,
      accessKey: options.accessKey,
      secretKey: options.secretKey,
      region: options.region,
      partSize: PART_BYTES,
      transportAgent: new Agent({ keepAlive: true, timeout: SILENCE_MILLISECONDS, maxSockets: 50 }),
    });
  }

  async put(key: string, body: Uint8Array | Readable, { contentType, size }: PutOptions): Promise<void> {
    assertObjectKey(key);
    const metadata = { 'Content-Type': contentType };
    const start = body instanceof Readable ? await readStart(body, PART_BYTES) : { bytes: body, rest: null };
    const { bytes, rest } = start;
    await this.attempt<unknown>(() =>
      rest
        ? this.putParts(key, rest, size, metadata)
        : this.client.putObject(this.options.bucket, key, asBuffer(bytes), bytes.length, metadata),
    );
  }

  async open(key: string, range?: ByteRange): Promise<Readable | null> {
    assertObjectKey(key);
    const { bucket } = this.options;
    return this.attempt(() =>
      (range
        ? this.client.getPartialObject(bucket, key, range.start, range.end - range.start + 1)
        : this.client.getObject(bucket, key)
      ).catch(nullIfMissing),
    );
  }

  async exists(key: string): Promise<boolean> {
    assertObjectKey(key);
    return (await this.attempt(() => this.client.statObject(this.options.bucket, key).catch(nullIfMissing))) !== null;
  }

  async delete(key: string): Promise<void> {
    assertObjectKey(key);
    await this.attempt(() => this.client.removeObject(this.options.bucket, key).catch(nullIfMissing));
  }

  async *list(prefix: string, olderThan: Date): AsyncIterable<string> {
    await this.attempt(async () => undefined);
    await this.dropDeadUploads(prefix);
    const stream = this.client.listObjectsV2(this.options.bucket, prefix, true);
    try {
      for await (const item of stream as AsyncIterable<{ name?: string; lastModified?: Date }>)
        if (item.name && item.lastModified && item.lastModified < olderThan) yield item.name;
    } catch (cause) {
      throw new ParseError('storage_unavailable', 'store', { cause });
    }
  }

  async check(): Promise<void> {
    await this.attempt(async () => {
      if (!(await this.client.bucketExists(this.options.bucket))) this.bucketReady = null;
    });
    await this.attempt(async () => undefined);
  }

  /** The client never hears of a source that breaks: without the race it would wait for ever and keep the parts. */
  private async putParts(key: string, body: Readable, size: number | undefined, metadata: Record<string, string>) {
    const broken = new Promise<never>((_, reject) => body.once('error', reject));
    try {
      await Promise.race([this.client.putObject(this.options.bucket, key, body, size, metadata), broken]);
    } catch (error) {
      body.destroy();
      await this.client.removeIncompleteUpload(this.options.bucket, key).catch(() => undefined);
      throw error;
    }
  }

  /** Parts that a process left behind which died in the middle: nobody sees them, and they take their place for ever. */
  private async dropDeadUploads(prefix: string): Promise<void> {
    const { bucket, deadUploadHours = DEAD_UPLOAD_HOURS } = this.options;
    const end = Date.now() - deadUploadHours * HOUR_MILLISECONDS;
    try {
      const uploads = this.client.listIncompleteUploads(bucket, prefix, true);
      for await (const { key, initiated } of uploads as AsyncIterable<{ key: string; initiated?: Date }>)
        if (initiated && new Date(initiated).getTime() <= end) await this.client.removeIncompleteUpload(bucket, key);
    } catch {
      // Not every server lists them; the next sweep looks again.
    }
  }

  /** Makes sure of the bucket before the first call; what the server refuses or does not answer is one error. */
  private async attempt<Result>(call: () => Promise<Result>): Promise<Result> {
    try {
      this.bucketReady ??= this.makeBucket();
      await this.bucketReady;
      return await call();
    } catch (error) {
      if (codeOf(error) === 'NoSuchBucket' || codeOf(error) === '') this.bucketReady = null;
      // Only the server's code is kept: its message may quote what was sent.
      throw error instanceof ParseError
        ? error
        : new ParseError('storage_unavailable', 'store', { cause: new Error(codeOf(error) || 'no answer') });
    }
  }

  private async makeBucket(): Promise<void> {
    const { bucket, region } = this.options;
    try {
      if (await this.client.bucketExists(bucket)) return;
      await this.client.makeBucket(bucket, region);
    } catch (error) {
      // Another process was faster.
      if (codeOf(error) === 'BucketAlreadyOwnedByYou' || codeOf(error) === 'BucketAlreadyExists') return;
      this.bucketReady = null;
      throw error;
    }
  }
}

function nullIfMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * A short stream as bytes: the client fails on an empty one and splits the others for nothing. A longer one comes back as
 * a stream of all of it. A source that breaks throws here.
 */
async function readStart(stream: Readable, length: number): Promise<{ bytes: Uint8Array; rest: Readable | null }> {
  const chunks: Uint8Array[] = [];
  let read = 0;
  const iterator = stream[Symbol.asyncIterator]();
  while (read <= length) {
    const { done, value } = await iterator.next();
    if (done) return { bytes: Buffer.concat(chunks), rest: null };
    chunks.push(value);
    read += value.length;
  }
  const all = async function* () {
    yield* chunks;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  };
  return { bytes: new Uint8Array(), rest: Readable.from(all(), { objectMode: false }) };
}
