export interface WebPage {
  readonly bytes: Uint8Array;
  readonly charset: string | null;
}

/** The page inside of a web archive (MHTML); the bytes as they are where they are none. */
export function pageOfWebArchive(bytes: Uint8Array): WebPage {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole: WebPage = { bytes, charset: null };
  if (!/^(?:\xef\xbb\xbf)?\s*MIME-Version:/i.test(source.toString('latin1', 0, 200))) return whole;
  const text = source.toString('latin1');
  const type = /^Content-Type:\s*text\/html\b/im.exec(text);
  if (!type) return whole;
  // The headers of a part stand between its boundary and the first empty line.
  const start = Math.max(0, text.lastIndexOf('\n--', type.index));
  const gap = /\r?\n\r?\n/g;
  gap.lastIndex = type.index;
  const empty = gap.exec(text);
  if (!empty) return whole;
  const headers = text.slice(start, empty.index);
  const boundary = /boundary="?([^"\r\n;]{1,100})/i.exec(text.slice(0, 5000))?.[1];
  const end = boundary ? text.indexOf(`\n--${boundary}`, gap.lastIndex) : -1;
  const body = text.slice(gap.lastIndex, end < 0 ? text.length : end);
  const encoding = /^Content-Transfer-Encoding:\s*([\w-]+)/im.exec(headers)?.[1]?.toLowerCase();
  return { bytes: decodeBody(body, encoding), charset: /charset="?([\w.:-]+)/i.exec(headers)?.[1] ?? null };
}

function decodeBody(body: string, encoding: string | undefined): Uint8Array {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const decoded = body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(decoded, 'latin1');
}
