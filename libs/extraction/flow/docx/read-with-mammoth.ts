import type { FlowDocument } from '@vitamill/domain';
import { openArchive } from '../archive.js';
import { failure, readOrFail } from '../failure.js';
import { documentOfHtml } from '../html/extract-html.js';
import type { FlowOptions } from '../options.js';

/**
 * Reads a DOCX by mammoth: the second try for packages whose XML breaks rules that the first reader stands upon. Page
 * headers, text boxes and sizes are lost.
 */
export async function readWithMammoth(bytes: Uint8Array, options: FlowOptions): Promise<FlowDocument> {
  await refuseUnsafeParts(bytes, options);
  return readOrFail(async () => {
    const [{ default: mammoth }, { readHtml }] = await Promise.all([import('mammoth'), import('../html/read-html.js')]);
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      { convertImage: mammoth.images.imgElement(async () => ({ src: '' })) },
    );
    return documentOfHtml(readHtml(value), 'docx', []);
  });
}

/** mammoth knows no limits: what it may unpack is unpacked once within ours. */
async function refuseUnsafeParts(bytes: Uint8Array, options: FlowOptions): Promise<void> {
  const archive = await openArchive(bytes, options.limits);
  for (const name of archive.names) {
    if (!/\.(?:xml|rels)$/i.test(name)) continue;
    const part = await archive.read(name);
    if (part && new TextDecoder('latin1').decode(part).includes('<!DOCTYPE')) throw failure('unsafe_content');
  }
}
