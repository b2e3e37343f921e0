/**
 * An expression made lower-case, letters of every language. Values, and columns without a collation of their own, have that
 * of the database, which in a cluster of locale C, as the embedded one is, knows A to Z alone.
 */
export const loweredText = (sql: string): string => `lower((${sql})::text COLLATE "und-x-icu")`;
