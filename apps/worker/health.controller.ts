import { Controller, Get, Header, Inject, ServiceUnavailableException } from '@nestjs/common';
import { WorkerMetrics } from './worker-metrics.js';

export interface HealthProbe {
  readonly name: string;
  /** Throws where the part does not work. */
  check(): Promise<void>;
}
export const HEALTH_PROBES = Symbol('HealthProbes');

const PROBE_MILLISECONDS = 3_000;

function works(probe: HealthProbe): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PROBE_MILLISECONDS);
  });
  const check = probe.check().then(
    () => true,
    () => false,
  );
  return Promise.race([check, deadline]).finally(() => clearTimeout(timer));
}

@Controller('api')
export class HealthController {
  constructor(
    @Inject(HEALTH_PROBES) private readonly probes: readonly HealthProbe[],
    @Inject(WorkerMetrics) private readonly metrics: WorkerMetrics,
  ) {}

  @Get('health/live')
  live() {
    return { status: 'ok' };
  }

  @Get('health/ready')
  async ready() {
    const results = await Promise.all(this.probes.map(works));
    const checks = Object.fromEntries(this.probes.map(({ name }, index) => [name, results[index] ? 'ok' : 'failed']));
    if (results.includes(false)) throw new ServiceUnavailableException({ status: 'failed', checks });
    return { status: 'ok', checks };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  render(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
