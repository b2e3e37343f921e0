export { type ExtractPdfOptions, extractPdf } from './pdf/extract-pdf.js';
