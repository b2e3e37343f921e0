export interface OcrConfig {
  /** `packaged`: tesseract compiled to WebAssembly, from npm; `native`: the program of the machine. */
  readonly engine?: 'packaged' | 'native';
  /** Name on the PATH, or path, of the program for `native`. */
  readonly program?: string;
  /** Pages read at the same time, each by a thread of its own. */
  readonly workers?: number;
  /** A thread is replaced after this many recognitions: tesseract.js grows in memory with every page. */
  readonly recognitionsPerWorker?: number;
  /** A folder with `<lang>.traineddata` files that are preferred to the packaged ones (such as Debian's tessdata). */
  readonly languageDataFolder?: string | null;
  /** Resolution that PDF pages are rendered at. */
  readonly renderDpi?: number;
}

export type ResolvedOcrConfig = Required<OcrConfig>;

export const DEFAULT_OCR_CONFIG: ResolvedOcrConfig = {
  engine: 'packaged',
  program: 'tesseract',
  workers: 1,
  recognitionsPerWorker: 40,
  languageDataFolder: null,
  renderDpi: 200,
};
