import { type Cefr, foldKeepingLength, type SectionKind, type Vocabulary } from '@vitamill/domain';
import { splitWords } from '../text/words.js';
import type { CandidateEntry, CandidateLine, CandidateProfile, LineContext } from '../types.js';
import { isCopied, isKeywordBlock, type JobWords } from './guard.js';

const CONTEXTS: Partial<Record<SectionKind, LineContext>> = {
  summary: 'summary',
  experience: 'work',
  education: 'study',
  skills: 'skills',
  languages: 'languages',
  certifications: 'certificates',
  courses: 'certificates',
  driving_licence: 'certificates',
  projects: 'projects',
  publications: 'projects',
  awards: 'other',
  volunteering: 'projects',
  memberships: 'certificates',
};
/** Sections whose lines say who somebody is, not what they can do, or belong to others. */
const PRIVATE: readonly SectionKind[] = ['contact', 'personal', 'references', 'signature', 'interests'];

export const contextOf = (kind: SectionKind): LineContext | 'private' =>
  PRIVATE.includes(kind) ? 'private' : (CONTEXTS[kind] ?? 'other');

/** Collects lines and entries of one CV and leaves out what is no proof. */
export class ProfileBuilder {
  private readonly lines: CandidateLine[] = [];
  private readonly entries: CandidateEntry[] = [];
  private readonly ignored: { reason: 'copied_from_job' | 'keyword_block'; text: string }[] = [];

  constructor(
    private readonly language: string | null,
    private readonly vocabulary: Vocabulary,
    private readonly job: JobWords,
  ) {}

  addEntry(entry: CandidateEntry): number {
    this.entries.push(entry);
    return this.entries.length - 1;
  }

  addLine(line: CandidateLine): void {
    const text = line.text.trim();
    if (text && !this.refuses(text)) this.lines.push({ ...line, text });
  }

  /** Whether a text proves nothing; notes why. */
  refuses(text: string): boolean {
    const reason = isCopied(text, this.job.runs)
      ? 'copied_from_job'
      : isKeywordBlock(text, this.vocabulary.functionWords, this.job)
        ? 'keyword_block'
        : null;
    if (reason) this.ignored.push({ reason, text });
    return reason !== null;
  }

  build(stated: CandidateProfile['languages'] = []): CandidateProfile {
    const { language, lines, entries, ignored } = this;
    const languages = stated.length > 0 ? stated : languagesIn(lines, this.vocabulary);
    return { language, lines, entries, languages, ignored };
  }
}

const CEFR = /(?<![\p{L}\p{N}])([abc][12])(?![\p{L}\p{N}])/u;

/** Languages with their levels out of lines that list them. */
function languagesIn(lines: readonly CandidateLine[], vocabulary: Vocabulary): CandidateProfile['languages'] {
  const best = new Map<string, { code: string; cefr: Cefr | null; line: number }>();
  lines.forEach((line, index) => {
    if (line.context === 'work' || line.context === 'study') return;
    const folded = foldKeepingLength(line.text);
    const parts = folded.split(/[,;|•]|\s-\s|\.\s/);
    let previous: { code: string; cefr: Cefr | null; line: number } | null = null;
    for (const part of parts) {
      const words = splitWords(part);
      if (words.length === 0 || words.length > 14) continue;
      const names = vocabulary.languageNames.findAll(words);
      const level = CEFR.exec(part)?.[1]?.toUpperCase() ?? vocabulary.languageLevels.findAll(words)[0]?.value ?? null;
      if (names.length === 0) {
        if (previous && previous.cefr === null && level) previous.cefr = level as Cefr;
        continue;
      }
      if (line.context !== 'languages' && level === null && names.length < 2 && words.length > 3) continue;
      for (const { value } of names) {
        const one = { code: value, cefr: level as Cefr | null, line: index };
        const known = best.get(value);
        if (!known || (known.cefr === null && one.cefr !== null)) best.set(value, one);
        previous = best.get(value) ?? one;
      }
    }
  });
  return [...best.values()];
}
