import { WorkBudget } from './work-budget.js';

describe('a budget of work', () => {
  it('is used up by work that had a processor of its own', () => {
    const budget = new WorkBudget(1000, 50, 10);
    expect(budget.spend(1049, 1009)).toBe(false);
    expect(budget.spend(1050, 1010)).toBe(true);
  });

  it('does not count the waiting for a processor', () => {
    const budget = new WorkBudget(1000, 0, 0);
    expect(budget.spend(3000, 400)).toBe(false);
    expect(budget.spend(4800, 999)).toBe(false);
    expect(budget.spend(4900, 1000)).toBe(true);
  });

  it('counts the clock where several threads work, and where the processor cannot be told', () => {
    const threads = new WorkBudget(1000, 0, 0);
    expect(threads.spend(900, 1800)).toBe(false);
    expect(threads.spend(1000, 2000)).toBe(true);
    const untold = new WorkBudget(1000, 0, 0);
    expect(untold.spend(999, null)).toBe(false);
    expect(untold.spend(1000, null)).toBe(true);
  });

  it('ends work that hangs', () => {
    const budget = new WorkBudget(1000, 0, 0);
    expect(budget.spend(4999, 0)).toBe(false);
    expect(budget.spend(5000, 0)).toBe(true);
  });
});
