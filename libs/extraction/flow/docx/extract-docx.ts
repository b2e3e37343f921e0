import { type Block, type FlowDocument, type Issue, ParseError } from '@vitamill/domain';
import { failure } from '../failure.js';
import type { FlowOptions } from '../options.js';
import { hasText } from '../runs.js';
import { childOf, childrenOf, MalformedXml, textOf, walkElements, type XmlElement } from '../xml.js';
import { readBlocks } from './blocks.js';
import type { PartContext } from './context.js';
import { readNumbering } from './numbering.js';
import { mainPartOf, openPackage, type PackageParts, relationshipsOf } from './package-parts.js';
import { bandFrames, bandReferences } from './page-bands.js';
import { readStyleSheet } from './styles.js';

const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const ON_PAPER = { backdrop: null, tableStyle: null, depth: 0 } as const;

/**
 * Reads a DOCX with one reader of our own, for one truth: mammoth drops page headers and footers, text boxes, sizes and
 * colours, so that headings and hidden text could not be told from its result. It is the second try for packages that
 * this reader stumbles over.
 */
export async function extractDocx(bytes: Uint8Array, options: FlowOptions): Promise<FlowDocument> {
  if (bytes.length === 0) throw failure('empty_file');
  // Word keeps a package behind a password inside an OLE2 container.
  if (OLE.every((byte, at) => bytes[at] === byte)) throw failure('encrypted');
  try {
    return await readPackage(await openPackage(bytes, options), 'docx');
  } catch (error) {
    if (error instanceof ParseError) throw error;
    const { readWithMammoth } = await import('./read-with-mammoth.js');
    return readWithMammoth(bytes, options);
  }
}

/** Reads the parts of a package, wherever they come from. */
export async function readPackage(parts: PackageParts, format: FlowDocument['format']): Promise<FlowDocument> {
  const main = await mainPartOf(parts);
  const document = await parts.xml(main);
  const body = childOf(document, 'w:body');
  if (!document || !body) throw failure('damaged');
  const relationships = await relationshipsOf(parts, main);
  const partOfType = async (type: string): Promise<XmlElement | null> => {
    const found = [...relationships.values()].find(
      (relationship) => relationship.type === type && !relationship.external,
    );
    return found ? optional(parts, found.target) : null;
  };
  const settings = await partOfType('settings');
  const styles = readStyleSheet(await partOfType('styles'));
  const numbering = readNumbering(await partOfType('numbering'));
  const seen = { trackedChanges: false, externalReference: [...relationships.values()].some(isExternalContent) };

  const bands: { role: 'page-header' | 'page-footer'; blocks: Block[] }[] = [];
  let paintedBehind = hasPaintingBehind(document);
  for (const { role, id } of bandReferences(body, settings)) {
    const target = relationships.get(id)?.target;
    const root = target ? await optional(parts, target) : null;
    if (!root || !target) continue;
    paintedBehind ||= hasPaintingBehind(root);
    const own: PartContext = {
      styles,
      numbering,
      relationships: await relationshipsOf(parts, target),
      fields: [],
      seen,
      paintedBehind,
    };
    bands.push({ role, blocks: readBlocks(root, own, ON_PAPER) });
  }
  const context: PartContext = { styles, numbering, relationships, fields: [], seen, paintedBehind };
  const blocks = readBlocks(body, context, ON_PAPER);
  for (const [type, name] of [
    ['footnotes', 'w:footnote'],
    ['endnotes', 'w:endnote'],
  ] as const) {
    for (const note of childrenOf(await partOfType(type), name)) {
      if (!note.attributes['w:type'])
        blocks.push(...readBlocks(note, { ...context, fields: [] }, ON_PAPER).filter((block) => hasText([block])));
    }
  }
  const frames = bandFrames(bands);
  const all = [
    ...frames.filter((frame) => frame.role === 'page-header'),
    ...blocks,
    ...frames.filter((frame) => frame.role === 'page-footer'),
  ];
  if (!hasText(all)) throw failure('no_text');
  return {
    kind: 'flow',
    format,
    metadata: { ...(await readMetadata(parts)), language: styles.language },
    embedded: [],
    issues: issuesOf(seen),
    blocks: all,
  };
}

/** A part that the document can be read without. */
async function optional(parts: PackageParts, name: string): Promise<XmlElement | null> {
  try {
    return await parts.xml(name);
  } catch (error) {
    if (error instanceof MalformedXml) return null;
    throw error;
  }
}

/** Templates, pictures and chunks that would have to be fetched. Ordinary links are no content. */
const isExternalContent = ({ type, external }: { type: string; external: boolean }): boolean =>
  external && type !== 'hyperlink';

function hasPaintingBehind(root: XmlElement): boolean {
  let found = false;
  walkElements(root, (element) => {
    const { attributes } = element;
    if (element.name === 'wp:anchor' && /^(1|true)$/.test(attributes.behindDoc ?? '')) found = true;
    if (element.name.startsWith('v:') && /z-index:\s*-/.test(attributes.style ?? '')) found = true;
    if (element.name === 'w:background' && !/^(ffffff|auto)$/i.test(attributes['w:color'] ?? 'auto')) found = true;
    return !found;
  });
  return found;
}

async function readMetadata(parts: PackageParts): Promise<Omit<FlowDocument['metadata'], 'language'>> {
  const root = await optional(parts, 'docProps/core.xml');
  const text = (name: string): string | null => textOf(childOf(root, name)).trim() || null;
  return {
    title: text('dc:title'),
    author: text('dc:creator'),
    modified: /^\d{4}-\d\d-\d\d/.exec(text('dcterms:modified') ?? '')?.[0] ?? null,
  };
}

function issuesOf(seen: PartContext['seen']): Issue[] {
  const issues: Issue[] = [];
  if (seen.trackedChanges) {
    issues.push({
      code: 'tracked_changes_accepted',
      severity: 'info',
      message: 'Tracked changes were read as accepted.',
      path: null,
    });
  }
  if (seen.externalReference) {
    issues.push({
      code: 'external_reference_ignored',
      severity: 'warning',
      message: 'References to content outside of the file were not followed.',
      path: null,
    });
  }
  return issues;
}
