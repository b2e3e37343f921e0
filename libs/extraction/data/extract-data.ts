import type { FlowDocument } from '@vitamill/domain';
import { cvOfTree, kindOfData } from '../embedded/embedded-data.js';
import { first, type Node, readTree } from '../embedded/tree.js';
import { decodeText } from '../flow/decode-text.js';
import { failure, readOrFail } from '../flow/failure.js';
import { ENCODING_GUESSED } from '../flow/html/extract-html.js';
import { type FlowOptions, NO_METADATA } from '../flow/options.js';
import { hasText } from '../flow/runs.js';
import { furtherSections } from './further-sections.js';
import { blocksOfData } from './print-data.js';

/** Each value looks for its line among all others: more of them is no CV, and would take long. */
const MOST_BLOCKS = 5000;

/**
 * Reads a file that is data and nothing else: Europass XML or JSON, JSON Resume. What it says is printed as a page, so
 * that each value has a line to prove it and what no field takes is listed; the data stand above what is read from it.
 * Errors: `unsafe_content` for XML with a DTD, `damaged` for what is torn, `unsupported_type` for data of another kind,
 * `no_text` where nothing is said, `too_large` for more than 5000 lines.
 */
export async function extractData(bytes: Uint8Array, _options: FlowOptions): Promise<FlowDocument> {
  return readOrFail(async () => {
    const { text, guessed } = await decodeText(bytes, declaredEncoding(bytes));
    const content = text.replace(/^\ufeff/, '').trimStart();
    const root = readTree(content);
    const cv = cvOfTree(root);
    if (!cv) throw failure('unsupported_type');
    const kind = kindOfData(content) ?? 'europass-xml';
    const blocks = blocksOfData(cv, furtherSections(root));
    if (!hasText(blocks)) throw failure('no_text');
    if (blocks.length > MOST_BLOCKS) throw failure('too_large');
    return {
      kind: 'flow',
      format: 'data',
      metadata: { ...NO_METADATA, language: languageOf(root) },
      embedded: [{ kind, name: kind, content, cv, isWholeFile: true }],
      issues: guessed ? [ENCODING_GUESSED] : [],
      blocks,
    };
  });
}

const declaredEncoding = (bytes: Uint8Array): string | null =>
  /^[^>]{0,100}?encoding\s*=\s*["']([\w.-]+)["']/.exec(new TextDecoder('latin1').decode(bytes.subarray(0, 200)))?.[1] ??
  null;

/** The language that the file states for itself: `locale` of a passport, `languageCode` of a Candidate's profile. */
function languageOf(root: Node): string | null {
  const profile = first(root, 'candidateprofile');
  const stated = root.attributes.locale ?? profile?.attributes.languageCode ?? first(root, 'locale')?.text;
  return stated && /^[a-z]{2}\b/i.test(stated) ? stated.slice(0, 2).toLowerCase() : null;
}
