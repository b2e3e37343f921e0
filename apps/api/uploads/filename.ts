const MAX_LENGTH = 200;
const MAX_EXTENSION = 12;

/** A file name that is harmless to store and to send back: no path, no control or direction characters, bounded length. */
export function sanitiseFilename(name: string | undefined): string {
  const base = (name ?? '').normalize('NFC').split(/[/\\]/).pop() ?? '';
  const clean = base
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\p{Surrogate}/gu, '')
    .trim();
  if (/^\.*$/.test(clean)) return 'unnamed';
  return shorten(clean);
}

/** Shortened in the middle, by whole characters, so that the extension stays. */
function shorten(name: string): string {
  const characters = [...name];
  if (characters.length <= MAX_LENGTH) return name;
  const dot = characters.lastIndexOf('.');
  const extension = dot > 0 && characters.length - dot <= MAX_EXTENSION ? characters.slice(dot) : [];
  return [...characters.slice(0, MAX_LENGTH - extension.length), ...extension].join('');
}

/** RFC 6266: a plain name for old clients, the exact one in UTF-8. Always a download, never shown inline. */
export function contentDispositionOf(filename: string): string {
  const plain =
    filename
      .normalize('NFKD')
      .replace(/[^\x20-\x7e]/g, '')
      .replace(/["\\%;]/g, '_') || 'file';
  const encoded = encodeURIComponent(filename.replace(/\p{Surrogate}/gu, '')).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
