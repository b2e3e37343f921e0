import { Inject, Injectable } from '@nestjs/common';
import { contentWordsOfJob, type JobSpec } from '@vitamill/matching';
import { type CandidateQuery, CandidateSearchRepository, MatchRepository } from '@vitamill/persistence';
import { ApiError, notFound } from '../errors/api-errors.js';
import { asUuid } from '../http/uuid.js';
import { LazyMatcher, MATCHER } from './matching-parts.js';
import { today } from './read-criteria.js';

/** Candidates that are scored for a page of `limit`: enough that the order of the index does not decide. */
const shortlistFor = (limit: number): number => Math.min(55, limit + 5);

export interface SearchRequest {
  readonly jobSpec: string | null;
  readonly jobId: string | null;
  readonly like: string | null;
  readonly limit: number;
  readonly explanation: boolean;
}

/** Ranks the parsed CVs of an account against an advert, or finds those like one of them. */
@Injectable()
export class CandidatesService {
  constructor(
    @Inject(CandidateSearchRepository) private readonly candidates: CandidateSearchRepository,
    @Inject(MatchRepository) private readonly matches: MatchRepository,
    @Inject(MATCHER) private readonly matcher: LazyMatcher,
  ) {}

  async search(accountId: string, request: SearchRequest) {
    if (request.like !== null) return this.findLike(accountId, asUuid(request.like, 'asset'), request.limit);
    const text = request.jobSpec ?? (await this.textOfJob(accountId, request.jobId ?? ''));
    const open = (await this.matcher.get()).open(text, { referenceDate: today(), weights: {}, language: null });
    const near = await this.candidates.findNear(accountId, queryOf(open.spec), shortlistFor(request.limit));
    const scored = near.map(({ assetId, record, filename, externalRef }) => ({
      assetId,
      filename,
      externalRef,
      title: record.experience[0]?.title?.raw ?? record.contact.headline,
      match: open.match({ kind: 'record', record, provenance: {} }).result,
    }));
    scored.sort(
      (a, b) =>
        b.match.score - a.match.score ||
        b.match.explanation.uncapped - a.match.explanation.uncapped ||
        (a.assetId < b.assetId ? -1 : 1),
    );
    return {
      job: { title: open.spec.title, occupation: open.spec.occupation?.code ?? null, skills: open.spec.skills },
      version_hash: open.versionHash,
      results: scored.slice(0, request.limit).map(({ assetId, filename, externalRef, title, match }) => ({
        asset_id: assetId,
        filename,
        external_ref: externalRef,
        current_title: title,
        score: match.score,
        verdict: match.verdict,
        match_reasons: match.match_reasons,
        gaps: match.gaps,
        ...(request.explanation ? { explanation: match.explanation } : {}),
      })),
    };
  }

  private async findLike(accountId: string, assetId: string, limit: number) {
    const terms = await this.candidates.termsOf(accountId, assetId);
    if (!terms) throw notFound('asset');
    const near = await this.candidates.findNear(accountId, terms, limit, assetId);
    return {
      like: assetId,
      results: near.map(({ assetId: id, filename, externalRef, record }) => {
        const skills = record.skills.flatMap((skill) =>
          skill.id && terms.skills.includes(skill.id) ? [skill.name] : [],
        );
        const occupations = record.experience.flatMap(({ title }) =>
          title?.code && terms.occupations.includes(title.code) ? [title.code] : [],
        );
        return {
          asset_id: id,
          filename,
          external_ref: externalRef,
          current_title: record.experience[0]?.title?.raw ?? record.contact.headline,
          shared_skills: skills,
          shared_occupations: [...new Set(occupations)],
        };
      }),
    };
  }

  private async textOfJob(accountId: string, id: string): Promise<string> {
    const job = await this.matches.find(accountId, asUuid(id, 'job'));
    if (!job) throw notFound('job');
    if (job.jobText === null) throw new ApiError('gone', 'The job has expired.');
    return job.jobText;
  }
}

function queryOf(spec: JobSpec): CandidateQuery {
  const code = spec.occupation?.code;
  const must = spec.requirements
    .filter((one) => one.importance === 'must')
    .flatMap((one) => one.targets.flatMap((target) => target.skills));
  return {
    occupations: code ? [code, code.slice(0, 3)] : [],
    skills: [...new Set([...must, ...spec.skills])].slice(0, 30),
    words: contentWordsOfJob(spec).slice(0, 40),
  };
}
