import type { DetectedFormat } from './detected-format.js';

const DOCX: DetectedFormat = {
  format: 'docx',
  contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};
const ODT: DetectedFormat = { format: 'odt', contentType: 'application/vnd.oasis.opendocument.text' };

const LOCAL_HEADER = Buffer.from('PK\x03\x04', 'latin1');
const CENTRAL_HEADER = Buffer.from('PK\x01\x02', 'latin1');

/** DOCX and ODT by the names of the entries seen, from local headers as well as from the directory at the end. */
export function documentTypeOfZip(bytes: Uint8Array): DetectedFormat | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names = new Set<string>();
  let contentTypes = '';
  for (const { name, stored } of localEntries(buffer)) {
    names.add(name);
    // ODF demands this entry first and not compressed.
    if (name === 'mimetype') {
      if (/^application\/vnd\.oasis\.opendocument\.text(?:-template)?\s*$/.test(stored)) return ODT;
      if (stored !== '') return null;
    }
    if (name === '[Content_Types].xml') contentTypes = stored;
  }
  for (const name of centralNames(buffer)) names.add(name);
  if (names.has('word/document.xml') || names.has('word/document2.xml')) return DOCX;
  for (const name of names) {
    if (/^(?:xl|ppt|visio|Index|AndroidManifest\.xml|META-INF\/MANIFEST\.MF)(?:\/|$)/.test(name)) return null;
  }
  for (const name of names) if (/^word\//.test(name)) return DOCX;
  if (contentTypes.includes('wordprocessingml')) return DOCX;
  return names.has('content.xml') &&
    names.has('styles.xml') &&
    names.has('META-INF/manifest.xml') &&
    !names.has('mimetype')
    ? ODT
    : null;
}

function* localEntries(buffer: Buffer): Generator<{ name: string; stored: string }> {
  let at = buffer.indexOf(LOCAL_HEADER);
  for (let count = 0; at >= 0 && at + 30 <= buffer.length && count < 2000; count++) {
    const flags = buffer.readUInt16LE(at + 6);
    const method = buffer.readUInt16LE(at + 8);
    const packed = buffer.readUInt32LE(at + 18);
    const nameLength = buffer.readUInt16LE(at + 26);
    const dataStart = at + 30 + nameLength + buffer.readUInt16LE(at + 28);
    const name = buffer.subarray(at + 30, at + 30 + nameLength).toString('utf8');
    const stored =
      method === 0 && packed > 0
        ? buffer.subarray(dataStart, Math.min(dataStart + packed, dataStart + 4096)).toString('utf8')
        : '';
    yield { name, stored };
    // With a data descriptor the size is written after the data only.
    const sizeKnown = (flags & 8) === 0 || packed > 0;
    at = buffer.indexOf(LOCAL_HEADER, sizeKnown ? Math.min(dataStart + packed, buffer.length) : dataStart);
  }
}

function* centralNames(buffer: Buffer): Generator<string> {
  let at = buffer.indexOf(CENTRAL_HEADER);
  for (let count = 0; at >= 0 && at + 46 <= buffer.length && count < 5000; count++) {
    const nameLength = buffer.readUInt16LE(at + 28);
    yield buffer.subarray(at + 46, at + 46 + nameLength).toString('utf8');
    at = buffer.indexOf(CENTRAL_HEADER, at + 46 + nameLength);
  }
}
