import type { CvParser } from '@vitamill/domain';
import { createMatcher } from '@vitamill/matcher';
import { MatchRepository, MatchRunRepository } from '@vitamill/persistence';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { RunMatch } from '../../../apps/worker/run-match.js';

/** The worker's side of matches, over the database of a test service: runs what waits in the outbox. */
export function matchWorkerOver(dataSource: DataSource, parser: CvParser) {
  const runs = new MatchRunRepository(dataSource);
  const settings = { runStaleSeconds: 60, maxAttempts: 3, retrySeconds: 0 };
  const worker = new RunMatch(
    new MatchRepository(dataSource),
    runs,
    async () => createMatcher(),
    parser,
    settings,
    pino({ level: 'silent' }),
  );
  return {
    runs,
    async work(): Promise<void> {
      const jobs: { id: string; match_id: string }[] = await dataSource.query(
        `SELECT job_id AS id, payload ->> 'matchId' AS match_id FROM outbox WHERE job_kind = 'run_match' ORDER BY id`,
      );
      for (const { id, match_id } of jobs) {
        await worker.run(match_id);
        await dataSource.query('DELETE FROM outbox WHERE job_id = $1', [id]);
      }
    },
  };
}
