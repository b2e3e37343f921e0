import type { RecognisedLine } from './recogniser.js';

/** Parts of the type size, means of common text faces (serif and sans): high letters, small letters, feet. */
const HIGH = 0.72;
const SMALL = 0.53;
const ACCENTED = 0.93;
const FOOT = 0.21;

const CAPITAL_WITH_ACCENT =
  /[\u00C0-\u00C5\u00C8-\u00D6\u00D9-\u00DD\u010C\u010E\u0118\u011A\u011E\u0130\u0141-\u0143\u0147\u0158\u015A\u015E\u0160\u0164\u016E\u0179-\u017DЙЁЇ]/;
const HIGH_LETTER =
  /[\p{Lu}\p{N}bdfhijkltßéèêëáàâäãåíìîïóòôöõúùûüýñçčćďěňřšśťůžźżłğőűőίάέήόώύϊϋΐΰβδθλζξφψбйёії&@/()[\]|]/u;
const FOOTED_LETTER = /[gjpqyçşţąęțșγηημρφχψβζξςруфщцдЦЩДQ()[\]|/@,;]/u;
const SMALL_LETTER = /[\p{Ll}]/u;

/**
 * The size of a line's type in pixels, by the height of its words' boxes and the letters in them; null where no word
 * tells. The middle word speaks, so that one that swallowed a speck does not.
 */
export function typeSizeOf({ words }: RecognisedLine): number | null {
  const sizes: number[] = [];
  for (const { text, box, confidence } of words) {
    if (confidence < 0.5 || !/[\p{L}\p{N}]{2}/u.test(text)) continue;
    const top = CAPITAL_WITH_ACCENT.test(text)
      ? ACCENTED
      : HIGH_LETTER.test(text)
        ? HIGH
        : SMALL_LETTER.test(text)
          ? SMALL
          : null;
    if (top === null) continue;
    const size = (box[3] - box[1]) / (top + (FOOTED_LETTER.test(text) ? FOOT : 0));
    // By letters: long words are measured better than short ones.
    for (let i = 0; i < text.length; i++) sizes.push(size);
  }
  sizes.sort((a, b) => a - b);
  return sizes[sizes.length >> 1] ?? null;
}
