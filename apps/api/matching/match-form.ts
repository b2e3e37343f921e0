import type { IncomingMessage } from 'node:http';
import busboyModule from '@fastify/busboy';
import { ApiError } from '../errors/api-errors.js';
import { ByteSpool, type SpoolBudget } from '../uploads/byte-spool.js';
import { sanitiseFilename } from '../uploads/filename.js';

const { Busboy } = busboyModule as unknown as typeof import('@fastify/busboy');

/** Bytes of one CV or of the advert's file. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;
/** Files over a plan's batch that are still counted, so that the refusal can say how many there were. */
const MAX_FILES = 60;
/** Bytes of a text of 50,000 characters, each of up to four bytes. */
const MAX_TEXT_BYTES = 210_000;
const MAX_REQUEST_BYTES = 30 * MAX_FILE_BYTES;

export interface FormFile {
  readonly filename: string;
  /** Empty where the file is over the limit. */
  readonly bytes: Buffer<ArrayBuffer>;
  readonly tooLarge: boolean;
}

export interface MatchForm {
  readonly cvs: readonly FormFile[];
  readonly jobFile: FormFile | null;
  readonly jobText: string | null;
  /** Gives the memory back. */
  release(): void;
}

const malformed = (detail = 'The multipart form is malformed or ends too early.'): ApiError =>
  new ApiError('malformed_request', detail);

/**
 * Reads the form of a match: `cvs` (or `cvs[]`) once a file, `jd_text` or `jd_file`. A file over the limit is noted, not
 * kept. Throws ApiError.
 */
export function receiveMatchForm(
  request: IncomingMessage,
  options: { readonly idleMilliseconds: number; readonly budget: SpoolBudget },
): Promise<MatchForm> {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data\s*(;|$)/i.test(type))
    return Promise.reject(new ApiError('multipart_required', 'Send the CVs as multipart/form-data.'));
  if (Number(request.headers['content-length'] ?? 0) > MAX_REQUEST_BYTES)
    return Promise.reject(new ApiError('payload_too_large', 'The request is larger than the limit.'));
  const spools: ByteSpool[] = [];
  const release = (): void => {
    for (const spool of spools.splice(0)) spool.release();
  };
  return new Promise<MatchForm>((resolve, reject) => {
    const cvs: FormFile[] = [];
    let jobFile: FormFile | null = null;
    let jobText: string | null = null;
    let received = 0;
    let settled = false;
    const parser = open(request);
    const idle = setTimeout(
      () => fail(new ApiError('request_timeout', 'The form was not sent in time.')),
      options.idleMilliseconds,
    );
    const stop = (): void => {
      settled = true;
      clearTimeout(idle);
      request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
    };
    const fail = (error: ApiError): void => {
      if (settled) return;
      stop();
      release();
      reject(error);
    };
    const onData = (chunk: Buffer): void => {
      idle.refresh();
      received += chunk.length;
      if (received > MAX_REQUEST_BYTES)
        fail(new ApiError('payload_too_large', 'The request is larger than the limit.'));
      else if (!parser.write(chunk) && !settled) {
        request.pause();
        parser.once('drain', () => request.resume());
      }
    };
    const onEnd = (): void => {
      parser.end();
      setTimeout(() => fail(malformed()), 1_000).unref();
    };
    const onClose = (): void => {
      if (!request.complete) fail(malformed('The connection was closed before the form was complete.'));
    };
    parser.on('field', (name: string, value: string, _nameCut: boolean, cut: boolean) => {
      if (name !== 'jd_text') return;
      if (cut) return fail(new ApiError('invalid_request', 'jd_text may have 50000 characters.'));
      jobText = value;
    });
    parser.on('file', (name: string, stream: NodeJS.ReadableStream, filename: string | undefined) => {
      stream.on('error', () => fail(malformed()));
      const isCv = name === 'cvs' || name === 'cvs[]';
      if (!isCv && name !== 'jd_file') return void stream.resume();
      const spool = new ByteSpool(MAX_FILE_BYTES, options.budget);
      spools.push(spool);
      let tooLarge = false;
      stream.on('data', (chunk: Buffer) => {
        if (settled || tooLarge) return;
        const result = spool.append(chunk);
        if (result === 'busy')
          return fail(
            new ApiError('busy', 'Too many uploads at once. Retry shortly.', { headers: { 'retry-after': '2' } }),
          );
        if (result === 'full') {
          tooLarge = true;
          spool.release();
        }
      });
      stream.on('end', () => {
        const file = { filename: sanitiseFilename(filename), bytes: spool.bytes(), tooLarge };
        // An empty file input of a browser is no file.
        if (!filename && file.bytes.length === 0 && !tooLarge) return;
        if (isCv) cvs.push(file);
        else jobFile = file;
      });
    });
    for (const event of ['fieldsLimit', 'filesLimit', 'partsLimit'] as const)
      parser.once(event, () => fail(new ApiError('invalid_request', 'The form has too many parts.')));
    parser.on('error', () => fail(malformed()));
    parser.on('finish', () => {
      if (settled) return;
      stop();
      resolve({ cvs, jobFile, jobText, release });
    });
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}

function open(request: IncomingMessage) {
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': request.headers['content-type'] as string },
      limits: {
        fieldNameSize: 100,
        fieldSize: MAX_TEXT_BYTES,
        fields: 20,
        files: MAX_FILES,
        parts: MAX_FILES + 20,
        headerPairs: 32,
        headerSize: 8_192,
      },
      preservePath: true,
      isPartAFile: (name, _type, filename) =>
        name === 'cvs' || name === 'cvs[]' || name === 'jd_file' || filename !== undefined,
    });
  } catch {
    throw malformed();
  }
}
