export type { LanguageGuesser } from './detect-language.js';
export { type PipelineResources, parseCv } from './parse-cv.js';
export { PIPELINE_VERSION } from './version.js';
