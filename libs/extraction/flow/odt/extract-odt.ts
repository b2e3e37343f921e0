import type { Block, FlowDocument, Frame } from '@vitamill/domain';
import { openArchive } from '../archive.js';
import { failure, readOrFail } from '../failure.js';
import type { FlowOptions } from '../options.js';
import { hasText, textOfBlocks } from '../runs.js';
import {
  childOf,
  childrenOf,
  elementsOf,
  MalformedXml,
  parseXml,
  pathOf,
  textOf,
  walkElements,
  type XmlElement,
} from '../xml.js';
import { OdtBlockReader, ON_PAGE } from './blocks.js';
import { readStyles } from './styles.js';

interface Parts {
  readonly content: XmlElement;
  readonly styles: XmlElement | null;
  readonly meta: XmlElement | null;
}

/** Reads OpenDocument text, packed or as one flat XML file. */
export async function extractOdt(bytes: Uint8Array, options: FlowOptions): Promise<FlowDocument> {
  if (bytes.length === 0) throw failure('empty_file');
  return readOrFail(async () => documentOf(await openParts(bytes, options)));
}

async function openParts(bytes: Uint8Array, options: FlowOptions): Promise<Parts> {
  if (bytes[0] !== 0x50) {
    const root = parseXml(bytes);
    return { content: root, styles: root, meta: root };
  }
  const archive = await openArchive(bytes, options.limits);
  const manifest = await archive.read('META-INF/manifest.xml');
  if (manifest && new TextDecoder().decode(manifest).includes('encryption-data')) throw failure('encrypted');
  const optional = async (name: string): Promise<XmlElement | null> => {
    const part = await archive.read(name);
    try {
      return part ? parseXml(part) : null;
    } catch (error) {
      if (error instanceof MalformedXml) return null;
      throw error;
    }
  };
  const content = await archive.read('content.xml');
  if (!content) throw failure('damaged');
  return { content: parseXml(content), styles: await optional('styles.xml'), meta: await optional('meta.xml') };
}

function documentOf({ content, styles, meta }: Parts): FlowDocument {
  const body = pathOf(content, 'office:body', 'office:text');
  if (!body) throw failure('damaged');
  const common = childOf(styles, 'office:styles');
  const forBody = readStyles([common, childOf(content, 'office:automatic-styles')]);
  const forBands = readStyles([common, childOf(styles, 'office:automatic-styles')]);
  const reader = new OdtBlockReader(forBody);
  const blocks = reader.read(body, ON_PAGE);
  const bands = readBands(childOf(styles, 'office:master-styles'), new OdtBlockReader(forBands));
  const all: Block[] = [
    ...bands.filter((band) => band.role === 'page-header'),
    ...blocks,
    ...reader.notes.filter((note) => hasText([note])),
    ...bands.filter((band) => band.role === 'page-footer'),
  ];
  if (!hasText(all)) throw failure('no_text');
  const information = childOf(meta, 'office:meta');
  const text = (name: string): string | null => textOf(childOf(information, name)).trim() || null;
  return {
    kind: 'flow',
    format: 'odt',
    metadata: {
      title: text('dc:title'),
      author: text('dc:creator') ?? text('meta:initial-creator'),
      modified: /^\d{4}-\d\d-\d\d/.exec(text('dc:date') ?? '')?.[0] ?? null,
      language: text('dc:language') ?? forBody.language,
    },
    embedded: [],
    issues: hasTrackedChanges(body)
      ? [
          {
            code: 'tracked_changes_accepted',
            severity: 'info',
            message: 'Tracked changes were read as accepted.',
            path: null,
          },
        ]
      : [],
    blocks: all,
  };
}

/** Headers and footers of all kinds of pages; those of left and first pages often repeat the others. */
function readBands(masters: XmlElement | null, reader: OdtBlockReader): Frame[] {
  const seen = new Set<string>();
  return childrenOf(masters, 'style:master-page').flatMap((master) =>
    elementsOf(master).flatMap((element): Frame[] => {
      const kind = /^(?:style|loext):(header|footer)(?:-left|-first)?$/.exec(element.name)?.[1];
      if (!kind || element.attributes['style:display'] === 'false') return [];
      const role = kind === 'header' ? ('page-header' as const) : ('page-footer' as const);
      const regions = childrenOf(element, 'style:region-left').concat(
        childrenOf(element, 'style:region-center'),
        childrenOf(element, 'style:region-right'),
      );
      const blocks = [element, ...regions].flatMap((part) => reader.read(part, ON_PAGE));
      const key = `${role} ${textOfBlocks(blocks).trim()}`;
      if (!hasText(blocks) || seen.has(key)) return [];
      seen.add(key);
      return [{ kind: 'frame', role, blocks }];
    }),
  );
}

function hasTrackedChanges(body: XmlElement): boolean {
  let found = false;
  walkElements(body, (element) => {
    if (/^text:(?:deletion|insertion)$/.test(element.name)) found = true;
    return !found && /^(?:text:tracked-changes|text:changed-region)$/.test(element.name);
  });
  return found;
}
