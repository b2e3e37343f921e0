import { execFile } from 'node:child_process';
import { ConfigError } from './load-config.js';
import type { ServiceConfig } from './service-config.js';

type OcrSettings = Pick<ServiceConfig, 'ocrEngine' | 'ocrProgram' | 'ocrThreads' | 'ocrDataDir'>;

/** The settings of OCR as the parser takes them. */
export function ocrSettingsOf({ ocrEngine, ocrProgram, ocrThreads, ocrDataDir }: OcrSettings) {
  return { engine: ocrEngine, program: ocrProgram, workers: ocrThreads, languageDataFolder: ocrDataDir };
}

/** Throws ConfigError where the native engine is asked for and its program cannot be started. */
export async function checkOcrEngine({ ocrEngine, ocrProgram }: OcrSettings): Promise<void> {
  if (ocrEngine !== 'native') return;
  const found = await new Promise<boolean>((resolve) => {
    execFile(ocrProgram, ['--version'], { timeout: 10_000 }, (error, output, errors) =>
      resolve(!error && /^tesseract [5-9]/m.test(output + errors)),
    );
  });
  if (found) return;
  throw new ConfigError([
    `VITAMILL_OCR_ENGINE is native, but ${ocrProgram} is no tesseract 5 that can be started: install it ` +
      '(Debian: apt-get install tesseract-ocr), name it in VITAMILL_OCR_PROGRAM, or set VITAMILL_OCR_ENGINE=packaged.',
  ]);
}
