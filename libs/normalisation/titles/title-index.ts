import type { TitleLexicon } from '@vitamill/domain';
import { fold } from '../text/fold.js';
import { stem } from '../text/stem.js';
import { withoutGender } from './clean-title.js';

/** Where a language puts the word that says what somebody is: "store manager", "responsable de tienda". */
const HEAD_LAST = new Set(['en', 'de', 'nl', 'sv', 'da', 'no', 'fi', 'hu', 'tr']);
const COMPOUNDING = new Set(['de', 'nl', 'sv', 'da', 'no', 'fi', 'hu']);
/** From here on a qualifier follows: "assistant to the director", "developer for payments". */
const QUALIFIERS =
  /^(?:of|for|to|at|in|with|within|from|und|fur|im|in|bei|beim|der|des|von|fuer|voor|bij|van|op|til|ved|hos|for|i|pa|pri|vo|ve|pro|za|w|na|dla|ds|u|icin|de|du|des|en|a|au|aux|chez|di|del|della|dei|per|presso|da|do|em|para|por|la|el|și|si|pentru|в|во|на|по|за|при|для|с|у|з|σε|για)$/;
const STOP = new Set(
  'of the for and a de des du la le les et l d der die das und von fur im in van het voor en del della dei di il lo y e da do dos las los o os i w z ze na og och av til'.split(
    ' ',
  ),
);

interface Scored {
  readonly code: string;
  readonly score: number;
}

export interface HeadMatch {
  readonly code: string;
  /** Share of the title's letters that the term covers. */
  readonly coverage: number;
  readonly words: number;
}

/** The titles of one language, prepared for look-up. */
export class TitleIndex {
  private readonly exact = new Map<string, string>();
  private readonly byStems = new Map<string, string>();
  private readonly bags = new Map<string, string>();
  private readonly empty = new Set<string>();
  private longest = 1;
  private readonly endings = new Map<string, string>();
  private readonly endingLengths: readonly number[];
  private readonly rows: { readonly code: string; readonly title: string }[] = [];
  private grams: GramIndex | null = null;

  constructor(
    lexicon: TitleLexicon,
    readonly language: string,
  ) {
    for (const { code, titles } of lexicon.titlesIn(language))
      for (const title of titles) {
        const folded = fold(withoutGender(title));
        const words = this.stemsOf(folded);
        const stems = words.join(' ');
        if (code === '-') {
          this.empty.add(stems);
          continue;
        }
        this.rows.push({ code, title: folded });
        keep(this.exact, folded, code);
        keep(this.byStems, stems, code);
        keep(this.bags, [...words].sort().join(' '), code);
        this.longest = Math.max(this.longest, words.length);
        if (COMPOUNDING.has(language) && words.length === 1 && folded.length >= 4) keep(this.endings, words[0]!, code);
      }
    this.endingLengths = [...new Set([...this.endings.keys()].map((e) => e.length))].sort((a, b) => b - a);
  }

  stemsOf(folded: string): string[] {
    const words = folded.split(' ').filter((word) => word !== '');
    const kept = words.filter((word) => !STOP.has(word));
    return (kept.length > 0 ? kept : words).map((word) => stem(word, this.language));
  }

  findExact(folded: string): string | null {
    return this.exact.get(folded) ?? null;
  }

  findAlias(folded: string): string | null {
    const words = this.stemsOf(folded);
    return this.byStems.get(words.join(' ')) ?? this.bags.get([...words].sort().join(' ')) ?? null;
  }

  /** Whether the title is a word of rank or kind alone: "Manager", "Mitarbeiterin". */
  saysNothing(folded: string): boolean {
    const words = this.stemsOf(folded);
    return this.empty.has(words.join(' ')) || words.every((word) => this.empty.has(word));
  }

  /** The best lexicon term inside a title: the longest, and of equals the one where the language puts the head. */
  findHead(folded: string): HeadMatch | null {
    const words = folded.split(' ').filter((word) => word !== '');
    const qualifier = words.findIndex((word, i) => i > 0 && QUALIFIERS.test(word));
    const headed = qualifier > 0 ? this.headIn(words.slice(0, qualifier), words) : null;
    const anywhere = this.headIn(words, words);
    if (headed && (!anywhere || anywhere.words <= headed.words)) return headed;
    return anywhere;
  }

  private headIn(words: readonly string[], all: readonly string[]): HeadMatch | null {
    const kept = words.filter((word) => !STOP.has(word));
    const stems = kept.map((word) => stem(word, this.language));
    const letters = all.filter((w) => !STOP.has(w)).reduce((sum, word) => sum + word.length, 0);
    const last = HEAD_LAST.has(this.language);
    for (let length = Math.min(this.longest, stems.length); length > 0; length--) {
      const starts = Array.from({ length: stems.length - length + 1 }, (_, i) => i);
      if (last) starts.reverse();
      for (const start of starts) {
        const code = this.byStems.get(stems.slice(start, start + length).join(' '));
        if (code === undefined) continue;
        const covered = kept.slice(start, start + length).reduce((sum, word) => sum + word.length, 0);
        return { code, coverage: covered / letters, words: length };
      }
      if (length === 1) return this.findEnding(kept, letters);
    }
    return null;
  }

  /** "Lebensmittelverkäuferin" by "Verkäuferin". */
  private findEnding(words: readonly string[], letters: number): HeadMatch | null {
    if (this.endings.size === 0) return null;
    for (const word of [...words].reverse()) {
      const key = stem(word, this.language);
      for (const length of this.endingLengths) {
        if (length >= key.length - 1 || length < 4) continue;
        const code = this.endings.get(key.slice(-length));
        if (code !== undefined) return { code, coverage: length / letters, words: 0 };
      }
    }
    return null;
  }

  /** Unit groups of the titles that resemble this one, best first. Scores 0..1. */
  findSimilar(folded: string, except?: string): readonly Scored[] {
    this.grams ??= new GramIndex(this.rows, this.language);
    return this.grams.find(folded, except);
  }
}

const keep = (map: Map<string, string>, key: string, code: string): void => {
  if (!map.has(key)) map.set(key, code);
};

/** How much the parts of words count beside whole words. */
const GRAM_WEIGHT = 0.35;
const GRAM_LENGTH = 4;
const NEIGHBOURS = 8;

/** Titles by their words and the parts of them, weighed by rarity; similarity is the cosine. */
class GramIndex {
  private readonly postings = new Map<string, number[]>();
  private readonly norms: Float64Array;

  constructor(
    private readonly rows: readonly { readonly code: string; readonly title: string }[],
    private readonly language: string,
  ) {
    rows.forEach(({ title }, row) => {
      for (const feature of new Set(featuresOf(title, language))) {
        const rowsOf = this.postings.get(feature);
        if (rowsOf) rowsOf.push(row);
        else this.postings.set(feature, [row]);
      }
    });
    this.norms = new Float64Array(rows.length);
    for (const [feature, rowsOf] of this.postings)
      for (const row of rowsOf) this.norms[row]! += this.weight(feature) ** 2;
  }

  private weight(feature: string): number {
    const rarity = Math.log(1 + this.rows.length / (this.postings.get(feature)?.length ?? 0.5));
    return feature.startsWith('#') ? GRAM_WEIGHT * rarity : rarity;
  }

  find(title: string, except?: string): readonly Scored[] {
    const dots = new Map<number, number>();
    let norm = 0;
    for (const feature of new Set(featuresOf(title, this.language))) {
      const weight = this.weight(feature);
      norm += weight ** 2;
      for (const row of this.postings.get(feature) ?? []) dots.set(row, (dots.get(row) ?? 0) + weight ** 2);
    }
    const near = [...dots]
      .filter(([row]) => this.rows[row]!.title !== except)
      .map(([row, dot]) => ({ row, score: dot / Math.sqrt(norm * this.norms[row]!) }))
      .sort((a, b) => b.score - a.score || a.row - b.row)
      .slice(0, NEIGHBOURS);
    const byCode = new Map<string, number>();
    near.forEach(({ row, score }) => {
      const { code } = this.rows[row]!;
      const best = byCode.get(code);
      // further titles of the same group add to the nearest one
      byCode.set(code, best === undefined ? score : Math.min(1, best + 0.15 * score));
    });
    return [...byCode].map(([code, score]) => ({ code, score })).sort((a, b) => b.score - a.score);
  }
}

function featuresOf(folded: string, language: string): string[] {
  return folded
    .split(' ')
    .filter((word) => word !== '' && !STOP.has(word))
    .flatMap((word) => {
      const key = stem(word, language);
      const grams: string[] = [key];
      for (let i = 0; key.length > GRAM_LENGTH && i + GRAM_LENGTH <= key.length; i++)
        grams.push(`#${key.slice(i, i + GRAM_LENGTH)}`);
      return grams;
    });
}
