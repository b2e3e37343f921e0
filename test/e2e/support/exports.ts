import { DisplayExportRepository, DisplayRepository, ExportRunRepository } from '@vitamill/persistence';
import type { ObjectStore } from '@vitamill/storage';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { RunExports } from '../../../apps/worker/exports/run-exports.js';

/** The worker's side of exports, over the database and the files of a test service. */
export function exportWorkerOver(
  { dataSource, store }: { readonly dataSource: DataSource; readonly store: ObjectStore },
  maxAttempts = 3,
) {
  const runs = new ExportRunRepository(dataSource);
  const settings = { runStaleSeconds: 60, maxAttempts, retrySeconds: 0 };
  const rows = new DisplayExportRepository(dataSource);
  const worker = new RunExports(
    runs,
    rows,
    new DisplayRepository(dataSource),
    store,
    settings,
    pino({ level: 'silent' }),
  );
  return {
    worker,
    runs,
    async work(): Promise<void> {
      while ((await worker.round()) === 'again');
    },
  };
}
