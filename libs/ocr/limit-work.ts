import { WorkBudget } from '@vitamill/domain';

const LOOK_MILLISECONDS = 200;

function processorMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Calls `onSpent` once when this process has worked for so long; gives what ends the watch. `elsewhere`: the work is done by
 * other processes, so that the clock alone tells.
 */
export function limitWork(milliseconds: number, elsewhere: boolean, onSpent: () => void): () => void {
  const budget = new WorkBudget(milliseconds, performance.now(), processorMilliseconds());
  const watch = setInterval(
    () => {
      if (!budget.spend(performance.now(), elsewhere ? null : processorMilliseconds())) return;
      clearInterval(watch);
      onSpent();
    },
    Math.min(LOOK_MILLISECONDS, milliseconds),
  );
  return () => clearInterval(watch);
}
