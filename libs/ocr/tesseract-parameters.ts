/** Dots per inch that tesseract is told: it only rejects blobs by it, and pages come in many sizes. */
export const RESOLUTION = '300';

/** Nothing may be learnt from a page: the next one must read the same whatever came before it. */
export const PARAMETERS = {
  classify_enable_learning: '0',
  classify_enable_adaptive_matcher: '0',
  tessedit_enable_doc_dict: '0',
} as const;
