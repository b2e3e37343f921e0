import { processorTimeOf } from './processor-time.js';

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('the processor time of a process', () => {
  onLinux('is what the process itself counts', () => {
    const { user, system } = process.cpuUsage();
    const told = processorTimeOf(process.pid)!;
    // Each of four counters is cut to hundredths; children that ended come on top.
    expect(told).toBeGreaterThanOrEqual((user + system) / 1000 - 50);
  });

  it('is not told of a process that is gone', () => {
    expect(processorTimeOf(2 ** 30)).toBeNull();
  });
});
