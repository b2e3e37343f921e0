import { processorTimeOf } from './processor-time.js';

describe('the processor time of a process', () => {
  it('is what the process itself counts, and told on Linux alone', () => {
    const { user, system } = process.cpuUsage();
    const told = processorTimeOf(process.pid);
    if (process.platform !== 'linux') return expect(told).toBeNull();
    // Each of four counters is cut to hundredths; children that ended come on top.
    expect(told).toBeGreaterThanOrEqual((user + system) / 1000 - 50);
  });

  it('is not told of a process that is gone', () => {
    expect(processorTimeOf(2 ** 30)).toBeNull();
  });
});
