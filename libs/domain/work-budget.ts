/** Wall time after which a budget is used up even by work that hardly got a processor, in multiples of the budget. */
const PATIENCE = 5;

/**
 * Milliseconds of work, of which the waiting for a busy machine is no part: what counts is the processor's time, and time
 * on the clock where several threads use more. Work that hangs without a processor ends after five times the budget.
 */
export class WorkBudget {
  private spent = 0;
  private readonly started: number;

  /** `wall` and `processor`: milliseconds now, of the clock and of the work's process. */
  constructor(
    private readonly milliseconds: number,
    private wall: number,
    private processor: number,
  ) {
    this.started = wall;
  }

  /** Counts what passed since the last call; whether the budget is used up. `processor` null: it cannot be told. */
  spend(wall: number, processor: number | null): boolean {
    const passed = wall - this.wall;
    this.spent += processor === null ? passed : Math.min(passed, Math.max(0, processor - this.processor));
    this.wall = wall;
    this.processor = processor ?? this.processor;
    return this.spent >= this.milliseconds || wall - this.started >= PATIENCE * this.milliseconds;
  }
}
