import type { FindingCode, Issue, Page, PageReader } from '@vitamill/domain';
import { cancelled, OutOfTime } from './cancellation.js';
import { DEFAULT_OCR_CONFIG, type OcrConfig } from './config.js';
import type { GreyPicture } from './grey-picture.js';
import { languageOf } from './languages.js';
import { limitWork } from './limit-work.js';
import { NativeRecogniser } from './native-recogniser.js';
import { keepToScript, type WordsOfLanguage } from './one-script.js';
import { PackagedRecogniser } from './packaged-recogniser.js';
import { openPageSource, type PageSource } from './page-source.js';
import type { Quadrilateral } from './perspective.js';
import { type PictureReading, readPicture } from './read-picture.js';
import type { Recogniser } from './recogniser.js';
import { pageWithWords } from './words-to-items.js';

const LOW_CONFIDENCE = 0.6;
/** Points of A4. */
const LONG_SIDE = 842;
/** A page with text of its own is worth replacing when its picture shows this many times the letters. */
const RICHER = 1.5;
/** A picture with less than this share of a text layer's letters was read badly itself. */
const POORER = 0.5;
/** Share of the words of an unlikely text layer from which on the picture proves it right: a language not known. */
const SAME_TEXT = 0.75;

/**
 * Reads pictures of pages with tesseract, offline. Its engine starts with the first page and stays warm until `close`.
 * `wordsOf` knows words of languages in other scripts than Latin.
 */
export function createPageReader(config: OcrConfig = {}, wordsOf: WordsOfLanguage = () => new Set()): PageReader {
  const resolved = { ...DEFAULT_OCR_CONFIG, ...config };
  const recogniser: Recogniser =
    resolved.engine === 'native' ? new NativeRecogniser(resolved) : new PackagedRecogniser(resolved);

  return {
    async readPages(bytes, document, { locale, limits, signal, onPage }) {
      if (signal?.aborted) throw cancelled();
      const wanted = document.pages.filter((page) => page.needsOcr !== null);
      if (wanted.length === 0) return { pages: document.pages, issues: [] };
      const taken = wanted.slice(0, limits.maxOcrPages);
      const issues: Issue[] = [];
      if (taken.length < wanted.length) {
        issues.push(
          finding('page_limit_reached', 'warning', 'More pages need OCR than may be read; the rest is left out.'),
        );
      }

      const stop = new AbortController();
      const onAbort = () => stop.abort(cancelled());
      signal?.addEventListener('abort', onAbort, { once: true });
      const elsewhere = resolved.engine === 'native';
      const endWatch = limitWork(limits.maxOcrMilliseconds, elsewhere, () => stop.abort(new OutOfTime()));
      const read = new Map<number, Page>();
      let source: PageSource | null = null;
      try {
        source = await openPageSource(bytes, document, limits, resolved.renderDpi);
        let expected = languageOf(locale);
        let done = 0;
        const readOne = async (page: Page): Promise<string | null> => {
          if (stop.signal.aborted) return null;
          const watch = (onSpent: () => void) => limitWork(limits.maxOcrPageMilliseconds, elsewhere, onSpent);
          const result = await readPage(source!, page, expected, recogniser, wordsOf, watch, stop.signal);
          if (result.page) read.set(page.number, result.page);
          issues.push(...result.issues);
          done += 1;
          if (!stop.signal.aborted) onPage?.(done, taken.length);
          return result.language;
        };
        // The first page alone tells the language of the others, so that it does not hang on which one ends first.
        const [first, ...rest] = taken;
        if (first) expected = (await readOne(first)) ?? expected;
        const queue = rest.values();
        await Promise.all(
          Array.from({ length: resolved.workers }, async () => {
            for (const page of queue) await readOne(page);
          }),
        );
      } catch {
        for (const page of taken) issues.push(unreadable(page));
      } finally {
        endWatch();
        signal?.removeEventListener('abort', onAbort);
        source?.close();
      }
      if (signal?.aborted) throw cancelled();
      if (stop.signal.aborted) {
        issues.push(
          finding('ocr_time_limit_reached', 'warning', 'Reading took longer than allowed; pages are left out.'),
        );
      }
      issues.sort((a, b) => (a.page ?? 0) - (b.page ?? 0));
      return { pages: document.pages.map((page) => read.get(page.number) ?? page), issues };
    },
    close: () => recogniser.close(),
  };
}

interface PageResult {
  /** Null where the page stays as it is. */
  readonly page: Page | null;
  readonly issues: readonly Issue[];
  /** The language that the words are in; null where there are none. */
  readonly language: string | null;
}

/** One page within its own limit of time. Says nothing where the whole document was stopped. */
async function readPage(
  source: PageSource,
  page: Page,
  expected: string | null,
  recogniser: Recogniser,
  wordsOf: WordsOfLanguage,
  limitPage: (onSpent: () => void) => () => void,
  stop: AbortSignal,
): Promise<PageResult> {
  const limit = new AbortController();
  const endWatch = limitPage(() => limit.abort(new OutOfTime()));
  try {
    const { picture, sheet } = await source.pictureOf(page.number);
    const read = await readPicture(picture, expected, recogniser, AbortSignal.any([stop, limit.signal]));
    const reading = { ...read, words: keepToScript(read.words, read.language, wordsOf) };
    if (!isWorthIt(page, reading)) return { page: null, issues: [], language: null };
    const issues = [finding('page_read_by_ocr', 'info', 'The page was read by OCR.', page.number)];
    if (page.needsOcr !== 'no-text') {
      issues.push(
        finding('text_layer_replaced', 'info', 'The text of the page does not match what it shows.', page.number),
      );
    }
    if (reading.confidence < LOW_CONFIDENCE) {
      issues.push(finding('low_ocr_confidence', 'warning', 'The page was hard to read.', page.number));
    }
    return {
      page: pageWithWords(sheet ? pageOfSheet(page, picture, sheet) : page, reading),
      issues,
      language: reading.words.length > 0 ? reading.language : null,
    };
  } catch {
    if (stop.aborted) return { page: null, issues: [], language: null };
    const issue = limit.signal.aborted
      ? finding('ocr_time_limit_reached', 'warning', 'The page took longer to read than allowed.', page.number)
      : unreadable(page);
    return { page: null, issues: [issue], language: null };
  } finally {
    endWatch();
  }
}

/** The page as the sheet that a photo shows: its long side is that of A4, as a photo does not tell. */
function pageOfSheet(page: Page, { width, height }: GreyPicture, sheet: Quadrilateral): Page {
  const points = LONG_SIDE / Math.max(width, height);
  return { ...page, width: width * points, height: height * points, sheet: sheet.map(({ x, y }) => [x, y]) };
}

/** Whether the picture shows more than the text that the page has beside it, or another text than an unlikely one. */
function isWorthIt(page: Page, { words }: PictureReading): boolean {
  if (page.needsOcr !== 'no-text' && page.needsOcr !== 'unlikely-text-layer') return true;
  const count = (texts: readonly { readonly text: string }[]): number =>
    texts.reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0);
  const shown = page.items.filter(({ hidden }) => hidden === null);
  const own = count(shown);
  if (page.needsOcr === 'no-text') return own < 20 || count(words) > RICHER * own;
  return count(words) > POORER * own && sharedWords(shown, words) < SAME_TEXT;
}

/** Share of the longer words of a text layer, accents aside, that were read from the picture. */
function sharedWords(layer: readonly { readonly text: string }[], read: readonly { readonly text: string }[]): number {
  const wordsOf = (texts: readonly { readonly text: string }[]): readonly string[] =>
    texts.flatMap(
      ({ text }) =>
        text
          .normalize('NFD')
          .replace(/\p{M}/gu, '')
          .toLowerCase()
          .match(/\p{L}{4,}/gu) ?? [],
    );
  const seen = new Set(wordsOf(read));
  const own = wordsOf(layer);
  return own.filter((word) => seen.has(word)).length / Math.max(1, own.length);
}

const unreadable = (page: Page): Issue =>
  finding('page_unreadable', 'warning', 'The picture of the page could not be read.', page.number);

function finding(code: FindingCode, severity: Issue['severity'], message: string, page?: number): Issue {
  return { code, severity, message, path: null, ...(page === undefined ? {} : { page }) };
}
