import { takeOffBullet } from './bullets.js';

describe('takeOffBullet', () => {
  it.each([
    ['• Led forty people', '•', 'Led forty people'],
    ['- Led forty people', '-', 'Led forty people'],
    ['– Led forty people', '–', 'Led forty people'],
    ['o Led forty people', 'o', 'Led forty people'],
    ['1. Led forty people', '1.', 'Led forty people'],
    ['2) Led forty people', '2)', 'Led forty people'],
    ['[3] A paper of note', '[3]', 'A paper of note'],
    ['\uF0B7 Led forty people', '\uF0B7', 'Led forty people'],
    ['•Led forty people', '•', 'Led forty people'],
    ['-', '-', ''],
  ])('%j', (text, bullet, rest) => {
    expect(takeOffBullet(text)).toEqual({ bullet, text: rest });
  });

  it.each([['-based work'], ['1. August 2021'], ['3 years in sales'], ['2019 – 2021'], ['*nix'], ['Oslo']])(
    '%j has none',
    (text) => {
      expect(takeOffBullet(text)).toEqual({ bullet: null, text });
    },
  );
});
