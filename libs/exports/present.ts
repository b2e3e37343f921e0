/** An object without members that say nothing: null, undefined, empty texts and empty lists. */
export function compact<T extends object>(members: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(members).filter(
      ([, value]) =>
        value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  ) as Partial<T>;
}

/** A URL as formats ask for it; null for what a parser of URLs refuses. */
export function absoluteUrl(text: string | null): string | null {
  if (text === null) return null;
  for (const candidate of [text, `https://${text}`])
    if (/^https?:\/\/[^\s/]+\.[^\s]+$/i.test(candidate) && URL.canParse(candidate)) return candidate;
  return null;
}

const NETWORKS: Readonly<Record<string, string>> = {
  linkedin: 'LinkedIn',
  github: 'GitHub',
  gitlab: 'GitLab',
  xing: 'XING',
};

/** The name of the network behind a kind of link, as it writes itself where that is known. */
export const networkOf = (kind: string): string => NETWORKS[kind] ?? kind.charAt(0).toUpperCase() + kind.slice(1);

/** Description and highlights as one text of lines. */
export const textOf = (description: string | null, highlights: readonly string[]): string =>
  [description, ...highlights.map((highlight) => `- ${highlight}`)].filter(Boolean).join('\n');
