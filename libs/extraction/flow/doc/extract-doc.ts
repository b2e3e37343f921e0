import type { Block, FlowDocument } from '@vitamill/domain';
import { readPackage } from '../docx/extract-docx.js';
import { failure, readOrFail } from '../failure.js';
import { type FlowOptions, NO_METADATA } from '../options.js';
import { hasText, textOfBlocks } from '../runs.js';
import { parseXml } from '../xml.js';
import { CompoundContainer } from './compound-container.js';
import { partsOfFlatXml } from './flat-package.js';

/** Reads what Word names .doc: its binary files from 97 on, Word 2003 XML and packages in one XML file. */
export async function extractDoc(bytes: Uint8Array, _options: FlowOptions): Promise<FlowDocument> {
  if (bytes.length === 0) throw failure('empty_file');
  return readOrFail(async () => {
    if (bytes[0] !== 0xd0) return readPackage(partsOfFlatXml(parseXml(bytes)), 'doc');
    return readBinary(bytes);
  });
}

async function readBinary(bytes: Uint8Array): Promise<FlowDocument> {
  const container = new CompoundContainer(bytes);
  if (container.has('EncryptedPackage')) throw failure('encrypted');
  const [{ readWordText }, { blocksOfStory }] = await Promise.all([
    import('./word-stories.js'),
    import('./story-blocks.js'),
  ]);
  const word = await readWordText(container);
  const blocks: Block[] = [];
  const seen = new Set<string>();
  for (const story of word.stories) {
    const own = blocksOfStory(word, story);
    if (story.kind === 'body') blocks.push(...own);
    if (story.kind === 'body' || !hasText(own)) continue;
    if (story.kind === 'notes') {
      blocks.push(...own.filter((block) => hasText([block])));
      continue;
    }
    // Every section repeats its headers.
    const key = `${story.kind} ${textOfBlocks(own)}`;
    if (!seen.has(key)) blocks.push({ kind: 'frame', role: story.kind, blocks: own });
    seen.add(key);
  }
  if (!hasText(blocks)) throw failure('no_text');
  return { kind: 'flow', format: 'doc', metadata: NO_METADATA, embedded: [], issues: [], blocks };
}
