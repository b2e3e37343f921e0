import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import busboyModule from '@fastify/busboy';
import { ApiError, type FieldError } from '../errors/api-errors.js';
import { ByteSpool, type SpoolBudget } from './byte-spool.js';

const { Busboy } = busboyModule as unknown as typeof import('@fastify/busboy');

/** Bytes that boundaries, part headers and text parts may take beside the file. */
const FORM_OVERHEAD = 256 * 1024;
const SETTLE_MILLISECONDS = 1_000;
/** After this many bytes the type of most files can be told. */
const HEAD_BYTES = 64 * 1024;
const LIMITS = {
  fieldNameSize: 100,
  fieldSize: 2_048,
  fields: 60,
  files: 4,
  parts: 64,
  headerPairs: 32,
  headerSize: 8_192,
};

export interface FormOptions {
  /** Bytes of the file. */
  readonly maxBytes: number;
  /** Names of the text parts that the route knows. */
  readonly fieldNames: readonly string[];
  /** Milliseconds without a byte after which the client is given up. */
  readonly idleMilliseconds: number;
  readonly budget: SpoolBudget;
  /** Sees the first bytes of a large file; what it throws ends the upload there. */
  readonly inspectHead?: (head: Uint8Array, filename: string | undefined) => void;
}

export interface ReceivedForm {
  /** Null where there is none, or an empty file input. */
  readonly file: {
    readonly filename: string | undefined;
    readonly bytes: Buffer<ArrayBuffer>;
    readonly sha256: string;
  } | null;
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** What is wrong with the parts as such. */
  readonly errors: readonly FieldError[];
  /** Gives the memory back. The bytes are gone after that. */
  release(): void;
}

const tooLarge = (maxBytes: number): ApiError =>
  new ApiError('payload_too_large', `A file may have at most ${maxBytes} bytes.`, { members: { max_bytes: maxBytes } });

/**
 * Reads a form with one file named `file` and text parts in any order. The file is hashed while it arrives and held once;
 * reading stops at the first byte over a limit. Nothing is stored here, so that a refusal leaves nothing behind.
 */
export function receiveForm(request: IncomingMessage, options: FormOptions): Promise<ReceivedForm> {
  assertReadable(request, options.maxBytes);
  const spool = new ByteSpool(options.maxBytes, options.budget);
  const hash = createHash('sha256');
  const fields = new Map<string, string[]>();
  const errors: FieldError[] = [];
  const known = new Set(options.fieldNames);
  const unknownPart = (name: string) => ({
    field: name.slice(0, 100),
    code: 'unknown_part',
    message: 'The form has a part that is not known.',
  });
  let fileCount = 0;
  let filename: string | undefined;
  let received = 0;
  let inspected = false;

  return new Promise<ReceivedForm>((resolve, reject) => {
    let settled = false;
    const parser = createParser(request);
    const idle = setTimeout(
      () => fail(new ApiError('request_timeout', 'The upload was not sent in time.')),
      options.idleMilliseconds,
    );

    const stop = () => {
      settled = true;
      clearTimeout(idle);
      request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
    };
    const fail = (error: ApiError) => {
      if (settled) return;
      stop();
      spool.release();
      reject(error);
    };
    const onData = (chunk: Buffer) => {
      idle.refresh();
      received += chunk.length;
      if (received > options.maxBytes + FORM_OVERHEAD) return fail(tooLarge(options.maxBytes));
      if (!parser.write(chunk) && !settled) {
        request.pause();
        parser.once('drain', () => request.resume());
      }
    };
    const onEnd = () => {
      parser.end();
      // The parser never finishes a form with a part whose headers do not end.
      setTimeout(() => fail(malformed()), SETTLE_MILLISECONDS).unref();
    };
    const onClose = () => {
      if (!request.complete)
        fail(new ApiError('malformed_request', 'The connection was closed before the form was complete.'));
    };

    parser.on('field', (name: string, value: string, nameTruncated: boolean, valueTruncated: boolean) => {
      if (name === undefined || nameTruncated || !known.has(name)) errors.push(unknownPart(name ?? ''));
      else if (valueTruncated) errors.push({ field: name, code: 'part_too_long', message: `${name} is too long.` });
      else fields.set(name, [...(fields.get(name) ?? []), value]);
    });
    parser.on('file', (name: string, stream: NodeJS.ReadableStream, name2: string | undefined) => {
      stream.on('error', () => fail(malformed()));
      if (name !== 'file') {
        errors.push(unknownPart(name ?? ''));
        stream.resume();
        return;
      }
      fileCount++;
      if (fileCount > 1) {
        stream.resume();
        return;
      }
      filename = name2;
      stream.on('data', (chunk: Buffer) => {
        if (settled) return;
        const result = spool.append(chunk);
        if (result === 'full') return fail(tooLarge(options.maxBytes));
        if (result === 'busy')
          return fail(
            new ApiError('busy', 'Too many uploads at once. Retry shortly.', { headers: { 'retry-after': '2' } }),
          );
        hash.update(chunk);
        if (inspected || spool.bytes().length < HEAD_BYTES) return;
        inspected = true;
        try {
          options.inspectHead?.(spool.bytes(), filename);
        } catch (error) {
          fail(error as ApiError);
        }
      });
    });
    for (const event of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const)
      parser.once(event, () =>
        errors.push({ field: 'body', code: 'too_many_parts', message: 'The form has too many parts.' }),
      );
    parser.on('error', () => fail(malformed()));
    parser.on('finish', () => {
      if (settled) return;
      stop();
      const bytes = spool.bytes();
      if (fileCount > 1) errors.push({ field: 'file', code: 'too_many_files', message: 'Send one file a request.' });
      const empty = fileCount === 0 || (bytes.length === 0 && !filename);
      resolve({
        file: empty ? null : { filename, bytes, sha256: hash.digest('hex') },
        fields,
        errors,
        release: () => spool.release(),
      });
    });
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}

const malformed = () => new ApiError('malformed_request', 'The multipart form is malformed or ends too early.');

function assertReadable(request: IncomingMessage, maxBytes: number): void {
  const type = request.headers['content-type'];
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (type === undefined && !(length > 0) && request.headers['transfer-encoding'] === undefined)
    throw new ApiError('validation_error', 'The request has no body; send the file as multipart/form-data.', {
      errors: [{ field: 'file', code: 'missing_file', message: 'The part "file" is missing.' }],
    });
  if (!/^multipart\/form-data\s*(;|$)/i.test(type ?? ''))
    throw new ApiError('multipart_required', 'Send the file as multipart/form-data.');
  if (length > maxBytes + FORM_OVERHEAD) throw tooLarge(maxBytes);
}

function createParser(request: IncomingMessage) {
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': request.headers['content-type'] as string },
      limits: LIMITS,
      preservePath: true,
      isPartAFile: (name, _type, filename) => name === 'file' || filename !== undefined,
    });
  } catch {
    throw malformed();
  }
}
