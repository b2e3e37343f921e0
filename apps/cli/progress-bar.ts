const WIDTH = 30;
const PAUSE_MILLISECONDS = 100;

/** A bar on standard error while somebody looks at it; a line a file where nobody does. */
export class ProgressBar {
  private done = 0;
  private label = '';
  private drawn = 0;
  private readonly watched = process.stderr.isTTY === true;

  constructor(private readonly total: number) {}

  enter(label: string): void {
    this.label = label;
    if (this.watched) this.draw();
    else process.stderr.write(`${this.percent()} ${label}\n`);
  }

  /** Still at work on the same part. */
  tick(): void {
    if (this.watched && Date.now() - this.drawn > PAUSE_MILLISECONDS) this.draw();
  }

  advance(amount: number): void {
    this.done = Math.min(this.total, this.done + amount);
    if (this.watched) this.draw();
  }

  end(): void {
    if (this.watched) process.stderr.write('\r\x1b[2K');
  }

  private percent(): string {
    const share = this.total === 0 ? 1 : this.done / this.total;
    return `${Math.floor(share * 100)} %`.padStart(5);
  }

  private draw(): void {
    const full = this.total === 0 ? WIDTH : Math.round((WIDTH * this.done) / this.total);
    process.stderr.write(`\r\x1b[2K${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${this.percent()} ${this.label}`);
    this.drawn = Date.now();
  }
}
