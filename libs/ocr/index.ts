export type { OcrConfig } from './config.js';
export { createPageReader } from './page-reader.js';
export { repairOcrWord } from './repair-ocr-word.js';
