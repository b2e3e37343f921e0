/** \fcharset -> encoding. */
const CHARSETS: Readonly<Record<number, string>> = {
  0: 'cp1252',
  77: 'macroman',
  128: 'cp932',
  129: 'cp949',
  134: 'cp936',
  136: 'cp950',
  161: 'cp1253',
  162: 'cp1254',
  163: 'cp1258',
  177: 'cp1255',
  178: 'cp1256',
  186: 'cp1257',
  204: 'cp1251',
  222: 'cp874',
  238: 'cp1250',
  255: 'cp437',
};

/** Charset 1 is "the default"; 2 is that of symbol fonts. */
export const encodingOfCharset = (charset: number | null): string | null =>
  charset === null ? null : (CHARSETS[charset] ?? null);

export function encodingOfCodePage(page: number): string {
  if (page === 10000) return 'macroman';
  return page === 65001 ? 'utf8' : `cp${page}`;
}
