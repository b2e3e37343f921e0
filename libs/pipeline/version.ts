/** Changes whenever the same document can give another record. */
export const PIPELINE_VERSION = '0.2.0';
