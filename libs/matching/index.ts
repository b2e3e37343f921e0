export { type BiasReport, reportBias } from './bias-report.js';
export { MAX_CV_CHARACTERS } from './candidate/read-text.js';
export { MAX_JOB_CHARACTERS, parseJob } from './job/parse-job.js';
export { type CandidateInput, matchCandidate, type PreparedJob, prepareJob } from './match.js';
export { contentWordsOfJob, presentJobSpec, presentMatch, type StoredMatch } from './present.js';
export { matchVerdict, recommendationOf, screeningVerdict } from './scoring/verdicts.js';
export { CATEGORIES, completeWeights, type Weights } from './scoring/weights.js';
export { JOB_LANGUAGES, type JobLanguage, type JobSpec, type MatchingResources } from './types.js';
export { MATCHING_VERSION } from './version.js';
