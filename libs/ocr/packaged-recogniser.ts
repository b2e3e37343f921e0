import { setFlagsFromString } from 'node:v8';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { untilAborted } from './cancellation.js';
import type { ResolvedOcrConfig } from './config.js';
import { encodePgm, type GreyPicture } from './grey-picture.js';
import { packagedDataFolder, readLanguageData } from './language-data.js';
import { readHocr } from './read-hocr.js';
import type { RecognisedLine, Recogniser } from './recogniser.js';
import { PARAMETERS, RESOLUTION } from './tesseract-parameters.js';

interface Slot {
  worker: Worker | null;
  /** The array that tesseract.js itself keeps of the data it has loaded: adding to it tells it that a file is there. */
  loaded: string[];
  current: string;
  recognitions: number;
  /** Counts the threads thrown away, so that one that starts too late is noticed. */
  discarded: number;
  busy: boolean;
}

/**
 * Node 20 knows the relaxed vector instructions, which the quickest build of tesseract uses, behind a flag only; later
 * ones have them on. Engines without them take the next best build.
 */
function allowRelaxedVectors(): void {
  if (process.versions.node.startsWith('20.')) setFlagsFromString('--experimental-wasm-relaxed-simd');
}

/** Warm threads of tesseract.js that are handed out one recognition at a time and replaced before they grow. */
export class PackagedRecogniser implements Recogniser {
  private readonly slots: Slot[];
  private closed = false;
  private readonly waiting: ((slot: Slot) => void)[] = [];

  constructor(private readonly config: ResolvedOcrConfig) {
    allowRelaxedVectors();
    this.slots = Array.from({ length: config.workers }, () => ({
      worker: null,
      loaded: [],
      current: '',
      recognitions: 0,
      discarded: 0,
      busy: false,
    }));
  }

  async recognise(
    picture: GreyPicture,
    languages: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly RecognisedLine[]> {
    const slot = await this.acquire();
    try {
      signal.throwIfAborted();
      if (this.closed) throw new Error('The recogniser is closed');
      return await untilAborted(this.recogniseIn(slot, picture, languages), signal);
    } catch (error) {
      await this.discard(slot);
      throw error;
    } finally {
      this.release(slot);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.slots.map((slot) => this.discard(slot)));
  }

  private async recogniseIn(
    slot: Slot,
    picture: GreyPicture,
    languages: readonly string[],
  ): Promise<readonly RecognisedLine[]> {
    if (slot.recognitions >= this.config.recognitionsPerWorker) await this.discard(slot);
    const worker = await this.prepare(slot, languages);
    slot.recognitions += 1;
    // hOCR names no single letters, which cost a twentieth of the time.
    const { data } = await worker.recognize(encodePgm(picture), {}, { text: false, hocr: true });
    return readHocr(data.hocr ?? '');
  }

  private async prepare(slot: Slot, languages: readonly string[]): Promise<Worker> {
    const wanted = languages.join('+');
    const worker = slot.worker ?? (await this.start(slot));
    for (const name of languages) {
      if (slot.loaded.includes(name)) continue;
      const data = await readLanguageData(name, this.config.languageDataFolder);
      await worker.FS('writeFile', [`./${name}.traineddata`, data]);
      slot.loaded.push(name);
    }
    if (slot.current !== wanted) {
      // Some data ask for languages beside them; tesseract loses its own list while it adds one. Naming a language that
      // is in the list already adds none.
      await worker.reinitialize(wanted, OEM.LSTM_ONLY, `tessedit_load_sublangs ${languages[0]}`);
      await worker.setParameters({
        ...PARAMETERS,
        tessedit_pageseg_mode: PSM.AUTO,
        user_defined_dpi: RESOLUTION,
      });
      slot.current = wanted;
    }
    return worker;
  }

  private async start(slot: Slot): Promise<Worker> {
    slot.loaded = ['eng'];
    slot.current = '';
    slot.recognitions = 0;
    const { discarded } = slot;
    const worker = await createWorker(slot.loaded, OEM.LSTM_ONLY, {
      langPath: packagedDataFolder('eng'),
      cacheMethod: 'none',
      gzip: true,
      // Failures arrive through the promises; without a handler tesseract.js throws them into the event loop too.
      errorHandler: () => {},
    });
    if (slot.discarded !== discarded) {
      await worker.terminate();
      throw new Error('The recognition was given up while its thread started');
    }
    slot.worker = worker;
    return worker;
  }

  private async discard(slot: Slot): Promise<void> {
    const worker = slot.worker;
    slot.worker = null;
    slot.discarded += 1;
    await worker?.terminate();
  }

  private acquire(): Promise<Slot> {
    const idle = this.slots.find((slot) => !slot.busy);
    if (!idle) return new Promise((resolve) => this.waiting.push(resolve));
    idle.busy = true;
    return Promise.resolve(idle);
  }

  private release(slot: Slot): void {
    const next = this.waiting.shift();
    if (next) next(slot);
    else slot.busy = false;
  }
}
