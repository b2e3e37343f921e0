import { officeTypeOfCompoundFile } from './compound-file.js';
import { isCvJson, isEuropassXml, looksLikeJson } from './data-type.js';
import type { DetectedFormat } from './detected-format.js';
import { imageTypeOf } from './image-type.js';
import { looksLikeHtml, looksLikeMarkdown, readAsText } from './text-type.js';
import { documentTypeOfZip } from './zip-type.js';

/**
 * Tells the format of a file by its content; the name only decides between Markdown and text. The first 64 KiB are
 * enough. Null: not a format that can be read.
 */
export function detectFormat(bytes: Uint8Array, filename: string | null): DetectedFormat | null {
  if (bytes.length === 0) return null;
  const image = imageTypeOf(bytes);
  if (image) return { format: 'image', contentType: image };
  if (startsWith(bytes, 'PK\x03\x04') || startsWith(bytes, 'PK\x05\x06') || startsWith(bytes, 'PK00PK'))
    return documentTypeOfZip(bytes);
  if (startsWith(bytes, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return officeTypeOfCompoundFile(bytes);
  const head = latin1(bytes.subarray(0, 1024));
  if (head.includes('%PDF-')) return { format: 'pdf', contentType: 'application/pdf' };
  if (/^(?:\xef\xbb\xbf)?\s*\{\\rtf/.test(head)) return { format: 'rtf', contentType: 'application/rtf' };
  const text = readAsText(bytes.subarray(0, 64 * 1024));
  if (text === null) return null;
  return typeOfText(text, filename ?? '');
}

function typeOfText(text: string, filename: string): DetectedFormat | null {
  const start = text.slice(0, 4096).trimStart();
  // Post-script, other mark-up and data that nobody sends as a CV.
  if (start.startsWith('%!PS')) return null;
  if (isEuropassXml(start)) return { format: 'data', contentType: 'application/xml' };
  if (looksLikeJson(start)) return isCvJson(text) ? { format: 'data', contentType: 'application/json' } : null;
  // A web page with its pictures in one file: what Word and job boards save as .doc or .mht.
  if (/^MIME-Version:/i.test(start) && /^Content-Type:\s*text\/html/im.test(text)) {
    return { format: 'html', contentType: 'multipart/related' };
  }
  if (/^<\?xml|^<w:wordDocument|^<pkg:package/.test(start)) {
    if (
      /progid="Word\.Document"|schemas\.microsoft\.com\/office\/(?:word\/2003\/wordml|2006\/xmlPackage)/.test(
        text.slice(0, 8192),
      )
    ) {
      return { format: 'doc', contentType: 'application/msword' };
    }
    if (/<office:document[\s>]/.test(text.slice(0, 8192)) && /opendocument\.text\b/.test(text)) {
      return { format: 'odt', contentType: 'application/vnd.oasis.opendocument.text-flat-xml' };
    }
    return looksLikeHtml(start) ? { format: 'html', contentType: 'text/html' } : null;
  }
  if (looksLikeHtml(start)) return { format: 'html', contentType: 'text/html' };
  if (/^<svg[\s>]/i.test(start)) return null;
  // In a .txt a row of signs below a line is an ornament more often than Markdown.
  const markdown =
    /\.(?:md|markdown|mdown|mkd)$/i.test(filename) || (!/\.txt$/i.test(filename) && looksLikeMarkdown(text));
  if (markdown) return { format: 'markdown', contentType: 'text/markdown' };
  return { format: 'text', contentType: 'text/plain' };
}

const startsWith = (bytes: Uint8Array, signature: string): boolean =>
  bytes.length >= signature.length && [...signature].every((character, i) => bytes[i] === character.charCodeAt(0));

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
