/** What stands behind a text: a colour, white paper (null), or something whose colour is not known. */
export type Backdrop = string | null | 'unknown';

const NAMED: Readonly<Record<string, string>> = {
  white: '#ffffff',
  black: '#000000',
  red: '#ff0000',
  green: '#008000',
  blue: '#0000ff',
  navy: '#000080',
  gray: '#808080',
  grey: '#808080',
  silver: '#c0c0c0',
  maroon: '#800000',
  yellow: '#ffff00',
  orange: '#ffa500',
  teal: '#008080',
  purple: '#800080',
  snow: '#fffafa',
  ivory: '#fffff0',
  whitesmoke: '#f5f5f5',
};

/** `#rrggbb` from hex digits, CSS names or rgb(); null where it is none of these. */
export function parseColour(value: string | null | undefined): string | null {
  const text = value?.trim().toLowerCase() ?? '';
  const hex = /^#?([0-9a-f]{6})(?:[0-9a-f]{2})?$/.exec(text)?.[1];
  if (hex) return `#${hex}`;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])[0-9a-f]?$/.exec(text);
  if (short) return `#${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}`;
  const rgb = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})/.exec(text);
  if (rgb)
    return `#${[rgb[1], rgb[2], rgb[3]].map((part) => Math.min(255, Number(part)).toString(16).padStart(2, '0')).join('')}`;
  return NAMED[text] ?? null;
}

/** Channel steps out of 255 that no eye tells apart. */
const INDISTINGUISHABLE = 10;

/** Whether a text of this colour vanishes in front of the backdrop. */
export function vanishesOn(colour: string | null, backdrop: Backdrop): boolean {
  if (colour === null || backdrop === 'unknown') return false;
  const behind = backdrop ?? '#ffffff';
  return [1, 3, 5].every(
    (at) =>
      Math.abs(Number.parseInt(colour.slice(at, at + 2), 16) - Number.parseInt(behind.slice(at, at + 2), 16)) <=
      INDISTINGUISHABLE,
  );
}
