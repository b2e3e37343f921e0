import type { ExpiredBatch } from '@vitamill/persistence';
import { until } from '../../../test/support/until.js';
import { startRetentionLoop } from './retention-loop.js';

const nothing: ExpiredBatch = { keys: [], failures: [], next: null };
const failure = (assetId: string) => ({ assetId, error: new Error('not erased') });

/** The loop over batches that are given, and nothing behind them. */
function loopOver(batches: readonly ExpiredBatch[], pause: number) {
  const asked: (string | null)[] = [];
  const failed: string[] = [];
  const deleted: string[] = [];
  const retention = {
    eraseExpired: async (_: number, after: ExpiredBatch['next'] = null) => {
      asked.push(after?.id ?? null);
      return batches[asked.length - 1] ?? nothing;
    },
  };
  const store = { delete: async (key: string) => void deleted.push(key) };
  const loop = startRetentionLoop(
    retention,
    store,
    pause,
    (failures) => failed.push(...failures.map(({ assetId }) => assetId)),
    () => undefined,
  );
  return { loop, asked, failed, deleted };
}

describe('the loop that erases on time', () => {
  it('goes through what is due at once, tells what could not be erased, and rests', async () => {
    const next = { expiresAt: '2026-01-01', id: 'b' };
    const first = { keys: ['x'], failures: [failure('a'), failure('b')], next };
    const last = { keys: ['y'], failures: [failure('c')], next: null };
    const { loop, asked, failed, deleted } = loopOver([first, last], 600_000);
    await until(() => deleted.length === 2);
    await loop.stop();
    expect(asked).toEqual([null, 'b']);
    expect([failed, deleted]).toEqual([
      ['a', 'b', 'c'],
      ['x', 'y'],
    ]);
  });

  it('begins from the start after its rest', async () => {
    const next = { expiresAt: '2026-01-01', id: 'a' };
    const { loop, asked } = loopOver([{ ...nothing, next }], 5);
    await until(() => asked.length >= 3);
    await loop.stop();
    expect(asked.slice(0, 3)).toEqual([null, 'a', null]);
  });
});
