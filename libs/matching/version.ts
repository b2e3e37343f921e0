/** The version of rules and weights. Raised whenever the same input can give another score. */
export const MATCHING_VERSION = '1.0.0';
