export { createExtractor } from './extractor.js';
export { type DetectedFormat, detectFormat } from './format/detect-format.js';
export { extractImage } from './image/extract-image.js';
export { type ExtractPdfOptions, extractPdf } from './pdf/extract-pdf.js';
