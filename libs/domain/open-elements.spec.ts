import { boundOpenElements, MOST_OPEN_ELEMENTS } from './open-elements.js';

class Handler {
  readonly seen: string[] = [];
  onopentag(name: string): void {
    this.seen.push(name);
  }
  onclosetag(name: string): void {
    this.seen.push(`/${name}`);
  }
}

describe('open elements', () => {
  it('are handed on as they come', () => {
    const handler = boundOpenElements(new Handler(), () => new Error('too deep'));
    handler.onopentag('a');
    handler.onclosetag('a');
    expect(handler.seen).toEqual(['a', '/a']);
  });

  it('are refused at the first one too many, however many were closed before', () => {
    const handler = boundOpenElements(new Handler(), () => new Error('too deep'));
    for (let i = 0; i < 3 * MOST_OPEN_ELEMENTS; i++) {
      handler.onopentag('br');
      handler.onclosetag('br');
    }
    for (let i = 0; i < MOST_OPEN_ELEMENTS; i++) handler.onopentag('div');
    expect(() => handler.onopentag('div')).toThrow('too deep');
  });
});
