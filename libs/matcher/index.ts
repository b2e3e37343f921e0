export {
  createMatcher,
  type MatchCriteria,
  type MatchedCandidate,
  type Matcher,
  type OpenJob,
} from './create-matcher.js';
export { createMatchingResources } from './create-resources.js';
