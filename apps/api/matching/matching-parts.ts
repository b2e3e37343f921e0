import type { Matcher } from '@vitamill/matcher';

export const MATCHER = Symbol('Matcher');

/** The matching core, loaded and made when it is first asked: its lexicons take a second. */
export class LazyMatcher {
  private made: Promise<Matcher> | null = null;

  constructor(private readonly create: () => Promise<Matcher>) {}

  get(): Promise<Matcher> {
    this.made ??= this.create();
    return this.made;
  }
}
