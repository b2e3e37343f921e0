import { setImmediate as breathe } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type MatchCandidate, type MatchJob, MatchRepository, newId } from '@vitamill/persistence';
import type { Principal } from '../auth/principal.js';
import { ApiError, notFound, validationError } from '../errors/api-errors.js';
import { asUuid } from '../http/uuid.js';
import { LazyMatcher, MATCHER } from './matching-parts.js';
import { presentScreening, presentScreeningJob, type ScreeningDetail } from './screening.presenter.js';
import type { ScreeningRequest } from './screening-request.js';

/** Hours that a screening is kept, from submission. */
const RETENTION_HOURS = 72;
const REPLAY_BATCH = 20;

@Injectable()
export class ScreeningService {
  constructor(
    @Inject(MatchRepository) private readonly matches: MatchRepository,
    @Inject(MATCHER) private readonly matcher: LazyMatcher,
  ) {}

  async submit(who: Principal, request: ScreeningRequest, reservedId: string | null) {
    const versions = await this.versionsOf(who.accountId, request);
    const result = await this.matches.accept({
      id: reservedId ?? newId(),
      accountId: who.accountId,
      keyId: who.keyId,
      family: 'screen',
      jobText: request.jobSpec,
      criteria: request.criteria,
      webhookUrl: request.webhookUrl,
      candidates: request.candidates.map(({ ref, text, assetId }) =>
        assetId === null
          ? { ref, kind: 'text', text: text ?? '' }
          : { ref, kind: 'asset', assetId: assetId.toLowerCase(), recordVersion: versions.get(assetId.toLowerCase())! },
      ),
      skipped: [],
      retentionHours: RETENTION_HOURS,
    });
    if (result.kind === 'quota_exceeded') {
      const { currentUsage, hardCap, month } = result;
      const count = request.candidates.length;
      throw new ApiError(
        'quota_exceeded',
        `Monthly API quota would be exceeded. Used ${currentUsage} of ${hardCap} CVs this month; this request of ${count} CVs would push you over the limit. Please contact your administrator to increase your limit.`,
        { members: { current_usage: currentUsage, hard_cap: hardCap, requested_count: count, billing_month: month } },
      );
    }
    if (result.kind === 'insufficient') throw new ApiError('payment_required', 'The account has no credits left.');
    return presentScreening(result.job);
  }

  async find(accountId: string, id: string, detail: { readonly explanation: boolean; readonly bias: boolean }) {
    const job = await this.require(accountId, id);
    const candidates = job.status === 'completed' ? await this.matches.candidates(job.id) : [];
    return presentScreeningJob(job, candidates, await this.detailOf(detail));
  }

  /** Computes everything again from what was sent; 409 where lexicons or engine have changed since. */
  async replay(accountId: string, id: string, detail: { readonly explanation: boolean; readonly bias: boolean }) {
    const job = await this.require(accountId, id);
    if (job.status !== 'completed' || job.jobText === null)
      throw new ApiError('not_ready', 'The job is not complete yet.');
    const stored = await this.matches.candidates(job.id);
    const computed = await this.compute(job, stored);
    const identical = computed.every((one, i) => one.result === stored[i]!.result);
    return { body: presentScreeningJob(job, computed, await this.detailOf(detail)), identical };
  }

  private async compute(job: MatchJob, stored: readonly MatchCandidate[]): Promise<MatchCandidate[]> {
    const open = (await this.matcher.get()).open(job.jobText ?? '', job.criteria);
    if (open.versionHash !== job.versionHash)
      throw new ApiError(
        'conflict',
        'The matching engine, its lexicons or its weights have changed since this job ran, so that it cannot be replayed.',
        {
          members: { version_hash: job.versionHash, current_version_hash: open.versionHash },
        },
      );
    const computed: MatchCandidate[] = [];
    for (let from = 0; from < stored.length; from += REPLAY_BATCH) {
      const inputs = await this.matches.inputs(job.id, { from, limit: REPLAY_BATCH, onlyPending: false });
      for (const input of inputs) {
        const known = stored[input.position]!;
        if (known.result === null || (input.text === null && input.parsed === null)) computed.push(known);
        else {
          const { result, cvLanguage } = open.match(
            input.text !== null ? { kind: 'text', text: input.text } : { kind: 'record', ...input.parsed! },
          );
          computed.push({ ...known, result: JSON.stringify(result), cvLanguage });
        }
        await breathe();
      }
    }
    return computed;
  }

  private async detailOf(detail: { readonly explanation: boolean; readonly bias: boolean }): Promise<ScreeningDetail> {
    const matcher = detail.bias ? await this.matcher.get() : null;
    return {
      explanation: detail.explanation,
      reportBias: matcher && ((results) => matcher.reportBias(results)),
    };
  }

  private async versionsOf(accountId: string, { candidates }: ScreeningRequest): Promise<ReadonlyMap<string, number>> {
    const ids = candidates.flatMap(({ assetId }) => (assetId === null ? [] : [assetId.toLowerCase()]));
    if (ids.length === 0) return new Map();
    const valid = ids.filter((id) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id));
    const versions = await this.matches.latestVersions(accountId, valid);
    const errors = candidates.flatMap(({ assetId }, i) =>
      assetId !== null && !versions.has(assetId.toLowerCase())
        ? [
            {
              field: `candidates.${i}.asset_id`,
              code: 'unknown_asset',
              message: 'There is no parsed asset of this id.',
            },
          ]
        : [],
    );
    if (errors.length > 0) throw validationError(errors);
    return versions;
  }

  private async require(accountId: string, id: string): Promise<MatchJob> {
    const job = await this.matches.find(accountId, asUuid(id, 'job'), 'screen');
    if (!job) throw notFound('job');
    if (job.status === 'expired' || job.expiresAt.getTime() <= Date.now())
      throw new ApiError('gone', 'Results have expired. Jobs are retained for 72 hours from submission.');
    return job;
  }
}
