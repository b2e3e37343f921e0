import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the queue looks like right now. */
export type QueueGauge = () => Promise<{ readonly depth: number; readonly oldestSeconds: number }>;

/** What the workers wrote down of their runs, as text for Prometheus. */
export type PipelineGauge = () => Promise<string>;

/** The figures of one API process, and those that all processes share. Labels are codes and route patterns only. */
export class ApiMetrics {
  readonly registry = new Registry();
  private readonly uploads = new Counter({
    name: 'vitamill_uploads_total',
    help: 'Uploads by result: accepted, or the code of the refusal',
    labelNames: ['result'],
    registers: [this.registry],
  });
  private readonly requests = new Histogram({
    name: 'vitamill_http_request_duration_seconds',
    help: 'Duration of HTTP requests by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [this.registry],
  });

  constructor(
    queue: QueueGauge,
    private readonly pipeline: PipelineGauge,
  ) {
    collectDefaultMetrics({ register: this.registry, prefix: 'vitamill_' });
    const depth = new Gauge({
      name: 'vitamill_queue_depth',
      help: 'Assets that wait or are being processed',
      registers: [this.registry],
    });
    new Gauge({
      name: 'vitamill_queue_oldest_seconds',
      help: 'Age of the oldest waiting asset',
      registers: [this.registry],
      async collect() {
        // A scrape must answer while the database is away; the gauges are then absent, which is alerted on.
        try {
          const state = await queue();
          depth.set(state.depth);
          this.set(state.oldestSeconds);
        } catch {
          depth.reset();
          this.reset();
        }
      },
    });
  }

  countUpload(result: string): void {
    this.uploads.inc({ result });
  }

  observeRequest(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status }, seconds);
  }

  async render(): Promise<string> {
    const [own, shared] = await Promise.all([this.registry.metrics(), this.pipeline().catch(() => '')]);
    return own + shared;
  }
}

export const API_METRICS = Symbol('ApiMetrics');
