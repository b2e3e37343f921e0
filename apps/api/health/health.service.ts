import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../errors/api-errors.js';
import { HEALTH_PROBES, type HealthProbe } from '../ports.js';

const PROBE_MILLISECONDS = 3_000;

const withDeadline = (work: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('deadline')), PROBE_MILLISECONDS);
  });
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer));
};

@Injectable()
export class HealthService {
  constructor(@Inject(HEALTH_PROBES) private readonly probes: readonly HealthProbe[]) {}

  live() {
    return { status: 'ok' };
  }

  async ready() {
    const results = await Promise.allSettled(this.probes.map((probe) => withDeadline(probe.check())));
    const checks = Object.fromEntries(
      this.probes.map((probe, index) => [probe.name, results[index]?.status === 'fulfilled' ? 'ok' : 'failed']),
    );
    const failed = this.probes.map(({ name }) => name).filter((name) => checks[name] === 'failed');
    if (failed.length === 0) return { status: 'ok', checks };
    throw new ApiError('not_healthy', `Not ready: ${failed.join(', ')}.`, {
      headers: { 'retry-after': '5' },
      members: { checks },
    });
  }
}
