import type { Matcher } from '@vitamill/matcher';

export const MATCHER = Symbol('Matcher');

/** The matching core, made when it is first asked: its lexicons take a second to load. */
export class LazyMatcher {
  private made: Matcher | null = null;

  constructor(private readonly create: () => Matcher) {}

  get(): Matcher {
    this.made ??= this.create();
    return this.made;
  }
}
