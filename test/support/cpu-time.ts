/**
 * CPU seconds that work takes in this process: what else the machine does is not in them, so that a bound on them tells
 * runaway patterns from a busy machine. Bounds are many times what is usual.
 */
export async function cpuSeconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
