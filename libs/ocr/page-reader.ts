import type { FindingCode, Issue, Page, PageReader } from '@vitamill/domain';
import { cancelled, OutOfTime } from './cancellation.js';
import { DEFAULT_OCR_CONFIG, type OcrConfig } from './config.js';
import { languageOf } from './languages.js';
import { NativeRecogniser } from './native-recogniser.js';
import { PackagedRecogniser } from './packaged-recogniser.js';
import { openPageSource, type PageSource } from './page-source.js';
import { readPicture } from './read-picture.js';
import { pageWithWords } from './words-to-items.js';

const LOW_CONFIDENCE = 0.6;

/**
 * Reads pictures of pages with tesseract, offline. Its threads start with the first page and stay warm until `close`.
 */
export function createPageReader(config: OcrConfig = {}): PageReader {
  const resolved = { ...DEFAULT_OCR_CONFIG, ...config };
  const recogniser = resolved.engine === 'native' ? new NativeRecogniser(resolved) : new PackagedRecogniser(resolved);

  return {
    async readPages(bytes, document, { locale, limits, signal, onPage }) {
      if (signal?.aborted) throw cancelled();
      const wanted = document.pages.filter((page) => page.needsOcr !== null);
      const taken = wanted.slice(0, limits.maxOcrPages);
      if (taken.length === 0 && wanted.length === 0) return { pages: document.pages, issues: [] };
      const issues: Issue[] = [];
      if (taken.length < wanted.length) {
        issues.push(
          finding('page_limit_reached', 'warning', 'More pages need OCR than may be read; the rest is left out.'),
        );
      }

      const stop = new AbortController();
      const onAbort = () => stop.abort(cancelled());
      signal?.addEventListener('abort', onAbort, { once: true });
      const timer = setTimeout(() => stop.abort(new OutOfTime()), limits.maxOcrMilliseconds);
      const read = new Map<number, Page>();
      let source: PageSource | null = null;
      try {
        source = await openPageSource(bytes, document, limits, resolved.renderDpi);
        let expected = languageOf(locale);
        let done = 0;
        const readOne = async (page: Page): Promise<string | null> => {
          if (stop.signal.aborted) return null;
          try {
            const picture = await source!.pictureOf(page.number);
            const reading = await readPicture(picture, expected, recogniser, stop.signal);
            read.set(page.number, pageWithWords(page, reading));
            issues.push(finding('page_read_by_ocr', 'info', 'The page was read by OCR.', page.number));
            if (reading.confidence < LOW_CONFIDENCE) {
              issues.push(finding('low_ocr_confidence', 'warning', 'The page was hard to read.', page.number));
            }
            return reading.words.length > 0 ? reading.language : null;
          } catch {
            if (!stop.signal.aborted) {
              issues.push(
                finding('page_unreadable', 'warning', 'The picture of the page could not be read.', page.number),
              );
            }
            return null;
          } finally {
            done += 1;
            if (!stop.signal.aborted) onPage?.(done, taken.length);
          }
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
        for (const page of taken) {
          issues.push(finding('page_unreadable', 'warning', 'The picture of the page could not be read.', page.number));
        }
      } finally {
        clearTimeout(timer);
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

function finding(code: FindingCode, severity: Issue['severity'], message: string, page?: number): Issue {
  return { code, severity, message, path: null, ...(page === undefined ? {} : { page }) };
}
