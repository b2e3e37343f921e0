export { createExtractor } from './extractor.js';
export { detectFormat } from './format/detect-format.js';
export type { DetectedFormat } from './format/detected-format.js';
export { extractImage } from './image/extract-image.js';
export { type ExtractPdfOptions, extractPdf } from './pdf/extract-pdf.js';
