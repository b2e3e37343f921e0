import { checkOcrEngine, ocrSettingsOf } from './ocr-engine.js';

const settings = { ocrEngine: 'native' as const, ocrProgram: 'no-such-program', ocrThreads: 2, ocrDataDir: null };

describe('the OCR engine', () => {
  it('is refused at the start where its program is missing or another one', async () => {
    await expect(checkOcrEngine(settings)).rejects.toThrow(/apt-get install tesseract-ocr/);
    await expect(checkOcrEngine({ ...settings, ocrProgram: process.execPath })).rejects.toThrow(/VITAMILL_OCR_PROGRAM/);
  });

  it('needs no program where it comes with the packages', async () => {
    await expect(checkOcrEngine({ ...settings, ocrEngine: 'packaged' })).resolves.toBeUndefined();
  });

  it('is handed to the parser by its own names', () => {
    expect(ocrSettingsOf(settings)).toEqual({
      engine: 'native',
      program: 'no-such-program',
      workers: 2,
      languageDataFolder: null,
    });
  });
});
