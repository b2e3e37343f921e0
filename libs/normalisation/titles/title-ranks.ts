import { MANAGEMENT_LEVELS, type RankTerm, SENIORITY_LEVELS, type TitleRank } from '@vitamill/domain';
import { fold } from '../text/fold.js';
import { withoutGender } from './clean-title.js';

interface Rank {
  readonly words: readonly string[];
  readonly term: RankTerm;
  /** Whether the words stay in the title: they say what somebody does, not only how long. */
  readonly stays: boolean;
}

/** What the words of rank in a title say; the rank of the longest term counts, then the higher one. */
export class TitleRanks {
  private readonly byFirst = new Map<string, Rank[]>();
  private readonly endings: { readonly ending: string; readonly term: RankTerm }[] = [];

  constructor(terms: readonly RankTerm[], language: string) {
    for (const term of terms) {
      if (term.language !== language && term.language !== 'en') continue;
      if (term.term.startsWith('-')) {
        this.endings.push({ ending: fold(term.term), term });
        continue;
      }
      const words = fold(term.term).split(' ');
      // ranks that lead are part of the occupation: "head of marketing"; so is what the lexicon marks: "Projektleiter"
      const rank = { words, term, stays: term.management !== null || term.term.startsWith('+') };
      const there = this.byFirst.get(words[0]!);
      if (there) there.push(rank);
      else this.byFirst.set(words[0]!, [rank]);
    }
    for (const ranks of this.byFirst.values()) ranks.sort((a, b) => b.words.length - a.words.length);
    this.endings.sort((a, b) => b.ending.length - a.ending.length);
  }

  /** Terms of rank in a title; the words of the title without those that say nothing but a rank. */
  read(title: string): TitleRank & { readonly rest: string } {
    const words = fold(withoutGender(title)).split(' ');
    const found: RankTerm[] = [];
    const rest: string[] = [];
    for (let i = 0; i < words.length; i++) {
      const word = words[i]!;
      const rank = this.byFirst.get(word)?.find((r) => r.words.every((w, n) => words[i + n] === w));
      if (rank) {
        found.push(rank.term);
        if (rank.stays) rest.push(...rank.words);
        i += rank.words.length - 1;
        continue;
      }
      const ending = this.endings.find((e) => word.length > e.ending.length + 2 && word.endsWith(e.ending));
      if (ending) found.push(ending.term);
      rest.push(word);
    }
    const managements = found.flatMap((f) => f.management ?? []);
    const management = MANAGEMENT_LEVELS.filter((level) => managements.includes(level)).at(-1) ?? null;
    const learners = found.filter((f) => ['intern', 'apprentice'].includes(f.seniority));
    const seniorities = (learners.length > 0 ? learners : found).map((f) => f.seniority);
    return {
      seniority: SENIORITY_LEVELS.filter((level) => seniorities.includes(level)).at(-1) ?? null,
      // whoever is learning or assisting leads nobody
      management: learners.length > 0 || found.some((f) => f.seniority === 'mid') ? null : management,
      rest: rest.join(' '),
    };
  }
}
