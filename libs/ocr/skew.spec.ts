import type { InkMap } from './ink.js';
import { estimateSkew, turnInk } from './skew.js';

/** Lines of letter-like dots, turned clockwise by `degrees`. */
function linesTurnedBy(degrees: number): InkMap {
  const [width, height] = [600, 800];
  const data = new Uint8Array(width * height);
  const tilt = Math.tan((degrees * Math.PI) / 180);
  for (let line = 0; line < 25; line++) {
    for (let x = 60; x < 540; x++) {
      if ((x * 31 + line * 17) % 11 < 4) continue;
      const y = Math.round(100 + line * 24 + (x - 300) * tilt);
      for (let k = 0; k < 7; k++) data[(y + k) * width + x] = 1;
    }
  }
  return { data, width, height, scale: 1 };
}

describe('estimateSkew', () => {
  it.each([0, 1, -3.4, 6, -12.5])('finds the angle that undoes a skew of %d degrees', (degrees) => {
    expect(Math.abs(estimateSkew(linesTurnedBy(degrees)).degrees + degrees)).toBeLessThan(0.25);
  });

  it('finds rows less sharp on a page that lies on its side', () => {
    const upright = linesTurnedBy(0);
    expect(estimateSkew(upright).sharpness).toBeGreaterThan(1.5 * estimateSkew(turnInk(upright)).sharpness);
  });

  it('leaves an empty page alone', () => {
    expect(estimateSkew({ data: new Uint8Array(100), width: 10, height: 10, scale: 1 }).degrees).toBe(0);
  });
});
