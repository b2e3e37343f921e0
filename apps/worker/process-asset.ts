import { type CvParser, DEFAULT_PARSE_LIMITS, PARSE_ERRORS, ParseError, type ParseErrorCode } from '@vitamill/domain';
import {
  type ClaimedRun,
  isDatabaseUnavailable,
  newId,
  type RunRepository,
  type RunStatisticsRepository,
} from '@vitamill/persistence';
import { type ObjectStore, readObject } from '@vitamill/storage';
import type { Logger } from 'pino';
import { describeError } from './describe-error.js';
import { keepCorrections } from './keep-corrections.js';
import type { LoadedTaxonomies } from './loaded-taxonomies.js';
import { OwnedRun } from './owned-run.js';
import { whileDatabaseIsAway } from './while-database-is-away.js';
import type { RunOutcome, StageClock, WorkerMetrics } from './worker-metrics.js';

export interface ProcessSettings {
  readonly runStaleSeconds: number;
  readonly maxAttempts: number;
  readonly retrySeconds: number;
}

const LONGEST_RETRY_SECONDS = 600;

/** One asset: claim, fetch, parse, save. Nothing heavy happens in this process; the parser has processes of its own. */
export class ProcessAsset {
  private readonly active = new Map<OwnedRun, Promise<void>>();
  private draining = false;

  constructor(
    private readonly runs: RunRepository,
    private readonly statistics: RunStatisticsRepository,
    private readonly store: ObjectStore,
    private readonly parser: CvParser,
    private readonly taxonomies: LoadedTaxonomies,
    private readonly settings: ProcessSettings,
    private readonly metrics: WorkerMetrics,
    private readonly logger: Logger,
  ) {}

  /** Resolves when the asset needs no more of this job; an asset that is done, deleted or another run's is left alone. */
  async run(assetId: string): Promise<void> {
    if (this.draining) throw new Error('The worker is stopping.');
    const runId = newId();
    const claimed = await this.runs.claim(assetId, runId, this.settings.runStaleSeconds);
    if (!claimed) return;
    const run = new OwnedRun(
      {
        heartbeat: () => this.runs.heartbeat(assetId, runId),
        progress: (stage, fraction) => this.runs.progress(assetId, runId, stage, fraction),
      },
      Math.min(2_000, (this.settings.runStaleSeconds * 1_000) / 4),
    );
    const work = this.work(claimed, runId, run);
    this.active.set(
      run,
      work.catch(() => undefined),
    );
    try {
      await work;
    } finally {
      this.active.delete(run);
    }
  }

  /** Takes nothing new; lets runs finish for `graceMilliseconds`, then hands them back without counting the attempt. */
  async drain(graceMilliseconds: number): Promise<void> {
    this.draining = true;
    const stop = setTimeout(() => {
      for (const run of this.active.keys()) run.abort('draining');
    }, graceMilliseconds);
    await Promise.all(this.active.values());
    clearTimeout(stop);
  }

  private async work(claimed: ClaimedRun, runId: string, run: OwnedRun): Promise<void> {
    const log = this.logger.child({ asset_id: claimed.assetId, run_id: runId, attempt: claimed.attempts });
    const started = performance.now();
    const stages = this.metrics.timeStages();
    log.debug('run started');
    let outcome: RunOutcome;
    let code: ParseErrorCode | null = null;
    try {
      outcome = await this.parseAndSave(claimed, runId, run, stages);
    } catch (error) {
      await run.end();
      code = codeOf(error);
      if (!run.abortReason && (code === 'internal' || code === 'parser_crash'))
        log.error(describeError(error), 'run failed');
      outcome = await whileDatabaseIsAway(() => this.endFailed(claimed, runId, run, code ?? 'internal'));
    } finally {
      await run.end();
    }
    const seconds = (performance.now() - started) / 1_000;
    this.metrics.countRun(outcome, outcome === 'completed' ? null : code, seconds);
    await this.writeDown(stages, outcome, code);
    log.info(
      { outcome, ...(code && outcome !== 'lost' ? { code } : {}), seconds: Number(seconds.toFixed(2)) },
      'run ended',
    );
  }

  /** Figures are a convenience: what they cannot be written to must not fail the run that they are about. */
  private async writeDown(stages: StageClock, outcome: RunOutcome, code: ParseErrorCode | null): Promise<void> {
    const seconds = stages.end();
    if (outcome === 'lost' || outcome === 'handed_back') return;
    try {
      await this.statistics.addStages(seconds);
      if (code && outcome !== 'completed') await this.statistics.addFailures(code, outcome);
    } catch (error) {
      this.logger.warn(describeError(error), 'figures not written');
    }
  }

  private async parseAndSave(
    claimed: ClaimedRun,
    runId: string,
    run: OwnedRun,
    stages: StageClock,
  ): Promise<RunOutcome> {
    const bytes = await readObject(this.store, claimed.objectKey, claimed.sizeBytes);
    if (!bytes) throw new ParseError('object_missing', 'fetch');
    const options = {
      locale: claimed.locale,
      referenceDate: claimed.referenceDate,
      assetId: claimed.assetId,
      filename: claimed.filename,
      limits: { ...DEFAULT_PARSE_LIMITS, maxBytes: Math.max(DEFAULT_PARSE_LIMITS.maxBytes, claimed.sizeBytes) },
    };
    // Until the parser tells of itself: the wait for one of its processes.
    stages.enter('queue');
    const read = await this.parser.parse(bytes, options, {
      signal: run.signal,
      onProgress: (progress) => {
        stages.enter(progress.stage);
        run.report(progress);
      },
    });
    const parsed = this.taxonomies.relate(read);
    stages.enter('save');
    const rebase = keepCorrections((corrected) => this.taxonomies.relate(corrected));
    const saved = await whileDatabaseIsAway(() => this.runs.complete(claimed.assetId, runId, parsed, rebase));
    return saved ? 'completed' : 'lost';
  }

  private async endFailed(
    claimed: ClaimedRun,
    runId: string,
    run: OwnedRun,
    code: ParseErrorCode,
  ): Promise<RunOutcome> {
    const { assetId, attempts } = claimed;
    if (run.abortReason === 'lost') return 'lost';
    if (run.abortReason === 'draining') return (await this.runs.handBack(assetId, runId)) ? 'handed_back' : 'lost';
    switch (PARSE_ERRORS[code].kind) {
      case 'transient': {
        const delaySeconds = Math.min(this.settings.retrySeconds * 2 ** (attempts - 1), LONGEST_RETRY_SECONDS);
        const release = { delaySeconds, maxAttempts: this.settings.maxAttempts, code };
        const result = await this.runs.release(assetId, runId, release);
        return result === 'queued' ? 'retried' : result;
      }
      case 'document':
      case 'internal':
        return (await this.runs.fail(assetId, runId, code)) ? 'failed' : 'lost';
    }
  }
}

function codeOf(error: unknown): ParseErrorCode {
  if (error instanceof ParseError) return error.code;
  return isDatabaseUnavailable(error) ? 'database_unavailable' : 'internal';
}
