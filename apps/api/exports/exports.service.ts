import { Inject, Injectable } from '@nestjs/common';
import { LinkSigner } from '@vitamill/cryptography';
import { type ExportJob, ExportRepository, newId } from '@vitamill/persistence';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import type { Principal } from '../auth/principal.js';
import { ApiError, notFound } from '../errors/api-errors.js';
import { asUuid } from '../http/uuid.js';
import { isRedactedFor } from '../privacy/redaction.interceptor.js';
import { readExportBody } from './export-body.js';
import { isOver } from './is-over.js';

/** Exports of an account that may wait or run at once. */
export const MAX_OPEN_EXPORTS = 20;
export const LISTED_EXPORTS = 100;
/** How long a link works; each look at the export gives a new one. */
export const LINK_SECONDS = 900;

@Injectable()
export class ExportsService {
  constructor(
    @Inject(ExportRepository) private readonly exports: ExportRepository,
    @Inject(LinkSigner) private readonly links: LinkSigner,
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
