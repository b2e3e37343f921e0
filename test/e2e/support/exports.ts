import { DisplayExportRepository, DisplayRepository, ExportRunRepository } from '@vitamill/persistence';
import type { ObjectStore } from '@vitamill/storage';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { RunExports } from '../../../apps/worker/exports/run-exports.js';
import { WorkerMetrics } from '../../../apps/worker/worker-metrics.js';

/** The worker's side of exports, over the database and the files of a test service. */
export function exportWorkerOver(
  { dataSource, store }: { readonly dataSource: DataSource; readonly store: ObjectStore },
  maxAttempts = 3,
) {
  const runs = new ExportRunRepository(dataSource);
  const settings = { runStaleSeconds: 60, maxAttempts, retrySeconds: 0 };
  const rows = new DisplayExportRepository(dataSource);
  const metrics = new WorkerMetrics();
  const worker = new RunExports(
    runs,
    rows,
    new DisplayRepository(dataSource),
    store,
    settings,
    metrics,
    pino({ level: 'silent' }),
  );
  return {
    worker,
    metrics,
    runs,
    async work(): Promise<void> {
      while ((await worker.round()) === 'again');
    },
  };
}
