/** Memory that uploads in flight may take together. */
export class SpoolBudget {
  private used = 0;

  constructor(private readonly maxBytes: number) {}

  take(bytes: number): boolean {
    if (this.used + bytes > this.maxBytes) return false;
    this.used += bytes;
    return true;
  }

  give(bytes: number): void {
    this.used -= bytes;
  }
}

const FIRST_BYTES = 64 * 1024;

/** The one copy of an upload: a buffer that grows with what really arrives, up to the limit. */
export class ByteSpool {
  private buffer: Buffer<ArrayBuffer> = Buffer.alloc(0);
  private length = 0;
  private reserved = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly budget: SpoolBudget,
  ) {}

  /** `full` where the file is over its limit, `busy` where all uploads together are over theirs. */
  append(chunk: Uint8Array): 'ok' | 'full' | 'busy' {
    const needed = this.length + chunk.length;
    if (needed > this.maxBytes) return 'full';
    if (needed > this.buffer.length && !this.grow(needed)) return 'busy';
    this.buffer.set(chunk, this.length);
    this.length = needed;
    return 'ok';
  }

  /** A view, no copy. */
  bytes(): Buffer<ArrayBuffer> {
    return this.buffer.subarray(0, this.length);
  }

  release(): void {
    this.budget.give(this.reserved);
    this.reserved = 0;
    this.buffer = Buffer.alloc(0);
    this.length = 0;
  }

  private grow(needed: number): boolean {
    const capacity = Math.min(this.maxBytes, Math.max(needed, this.buffer.length * 2, FIRST_BYTES));
    if (!this.budget.take(capacity - this.reserved)) return false;
    this.reserved = capacity;
    const larger = Buffer.allocUnsafe(capacity);
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
    return true;
  }
}
