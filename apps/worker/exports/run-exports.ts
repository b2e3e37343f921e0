import { Readable } from 'node:stream';
import { ParseError } from '@vitamill/domain';
import {
  type ClaimedExport,
  type DisplayExportRepository,
  type DisplayRepository,
  type ExportRow,
  type ExportRunRepository,
  exportColumns,
  exportObjectKey,
  findGrain,
  withTenant,
} from '@vitamill/persistence';
import type { ObjectStore } from '@vitamill/storage';
import { MEDIA_TYPES, TABLE_FORMATS, writeTable } from '@vitamill/tables';
import type { Logger } from 'pino';
import { describeError } from '../describe-error.js';
import type { ExportOutcome, WorkerMetrics } from '../worker-metrics.js';

export interface RunExportsSettings {
  readonly runStaleSeconds: number;
  readonly maxAttempts: number;
  readonly retrySeconds: number;
}

const REPORT_MILLISECONDS = 1_000;
const LONGEST_RETRY_SECONDS = 600;
const DELETED_AT_ONCE = 100;

/** What an export does not survive, whatever is tried. */
class InvalidExportError extends Error {
  override readonly name = 'InvalidExportError';
}

type Stop = 'lost' | 'draining';

/** Of the run at work. */
interface Progress {
  rows: number;
  bytes: number;
  total: number | null;
}

/**
 * Exports that wait, one at a time: rows are read by a cursor, written as the file is made, and stored as they come. The
 * object has a key of its own each run and is known to nobody until the export is completed. A crash leaves nothing: the
 * next run begins anew.
 */
export class RunExports {
  private stop: Stop | null = null;

  constructor(
    private readonly runs: ExportRunRepository,
    private readonly rows: DisplayExportRepository,
    private readonly display: DisplayRepository,
    private readonly store: ObjectStore,
    private readonly settings: RunExportsSettings,
    private readonly metrics: WorkerMetrics,
    private readonly logger: Logger,
  ) {}

  /** Runs the oldest export, if there is one. */
  async round(): Promise<'again' | 'pause'> {
    if (this.stop === 'draining') return 'pause';
    const job = await this.runs.claim(this.settings.runStaleSeconds);
    if (!job) return 'pause';
    const started = performance.now();
    const log = this.logger.child({ export_id: job.id, run_id: job.runId, attempt: job.attempts });
    const progress: Progress = { rows: 0, bytes: 0, total: null };
    const outcome = await this.run(job, progress, log);
    const seconds = (performance.now() - started) / 1_000;
    this.metrics.countExport(outcome, job.format, seconds, progress.rows);
    log.info({ outcome, seconds: Number(seconds.toFixed(2)) }, 'export ended');
    return 'again';
  }

  /** Takes nothing new; the export at work is handed back after its batch. */
  drain(): void {
    this.stop = 'draining';
  }

  /** Deletes files that nobody may fetch any more. Gives how many. */
  async deleteFiles(): Promise<number> {
    const files = await this.runs.expire(DELETED_AT_ONCE);
    for (const { id, objectKey } of files) {
      await this.store.delete(objectKey);
      await this.runs.clearFile(id);
    }
    return files.length;
  }

  private async run(job: ClaimedExport, progress: Progress, log: Logger): Promise<ExportOutcome> {
    // The run before it was killed, and this one would be: whatever kills it is in the export.
    if (job.attempts > this.settings.maxAttempts) return this.fail(job, 'internal');
    const objectKey = exportObjectKey(job.accountId, job.id, job.runId);
    let stop: Stop | null = null;
    const report = async () => {
      // A database that is away says nothing about who owns the export.
      if (!(await this.runs.report(job, progress).catch(() => true))) stop = 'lost';
    };
    const heart = setInterval(
      () => void report(),
      Math.min(REPORT_MILLISECONDS, (this.settings.runStaleSeconds * 1_000) / 4),
    );
    const assertGoesOn = () => {
      stop ??= this.stop;
      if (stop) throw new Error(`The export was ${stop === 'lost' ? 'taken away' : 'handed back'}.`);
    };
    let outcome: 'completed' | 'erased' | 'lost' | 'unknown' | null = null;
    try {
      const { chunks, mediaType, count } = this.open(job, (rows) => {
        assertGoesOn();
        progress.rows += rows;
      });
      progress.total = await count();
      const counted = async function* () {
        for await (const chunk of chunks) {
          progress.bytes += chunk.length;
          yield chunk;
        }
      };
      const body = Readable.from(counted(), { objectMode: false });
      await this.store.put(objectKey, body, { contentType: mediaType });
      outcome = 'unknown';
      outcome = await this.runs.complete(job, { objectKey, rows: progress.rows, bytes: progress.bytes });
      if (outcome === 'erased') return await this.retry(job, 'rows_erased');
      return outcome;
    } catch (error) {
      if (stop === 'lost') return 'lost';
      if (stop === 'draining') {
        await this.runs.release(job, { delaySeconds: 0, countsAsAttempt: false });
        return 'handed_back';
      }
      log.error(describeError(error), 'export failed');
      if (error instanceof InvalidExportError) return this.fail(job, 'invalid_request');
      return this.retry(job, error instanceof ParseError ? 'storage_unavailable' : 'internal');
    } finally {
      clearInterval(heart);
      // Where this fails, and where the database did not say what became of it, the sweep of files that nothing stands for
      // decides.
      if (outcome !== 'completed' && outcome !== 'unknown') await this.store.delete(objectKey).catch(() => undefined);
    }
  }

  /** The file as it is made; `onRows` is told of each batch. Reading works for the account alone. */
  private open(job: ClaimedExport, onRows: (count: number) => void) {
    const { accountId, request } = job;
    const grain = findGrain(job.grain);
    const format = TABLE_FORMATS.find((name) => name === job.format);
    if (!grain || !format || request.columns.some((name) => !grain.columns.some((column) => column.name === name)))
      throw new InvalidExportError('The export asks for what there is not.');
    const tenant = { accountId, keyId: null };
    const updatedAfter = request.updatedAfter === null ? null : new Date(request.updatedAfter);
    const rows = this.rows.rows(accountId, grain, request, request.columns, updatedAfter);
    const batches = async function* (): AsyncGenerator<readonly ExportRow[]> {
      try {
        for (;;) {
          const { done, value } = await withTenant(tenant, () => rows.next());
          if (done) return;
          onRows(value.length);
          yield value;
        }
      } finally {
        await withTenant(tenant, () => rows.return(undefined));
      }
    };
    const filters = updatedAfter
      ? [...request.filters, { column: 'updated_at', operator: 'gt', value: updatedAfter } as const]
      : request.filters;
    return {
      chunks: writeTable(format, exportColumns(grain, request.columns, updatedAfter !== null), batches(), request),
      mediaType: MEDIA_TYPES[format],
      count: async () =>
        (await withTenant(tenant, () => this.display.count(accountId, { ...request, filters }, grain))).rows,
    };
  }

  private async retry(
    job: ClaimedExport,
    code: 'internal' | 'storage_unavailable' | 'rows_erased',
  ): Promise<ExportOutcome> {
    if (job.attempts >= this.settings.maxAttempts) return this.fail(job, code);
    const delaySeconds =
      code === 'rows_erased'
        ? 0
        : Math.min(this.settings.retrySeconds * 2 ** (job.attempts - 1), LONGEST_RETRY_SECONDS);
    return (await this.runs.release(job, { delaySeconds, countsAsAttempt: true })) ? 'retried' : 'lost';
  }

  private async fail(
    job: ClaimedExport,
    code: Parameters<typeof this.retry>[1] | 'invalid_request',
  ): Promise<ExportOutcome> {
    return (await this.runs.fail(job, code)) ? 'failed' : 'lost';
  }
}
