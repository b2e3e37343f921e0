import type { EmbeddedCv, EmbeddedData } from '@vitamill/domain';
import { readCandidate } from './read-candidate.js';
import { readJsonResume } from './read-json-resume.js';
import { readSkillsPassport } from './read-skills-passport.js';
import { type Node, readTree } from './tree.js';

interface Attachment {
  readonly filename?: string;
  readonly content?: Uint8Array;
}

const LARGEST_ATTACHMENT = 2 * 1024 * 1024;

/**
 * Attachments that hold the CV as data: Europass XML and JSON, JSON Resume. Others are none of our business. One that
 * claims to be such data and cannot be read (damaged, or with a DTD, as entity bombs have) has no `cv`.
 */
export function readEmbeddedData(attachments: Record<string, Attachment> | null): EmbeddedData[] {
  const found: EmbeddedData[] = [];
  for (const [key, { filename, content }] of Object.entries(attachments ?? {})) {
    if (!content || content.length > LARGEST_ATTACHMENT) continue;
    const text = decode(content);
    const kind = kindOfData(text);
    if (!kind) continue;
    const base = { kind, name: filename ?? key, content: text };
    found.push(kind === 'json-ld' ? base : { ...base, cv: readData(text) });
  }
  return found;
}

/** What a tree says of a person, in whichever of the three forms it is; null for any other. */
export const cvOfTree = (root: Node): EmbeddedCv | null =>
  readSkillsPassport(root) ?? readCandidate(root) ?? readJsonResume(root);

function readData(text: string): EmbeddedCv | null {
  try {
    return cvOfTree(readTree(text));
  } catch {
    return null;
  }
}

function decode(bytes: Uint8Array): string {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  return new TextDecoder(utf16 ?? 'utf-8').decode(bytes);
}

/** The form of a text that is data of a CV by its beginning or its outermost keys; null for any other. */
export function kindOfData(text: string): EmbeddedData['kind'] | null {
  const start = text.slice(0, 4000);
  if (/^\s*(?:<\?xml|<)/.test(start)) {
    return /<(?:\w+:)?(?:SkillsPassport|LearnerInfo|Candidate|europass)\b/i.test(start) ? 'europass-xml' : null;
  }
  if (!/^\s*\{/.test(start)) return null;
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data !== 'object' || data === null) return null;
    if ('SkillsPassport' in data || 'LearnerInfo' in data || 'Candidate' in data) return 'europass-json';
    if ('basics' in data) return 'json-resume';
    return '@context' in data ? 'json-ld' : null;
  } catch {
    return null;
  }
}
