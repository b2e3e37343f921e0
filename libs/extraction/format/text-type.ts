/**
 * The bytes as text, good enough to look at its beginnings; null where they cannot be text in any common encoding.
 * Single-byte encodings are all read as windows-1252: letters may be wrong, mark-up is not.
 */
export function readAsText(bytes: Uint8Array): string | null {
  const marked = decodeMarked(bytes);
  if (marked !== null) return isText(marked) ? marked : null;
  const wide = guessUtf16(bytes);
  if (wide) {
    const text = new TextDecoder(wide).decode(bytes.subarray(0, bytes.length - (bytes.length % 2)));
    return isText(text) ? text : null;
  }
  if (hasBinaryControls(bytes)) return null;
  const text = new TextDecoder('utf-8').decode(bytes);
  return text.includes('\ufffd') ? new TextDecoder('windows-1252').decode(bytes) : text;
}

function decodeMarked(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder('utf-8').decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return null;
}

/** Every other byte of UTF-16 text in European languages is 0 or a small number. */
function guessUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, 2048);
  if (length < 4 || !bytes.subarray(0, length).includes(0)) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < length; i += 2) {
    if ((bytes[i] as number) < 5) even++;
    if ((bytes[i + 1] as number) < 5) odd++;
  }
  const pairs = length / 2;
  if (odd > 0.9 * pairs && even < 0.1 * pairs) return 'utf-16le';
  return even > 0.9 * pairs && odd < 0.1 * pairs ? 'utf-16be' : null;
}

function isText(text: string): boolean {
  const sample = text.slice(0, 8192);
  if (sample.trim() === '') return false;
  const odd = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd\ufffe\uffff]/g)?.length ?? 0;
  return odd <= sample.length * 0.005;
}

/** Tab, line feed, form feed and carriage return belong to text; ESC and others stand in it by accident only. */
function hasBinaryControls(bytes: Uint8Array): boolean {
  let controls = 0;
  for (const byte of bytes) {
    if (byte === 0) return true;
    if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1a)) controls++;
  }
  if (controls > 0 && controls > bytes.length * 0.002) return true;
  return bytes.every((byte) => byte === 0x20 || (byte > 0x08 && byte < 0x0e));
}

export function looksLikeHtml(start: string): boolean {
  const body = start.replace(/^(?:\s|<\?xml[^>]*>|<!--[\s\S]*?-->)+/, '');
  if (/^<!doctype\s+html\b|^<(?:html|head|body)[\s>]/i.test(body)) return true;
  return (
    /^<(?:div|table|h[1-6]|p|main|article|section|title|meta|style|center|span|ul|header)[\s>]/i.test(body) &&
    /<\/\w+>/.test(body)
  );
}

/** Two kinds of Markdown's own marks: one alone may stand in any text. */
export function looksLikeMarkdown(text: string): boolean {
  const sample = text.slice(0, 16_384);
  const headings = sample.match(/^#{1,4} \S/gm)?.length ?? 0;
  const emphasis = sample.match(/\*\*[^*\n]+\*\*|\[[^\]\n]+\]\((?:https?:|mailto:|\/|#)[^)\n]*\)/g)?.length ?? 0;
  const underlined = sample.match(/^\S.*\n(?:={4,}|-{4,})\s*$/gm)?.length ?? 0;
  return headings >= 2 || (headings + underlined >= 1 && emphasis >= 1) || emphasis >= 4;
}
