export { createLayoutHints } from './create-layout-hints.js';
export { type DerivationResources, deriveCorrected } from './derive-corrected.js';
export type { LanguageGuesser } from './detect-language.js';
export { type PipelineResources, parseCv } from './parse-cv.js';
export { refreshMetrics } from './refresh-metrics.js';
export { PIPELINE_VERSION } from './version.js';
