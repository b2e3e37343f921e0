const PROLOG = [/^\s+/, /^<\?[^>]*\?>/, /^<!--[\s\S]*?-->/, /^<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>/i];

/** What stands before the root element, taken off piece by piece. */
function rootOf(text: string): string {
  let rest = text;
  for (;;) {
    const piece = PROLOG.map((pattern) => pattern.exec(rest)?.[0]).find(Boolean);
    if (!piece) return rest;
    rest = rest.slice(piece.length);
  }
}

/**
 * Whether a text begins as a Europass file does: a SkillsPassport or LearnerInfo (until 2020), or a Candidate in the
 * namespaces of Europass (since then). Other HR-XML has Candidates as well.
 */
export function isEuropassXml(start: string): boolean {
  const root = rootOf(start);
  if (/^<(?:[\w-]+:)?(?:SkillsPassport|LearnerInfo)[\s>]/i.test(root)) return true;
  return /^<(?:[\w-]+:)?Candidate[\s>]/i.test(root) && /europass/i.test(root);
}

/** Whether a text is JSON: an object, or a list of objects. `{1}` or `[CV]` may begin any text. */
export const looksLikeJson = (start: string): boolean =>
  /^\{\s*(?:"(?:[^"\\]|\\.){0,200}"\s*:|\}\s*$)|^\[\s*\{\s*"/.test(start);

/** Whether JSON is a CV: Europass or JSON Resume by its outermost keys. What is cut off or torn is judged by any key. */
export function isCvJson(text: string): boolean {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null) return false;
    if ('SkillsPassport' in data || 'LearnerInfo' in data || 'Candidate' in data) return true;
    return 'basics' in data && typeof data.basics === 'object';
  } catch {
    return /"(?:SkillsPassport|LearnerInfo|CandidatePerson|basics)"\s*:\s*\{/.test(text);
  }
}
