import { asSystem } from '@vitamill/persistence';
import type { Logger } from 'pino';

/**
 * Work that waits in the database, done beside the requests: looked for every so often, and at once when somebody says so.
 * Several processes may do the same work; claiming it is the work's own affair.
 */
export class BackgroundWork {
  private readonly working = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | null = null;
  private isClosing = false;

  constructor(
    /** Goes on until nothing waits, or `isClosing` says that the process ends. */
    private readonly work: (isClosing: () => boolean) => Promise<void>,
    private readonly options: { readonly parallel: number; readonly everyMilliseconds: number; readonly what: string },
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.wake(), this.options.everyMilliseconds);
    this.timer.unref();
  }

  /** Resolves when what is at work is done. */
  async stop(): Promise<void> {
    this.isClosing = true;
    if (this.timer) clearInterval(this.timer);
    await Promise.allSettled(this.working);
  }

  /** Looks for what waits. Returns at once. */
  wake(): void {
    if (this.isClosing || this.working.size >= this.options.parallel) return;
    const work = asSystem(() => this.work(() => this.isClosing))
      .catch((error: unknown) =>
        this.logger.warn({ error: (error as Error).name, work: this.options.what }, 'background work failed'),
      )
      .finally(() => this.working.delete(work));
    this.working.add(work);
  }
}
