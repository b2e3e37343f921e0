import type { Readable } from 'node:stream';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import { LinkSigner } from '@vitamill/cryptography';
import { AuditRepository, asSystem, type ExportJob, ExportRepository, newId } from '@vitamill/persistence';
import { MEDIA_TYPES, type TableFormat } from '@vitamill/tables';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import type { Principal } from '../auth/principal.js';
import { ApiError, notFound } from '../errors/api-errors.js';
import { asUuid } from '../http/uuid.js';
import { OBJECT_STORE, type UploadStore } from '../ports.js';
import { isRedactedFor } from '../privacy/redaction.interceptor.js';
import { readExportBody } from './export-body.js';

/** Exports of an account that may wait or run at once. */
export const MAX_OPEN_EXPORTS = 20;
export const LISTED_EXPORTS = 100;
/** How long a link works; each look at the export gives a new one. */
export const LINK_SECONDS = 900;

/** Why a file is not there, by what became of its export. */
const GONE: Readonly<Record<string, string>> = {
  cancelled: 'The export was cancelled.',
  deleted: 'The file was deleted.',
  erased: 'Somebody in the file was erased since: export anew.',
  expired: 'The file was kept for its time and is deleted.',
  failed: 'The export failed.',
};

@Injectable()
export class ExportsService {
  constructor(
    @Inject(ExportRepository) private readonly exports: ExportRepository,
    @Inject(LinkSigner) private readonly links: LinkSigner,
    @Inject(OBJECT_STORE) private readonly store: UploadStore,
    @Inject(AuditRepository) private readonly audit: AuditRepository,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** `origin` is the API's address as the client sees it, for the link. */
  async create(who: Principal, body: unknown, reservedId: string | null, origin: string) {
    assertMayExport(who);
    const { grain, format, updatedAfter, ...request } = readExportBody(body);
    const job = await this.exports.create(
      {
        id: reservedId ?? newId(),
        accountId: who.accountId,
        grain: grain.name,
        format,
        request: { ...request, updatedAfter: updatedAfter?.toISOString() ?? null },
      },
      MAX_OPEN_EXPORTS,
    );
    if (!job) throw new ApiError('conflict', `${MAX_OPEN_EXPORTS} exports wait or run already: cancel one, or wait.`);
    return this.present(job, origin);
  }

  async list(who: Principal, origin: string) {
    assertMayExport(who);
    const jobs = await this.exports.list(who.accountId, LISTED_EXPORTS);
    return { items: jobs.map((job) => this.present(job, origin)) };
  }

  async find(who: Principal, id: string, origin: string) {
    assertMayExport(who);
    const job = await this.exports.find(who.accountId, asUuid(id, 'export'));
    if (!job) throw notFound('export');
    return this.present(job, origin);
  }

  async end(who: Principal, id: string): Promise<void> {
    assertMayExport(who);
    if (!(await this.exports.end(who.accountId, asUuid(id, 'export')))) throw notFound('export');
  }

  /** The file to whoever has the link. Nothing is looked up before its signature is right. */
  async download(
    id: string,
    query: { readonly expires?: unknown; readonly signature?: unknown },
    requestId: string,
  ): Promise<StreamableFile> {
    const { expires, signature } = query;
    const end = /^\d{1,12}$/.test(String(expires)) ? Number(expires) : 0;
    if (typeof signature !== 'string' || !this.links.isValid(id.toLowerCase(), end, signature))
      throw new ApiError('forbidden', 'This is no link of the service, or not all of it.');
    if (end * 1_000 <= Date.now())
      throw new ApiError('gone', 'The link worked for a time that is over: ask for a new one.');
    const job = await asSystem(() => this.exports.findForLink(asUuid(id, 'export')));
    if (!job) throw notFound('export');
    const stream = await this.open(job);
    const actor = { kind: 'system', id: null } as const;
    const entry = { accountId: job.accountId, actor, action: 'export.downloaded', subjects: [job.id], requestId };
    try {
      await asSystem(() => this.audit.write(entry));
    } catch (error) {
      stream.destroy();
      throw error;
    }
    return new StreamableFile(stream, {
      type: MEDIA_TYPES[job.format as TableFormat],
      disposition: `attachment; filename="${job.grain}.${job.format}"`,
      length: job.bytes,
    });
  }

  private async open(job: ExportJob): Promise<Readable> {
    const gone = GONE[job.status] ?? null;
    if (gone || isOver(job)) throw new ApiError('gone', gone ?? GONE.expired ?? '');
    if (!job.objectKey) throw new ApiError('not_ready', 'The export is not done.');
    const stream = await this.store.open(job.objectKey);
    if (!stream) throw new ApiError('gone', 'The file is gone: export anew.');
    return stream;
  }

  private present(job: ExportJob, origin: string) {
    const isThere = job.status === 'completed' && !isOver(job);
    const status = job.status === 'completed' && !isThere ? 'expired' : job.status;
    const end = Math.min(Math.floor(Date.now() / 1_000) + LINK_SECONDS, secondsOf(job.expiresAt));
    const signature = isThere ? this.links.sign(job.id, end) : '';
    return {
      export_id: job.id,
      status,
      grain: job.grain,
      format: job.format,
      progress: status === 'completed' ? 1 : progressOf(job),
      rows_written: job.rowsWritten,
      rows_total: job.rowsTotal,
      bytes: job.bytes,
      error: job.errorCode,
      created_at: job.createdAt.toISOString(),
      completed_at: job.completedAt?.toISOString() ?? null,
      expires_at: job.expiresAt?.toISOString() ?? null,
      next_updated_after: job.asOf?.toISOString() ?? null,
      download_url: isThere
        ? `${this.settings.publicUrl?.replace(/\/$/, '') ?? origin}/api/v1/data/exports/${job.id}/file?expires=${end}&signature=${signature}`
        : null,
      download_url_expires_at: isThere ? new Date(end * 1_000).toISOString() : null,
    };
  }
}

const secondsOf = (date: Date | null): number => Math.floor((date?.getTime() ?? 0) / 1_000);
const isOver = ({ expiresAt }: ExportJob): boolean => expiresAt !== null && expiresAt.getTime() <= Date.now();

/** 0 to below 1 while it runs. What is expected may be an estimate. */
function progressOf({ rowsWritten, rowsTotal }: ExportJob): number {
  if (!rowsTotal) return 0;
  return Math.min(0.99, Math.round((rowsWritten / rowsTotal) * 100) / 100);
}

/** A file cannot be blackened, and its link works for anybody. */
function assertMayExport(who: Principal): void {
  if (isRedactedFor(who))
    throw new ApiError(
      'insufficient_role',
      'Your role may not read original files and exports: they carry contact data.',
    );
}
