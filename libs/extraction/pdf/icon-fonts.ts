import type { IconHint } from '@vitamill/domain';

const ICON_FONT =
  /font-?awesome|^fa-|material-?(?:icons|symbols|design)|icomoon|glyphicons|ionicons|feather|bootstrap-?icons|academicons|typicons|entypo|fontello|remixicon|lineawesome|simple-?icons|devicon|octicons|phosphor|themify|linearicons|ETmodules|marvosym|tabler-?icons/i;
const PICTOGRAM_FONT = /wingdings|webdings|dingbats|^symbol/i;

export const isIconFont = (name: string): boolean => ICON_FONT.test(name);
export const isPictogramFont = (name: string): boolean => PICTOGRAM_FONT.test(name);

/** Glyph names of Font Awesome, Material, Academicons and MarVoSym. */
const HINTS_BY_NAME: readonly (readonly [RegExp, IconHint])[] = [
  [/phone|mobile|tele|call|whatsapp|fax/i, 'phone'],
  [/mail|envelope|letter|at$|^at\b/i, 'mail'],
  [/map|location|place|pin|home|house|marker|compass|address|street/i, 'place'],
  [
    /link|globe|web|github|gitlab|twitter|xing|orcid|scholar|world|language|skype|stack|facebook|instagram|medium|website|internet|url|www|dribbble|behance|youtube|mastodon|researchgate|telegram/i,
    'link',
  ],
];

/** Code points that Font Awesome 4, 5 and 6 share, of those that stand in CVs. */
const HINTS_BY_CODE: ReadonlyMap<number, IconHint> = new Map<number, IconHint>([
  ...[0xf095, 0xf098, 0xf10b, 0xf3cd, 0xf3ce, 0xf879, 0xf87b, 0xf2a0, 0xf232, 0xf1ac, 0xe0cd, 0xe32c, 0xe0b0].map(
    (code) => [code, 'phone'] as const,
  ),
  ...[0xf0e0, 0xf003, 0xf2b6, 0xf2b7, 0xf658, 0xf1fa, 0xe158, 0xe0be].map((code) => [code, 'mail'] as const),
  ...[0xf041, 0xf3c5, 0xf015, 0xf279, 0xf277, 0xf276, 0xf601, 0xf60b, 0xf5a0, 0xe55f, 0xe0c8, 0xe88a].map(
    (code) => [code, 'place'] as const,
  ),
  ...[
    0xf0ac, 0xf57d, 0xf0c1, 0xf08c, 0xf0e1, 0xf09b, 0xf092, 0xf113, 0xf296, 0xf081, 0xf099, 0xf168, 0xf169, 0xf16c,
    0xf16d, 0xf17e, 0xf082, 0xf09a, 0xf39e, 0xf8d2, 0xf35d, 0xf08e, 0xe80b, 0xe894, 0xf7a2, 0xf4f6, 0xf19d,
  ].map((code) => [code, 'link'] as const),
]);

const HINTS_BY_CHARACTER: ReadonlyMap<string, IconHint> = new Map<string, IconHint>([
  ...[...'☎☏✆📞📱📲🕾🕿🖀🕻'].map((glyph) => [glyph, 'phone'] as const),
  ...[...'✉🖂📧📨📩🖃🖄✉'].map((glyph) => [glyph, 'mail'] as const),
  ...[...'📍🏠🏡⌂📌🗺🏘'].map((glyph) => [glyph, 'place'] as const),
  ...[...'🔗🌐🌍🌎🌏💻🖥'].map((glyph) => [glyph, 'link'] as const),
]);

/** MarVoSym puts its signs on letters. */
const MARVOSYM: ReadonlyMap<string, IconHint> = new Map<string, IconHint>([
  ...[...'THFf'].map((glyph) => [glyph, 'phone'] as const),
  ...[...'BAk'].map((glyph) => [glyph, 'mail'] as const),
]);

/** Wingdings, Webdings and Symbol through their private code points. */
const PICTOGRAM_TEXT: ReadonlyMap<number, string> = new Map([
  [0xf0b7, '•'],
  [0xf0a7, '▪'],
  [0xf06e, '■'],
  [0xf06c, '●'],
  [0xf071, '❑'],
  [0xf072, '❒'],
  [0xf076, '❖'],
  [0xf0a8, '◻'],
  [0xf0d8, '➢'],
  [0xf0e0, '→'],
  [0xf0e8, '➔'],
  [0xf0fc, '✓'],
  [0xf0fb, '✗'],
  [0xf0fe, '☑'],
  [0xf0a1, '○'],
  [0xf0a2, '○'],
  [0xf09f, '•'],
  [0xf09e, '·'],
  [0xf0d6, '➢'],
  [0xf0f0, '→'],
  [0xf0ae, '→'],
  [0xf02d, '-'],
  [0xf020, ' '],
  [0xf0e6, '→'],
  [0xf0b4, '×'],
  [0xf0a3, '○'],
  [0xf06f, '□'],
  [0xf070, '❐'],
  [0xf075, '◆'],
  [0xf077, '⬥'],
  [0xf073, '⬧'],
]);
const PICTOGRAM_HINTS: ReadonlyMap<number, IconHint> = new Map<number, IconHint>([
  [0xf028, 'phone'],
  [0xf029, 'phone'],
  [0xf02a, 'mail'],
  [0xf02b, 'mail'],
  [0xf048, 'place'],
  [0xf0c9, 'phone'],
  [0xf099, 'mail'],
]);

const BULLET_NAME =
  /^(?:circle|dot-circle|square|caret-right|angle-right|chevron-right|bullet|dot|minus|diamond|asterisk|arrow-right|long-arrow-right|check|check-circle|hand-point-right|play)$/i;
const BULLET_CODES = new Set([
  0xf111, 0xf0c8, 0xf0da, 0xf105, 0xf054, 0xf192, 0xf10c, 0xf00c, 0xf058, 0xf061, 0xf101, 0xf04b, 0xf0a4,
]);

export type GlyphMeaning =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'icon'; readonly hint: IconHint }
  | { readonly kind: 'unknown' };

export const isPrivateUse = (code: number): boolean =>
  (code >= 0xe000 && code <= 0xf8ff) || (code >= 0xf0000 && code <= 0x10fffd);

/** What a glyph of an icon font, a pictogram font or a private code point stands for. */
export function readPictogram(
  text: string,
  glyphName: string | null,
  fontName: string,
  iconFont: boolean,
): GlyphMeaning {
  const code = text.codePointAt(0) ?? 0;
  if (iconFont) {
    if (/^\s*$/.test(text)) return { kind: 'text', text: ' ' };
    if (BULLET_CODES.has(code) || (glyphName && BULLET_NAME.test(glyphName))) return { kind: 'text', text: '•' };
    return { kind: 'icon', hint: iconHint(text, code, glyphName, fontName) };
  }
  const bullet = PICTOGRAM_TEXT.get(code);
  if (bullet) return { kind: 'text', text: bullet };
  const hint = PICTOGRAM_HINTS.get(code) ?? HINTS_BY_CODE.get(code);
  if (hint) return { kind: 'icon', hint };
  return BULLET_CODES.has(code) ? { kind: 'text', text: '•' } : { kind: 'unknown' };
}

/** A telephone, envelope, pin or globe that stands as an ordinary character. */
export const hintOfCharacter = (text: string): IconHint | null =>
  HINTS_BY_CHARACTER.get(text.replace(/[\uFE0E\uFE0F]/g, '')) ?? null;

function iconHint(text: string, code: number, glyphName: string | null, fontName: string): IconHint {
  const byCode = HINTS_BY_CODE.get(code) ?? HINTS_BY_CHARACTER.get(text);
  if (byCode) return byCode;
  if (/marvosym/i.test(fontName)) return MARVOSYM.get(text) ?? hintByName(glyphName) ?? 'other';
  // Material fonts are typed as words that the font draws as one sign.
  return hintByName(glyphName) ?? hintByName(/^[a-z_]{3,}$/.test(text) ? text : null) ?? 'other';
}

function hintByName(name: string | null): IconHint | null {
  if (!name) return null;
  return HINTS_BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
