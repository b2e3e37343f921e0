import type { Stage } from '@vitamill/domain';

export type AbortReason = 'lost' | 'draining';

/** What a run writes while it works. Both answer false once the asset belongs to it no more. */
export interface RunSigns {
  heartbeat(): Promise<boolean>;
  progress(stage: Stage, fraction: number): Promise<boolean>;
}

interface Progress {
  readonly stage: Stage;
  readonly fraction: number;
}

/**
 * A run that owns its asset: gives signs of life, writes progress no oftener than it must, and aborts the parse when the
 * asset was deleted or taken over.
 */
export class OwnedRun {
  private readonly controller = new AbortController();
  private readonly heart: NodeJS.Timeout;
  private latest: Progress | null = null;
  private writing: Promise<void> = Promise.resolve();
  private lastWrite = 0;
  private timer: NodeJS.Timeout | null = null;
  private ended = false;

  constructor(
    private readonly signs: RunSigns,
    heartbeatMilliseconds: number,
    private readonly progressMilliseconds = 500,
  ) {
    this.heart = setInterval(() => this.ask(signs.heartbeat()), heartbeatMilliseconds);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get abortReason(): AbortReason | null {
    return this.controller.signal.aborted ? (this.controller.signal.reason as AbortReason) : null;
  }

  abort(reason: AbortReason): void {
    this.controller.abort(reason);
  }

  /** Cheap to call as often as the parser likes. */
  report(progress: Progress): void {
    if (this.ended) return;
    this.latest = progress;
    this.timer ??= setTimeout(() => this.write(), Math.max(0, this.lastWrite + this.progressMilliseconds - Date.now()));
  }

  /** No write is on its way when this resolves, and none follows. */
  async end(): Promise<void> {
    this.ended = true;
    clearInterval(this.heart);
    if (this.timer) clearTimeout(this.timer);
    await this.writing;
  }

  private write(): void {
    const progress = this.latest;
    if (!progress || this.ended) return;
    this.latest = null;
    this.lastWrite = Date.now();
    this.writing = this.ask(this.signs.progress(progress.stage, progress.fraction)).finally(() => {
      this.timer = null;
      if (this.latest) this.report(this.latest);
    });
  }

  /** A database that is away says nothing about who owns the asset. */
  private async ask(owned: Promise<boolean>): Promise<void> {
    if ((await owned.catch(() => true)) === false && !this.ended) this.abort('lost');
  }
}
