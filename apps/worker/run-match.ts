import { setImmediate as breathe } from 'node:timers/promises';
import { type CvParser, DEFAULT_PARSE_LIMITS, type ParsedCv, ParseError } from '@vitamill/domain';
import type { Matcher, OpenJob } from '@vitamill/matcher';
import {
  type FinishedCandidate,
  type MatchInput,
  type MatchJob,
  type MatchOutcome,
  type MatchRepository,
  type MatchRunRepository,
  newId,
} from '@vitamill/persistence';
import type { Logger } from 'pino';
import { describeError } from './describe-error.js';

export interface RunMatchSettings {
  readonly runStaleSeconds: number;
  readonly maxAttempts: number;
  readonly retrySeconds: number;
}

/** Candidates whose results are written together: a screening of 200 writes its progress ten times. */
const TEXT_BATCH = 20;
/** Files are parsed for seconds each. */
const FILE_BATCH = 1;
const LONGEST_RETRY_SECONDS = 600;
/** What a candidate's error says; never words of the CV. */
const UNREADABLE = 'The CV could not be read';

/**
 * One match or screening: claim, compute what is still open, end. A crash loses at most the batch at work; what is written
 * is not computed again, and the job is charged for once, when it was accepted.
 */
export class RunMatch {
  private readonly active = new Set<Promise<void>>();
  private draining = false;

  constructor(
    private readonly matches: MatchRepository,
    private readonly runs: MatchRunRepository,
    private readonly matcher: () => Promise<Matcher>,
    private readonly parser: CvParser,
    private readonly settings: RunMatchSettings,
    private readonly logger: Logger,
  ) {}

  async run(matchId: string): Promise<void> {
    if (this.draining) throw new Error('The worker is stopping.');
    const runId = newId();
    const job = await this.runs.claim(matchId, runId, this.settings.runStaleSeconds);
    if (!job) return;
    const work = this.work(job, runId);
    const tracked = work.catch(() => undefined).finally(() => this.active.delete(tracked));
    this.active.add(tracked);
    await work;
  }

  /** Takes nothing new; matches at work stop after their batch and are handed over again. */
  async drain(): Promise<void> {
    this.draining = true;
    await Promise.all(this.active);
  }

  private async work(job: MatchJob, runId: string): Promise<void> {
    const log = this.logger.child({ match_id: job.id, run_id: runId, attempt: job.attempts });
    const started = performance.now();
    const heart = setInterval(
      () => void this.runs.heartbeat(job.id, runId).catch(() => undefined),
      Math.min(2_000, (this.settings.runStaleSeconds * 1_000) / 4),
    );
    let outcome: string;
    try {
      outcome = await this.computeAll(job, runId);
    } catch (error) {
      log.error(describeError(error), 'match failed');
      outcome = await this.release(job, runId, job.attempts);
    } finally {
      clearInterval(heart);
    }
    log.info(
      { outcome, candidates: job.total, seconds: Number(((performance.now() - started) / 1_000).toFixed(2)) },
      'match ended',
    );
  }

  private async computeAll(job: MatchJob, runId: string): Promise<string> {
    const open = (await this.matcher()).open(job.jobText ?? '', job.criteria);
    const limit = job.family === 'match' ? FILE_BATCH : TEXT_BATCH;
    for (;;) {
      // Handing back is no failed attempt.
      if (this.draining) return this.release(job, runId, 0);
      const inputs = await this.matches.inputs(job.id, { from: 0, limit, onlyPending: true });
      if (inputs.length === 0) break;
      const outcomes: MatchOutcome[] = [];
      for (const input of inputs) {
        outcomes.push(await this.compute(open, job, input));
        await breathe();
      }
      if (!(await this.runs.save(job.id, runId, outcomes))) return 'lost';
    }
    const done = await this.runs.complete(job.id, runId, open.versionHash, (_, candidates) =>
      webhookBody(job.id, candidates),
    );
    return done ? 'completed' : 'lost';
  }

  private async compute(open: OpenJob, job: MatchJob, input: MatchInput): Promise<MatchOutcome> {
    const failed = (error: string): MatchOutcome => ({
      position: input.position,
      result: null,
      cvLanguage: null,
      error,
    });
    if (input.text !== null) {
      if (!/\p{L}/u.test(input.text)) return failed('The CV has no text');
      return outcomeOf(open, input.position, { kind: 'text', text: input.text });
    }
    if (input.parsed) return outcomeOf(open, input.position, { kind: 'record', ...input.parsed });
    if (!input.file) return failed('The CV is no longer there');
    let parsed: ParsedCv;
    try {
      parsed = await this.parser.parse(input.file, {
        locale: null,
        referenceDate: job.criteria.referenceDate,
        assetId: null,
        filename: input.ref,
        limits: DEFAULT_PARSE_LIMITS,
      });
    } catch (error) {
      if (!(error instanceof ParseError) || error.retryable) throw error;
      return failed(`${UNREADABLE}: ${error.message}`);
    }
    return { ...outcomeOf(open, input.position, { kind: 'record', ...parsed }), parsed };
  }

  private release(job: MatchJob, runId: string, attempts: number): Promise<'pending' | 'failed' | 'lost'> {
    const delaySeconds =
      attempts === 0 ? 0 : Math.min(this.settings.retrySeconds * 2 ** (attempts - 1), LONGEST_RETRY_SECONDS);
    return this.runs.release(job.id, runId, {
      delaySeconds,
      maxAttempts: attempts === 0 ? Number.MAX_SAFE_INTEGER : this.settings.maxAttempts,
    });
  }
}

function outcomeOf(open: OpenJob, position: number, candidate: Parameters<OpenJob['match']>[0]): MatchOutcome {
  const { result, cvLanguage } = open.match(candidate);
  return { position, result: JSON.stringify(result), cvLanguage, error: null };
}

/** The body of the screening API's webhook: four members, results as the job shows them. */
function webhookBody(id: string, candidates: readonly FinishedCandidate[]): Readonly<Record<string, unknown>> {
  const scored = candidates.flatMap((one, position) => {
    if (one.result === null) return [];
    const { score, verdict, match_reasons, gaps } = JSON.parse(one.result) as Record<string, unknown> & {
      score: number;
    };
    return [{ position, result: { candidate_ref: one.ref, score, verdict, match_reasons, gaps } }];
  });
  return {
    job_id: id,
    status: 'complete',
    results: scored
      .sort((a, b) => b.result.score - a.result.score || a.position - b.position)
      .map(({ result }) => result),
    failed: candidates
      .filter((one) => one.result === null)
      .map((one) => ({ candidate_ref: one.ref, error: one.error ?? 'The candidate could not be scored.' })),
  };
}
