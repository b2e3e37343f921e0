import { Readable } from 'node:stream';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import { LinkSigner } from '@vitamill/cryptography';
import { asSystem, type ExportJob, ExportRepository } from '@vitamill/persistence';
import { MEDIA_TYPES, type TableFormat } from '@vitamill/tables';
import type { FastifyRequest } from 'fastify';
import { ApiError, notFound } from '../errors/api-errors.js';
import { type ByteRange, readByteRange } from '../http/byte-range.js';
import { asUuid } from '../http/uuid.js';
import { OBJECT_STORE, type UploadStore } from '../ports.js';
import { isOver } from './is-over.js';

/** Why a file is not there, by what became of its export. */
const GONE: Readonly<Record<string, string>> = {
  cancelled: 'The export was cancelled.',
  deleted: 'The file was deleted.',
  erased: 'Somebody in the file was erased since: export anew.',
  expired: 'The file was kept for its time and is deleted.',
  failed: 'The export failed.',
};
const GONE_MEANWHILE = 'The file is gone: export anew.';

/** What of a link's query says that it is one. */
export interface LinkQuery {
  readonly expires?: unknown;
  readonly signature?: unknown;
}

interface Download {
  readonly status: 200 | 206;
  readonly headers: Readonly<Record<string, string>>;
  readonly file: StreamableFile;
}

/** Files of exports, whole or in parts, to whoever has a link. */
@Injectable()
export class ExportDownloads {
  constructor(
    @Inject(ExportRepository) private readonly exports: ExportRepository,
    @Inject(LinkSigner) private readonly links: LinkSigner,
    @Inject(OBJECT_STORE) private readonly store: UploadStore,
  ) {}

  /**
   * The file as a GET or HEAD asks for it. Nothing is looked up before the signature of the link is right. No byte goes out
   * that the audit log does not know of; whoever asks for the headers alone reads nothing.
   */
  async open(
    id: string,
    query: LinkQuery,
    request: Pick<FastifyRequest, 'id' | 'method' | 'headers'>,
  ): Promise<Download> {
    const linkEnd = this.checkLink(id, query);
    const job = await asSystem(() => this.exports.findForLink(asUuid(id, 'export')));
    if (!job) throw notFound('export');
    const objectKey = keyOf(job);
    const headers = { 'accept-ranges': 'bytes', etag: `"${job.id}"` };
    if (request.method === 'HEAD') {
      if (!(await this.store.exists(objectKey))) throw new ApiError('gone', GONE_MEANWHILE);
      return { status: 200, headers, file: fileOf(job, Readable.from([]), job.bytes) };
    }
    const range = readByteRange(request.headers, headers.etag, job.bytes);
    if (range === 'unsatisfiable')
      throw new ApiError('range_not_satisfiable', `The file has ${job.bytes} bytes.`, {
        headers: { ...headers, 'content-range': `bytes */${job.bytes}` },
      });
    const stream = await this.read(job, objectKey, range, { end: linkEnd, requestId: request.id });
    if (!range) return { status: 200, headers, file: fileOf(job, stream, job.bytes) };
    const { start, end } = range;
    return {
      status: 206,
      headers: { ...headers, 'content-range': `bytes ${start}-${end}/${job.bytes}` },
      file: fileOf(job, stream, end - start + 1),
    };
  }

  /** When the link ends, in seconds since 1970. Throws where it is none of ours, or over. */
  private checkLink(id: string, { expires, signature }: LinkQuery): number {
    const end = /^\d{1,12}$/.test(String(expires)) ? Number(expires) : 0;
    if (typeof signature !== 'string' || !this.links.isValid(id.toLowerCase(), end, signature))
      throw new ApiError('forbidden', 'This is no link of the service, or not all of it.');
    if (end * 1_000 <= Date.now())
      throw new ApiError('gone', 'The link worked for a time that is over: ask for a new one.');
    return end;
  }

  private async read(
    job: ExportJob,
    objectKey: string,
    range: ByteRange | null,
    link: { readonly end: number; readonly requestId: string },
  ): Promise<Readable> {
    const stream = await this.store.open(objectKey, range ?? undefined);
    if (!stream) throw new ApiError('gone', GONE_MEANWHILE);
    // Parts by a link that was followed before stand in the audit log already.
    if (range && job.linksFollowed.includes(link.end)) return stream;
    try {
      const isThere = await asSystem(() =>
        this.exports.noteDownload(job, { linkEnd: link.end, requestId: link.requestId, isPart: range !== null }),
      );
      if (!isThere) throw new ApiError('gone', GONE_MEANWHILE);
    } catch (error) {
      stream.destroy();
      throw error;
    }
    return stream;
  }
}

function keyOf(job: ExportJob): string {
  const gone = GONE[job.status] ?? null;
  if (gone || isOver(job)) throw new ApiError('gone', gone ?? GONE.expired ?? '');
  if (!job.objectKey) throw new ApiError('not_ready', 'The export is not done.');
  return job.objectKey;
}

const fileOf = (job: ExportJob, stream: Readable, length: number): StreamableFile =>
  new StreamableFile(stream, {
    type: MEDIA_TYPES[job.format as TableFormat],
    disposition: `attachment; filename="${job.grain}.${job.format}"`,
    length,
  });
