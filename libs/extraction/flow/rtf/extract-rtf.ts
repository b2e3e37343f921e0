import type { FlowDocument } from '@vitamill/domain';
import { failure, readOrFail } from '../failure.js';
import type { FlowOptions } from '../options.js';
import { hasText } from '../runs.js';

/** Reads RTF in the code pages of its fonts; pictures and objects are left out. */
export async function extractRtf(bytes: Uint8Array, _options: FlowOptions): Promise<FlowDocument> {
  if (bytes.length === 0) throw failure('empty_file');
  return readOrFail(async () => {
    const [{ default: iconv }, { readRtf }] = await Promise.all([import('iconv-lite'), import('./read-rtf.js')]);
    const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const start = source.search(/\{\\rtf/);
    if (start < 0) throw failure('damaged');
    const content = readRtf(source.slice(start), (text, encoding) =>
      iconv.decode(Buffer.from(text), iconv.encodingExists(encoding) ? encoding : 'cp1252'),
    );
    if (!hasText(content.blocks)) throw failure('no_text');
    return {
      kind: 'flow',
      format: 'rtf',
      metadata: content.metadata,
      embedded: [],
      issues: content.trackedChanges
        ? [
            {
              code: 'tracked_changes_accepted',
              severity: 'info',
              message: 'Tracked changes were read as accepted.',
              path: null,
            },
          ]
        : [],
      blocks: content.blocks,
    };
  });
}
