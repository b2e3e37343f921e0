/**
 * A file that was cut off has lost the trailer, which names the catalogue. Where the catalogue itself is still there as
 * a plain object, a trailer can be written anew; null where it cannot.
 */
export function withNewTrailer(bytes: Uint8Array): Uint8Array | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const catalog = /(\d{1,7}) (\d{1,5}) obj\s*<<(?:(?!endobj)[\s\S]){0,2000}?\/Type\s*\/Catalog\b/.exec(text);
  if (!catalog) return null;
  const trailer = `\nendobj\ntrailer\n<</Root ${catalog[1]} ${catalog[2]} R>>\nstartxref\n0\n%%EOF\n`;
  const repaired = new Uint8Array(bytes.length + trailer.length);
  repaired.set(bytes);
  repaired.set(Buffer.from(trailer, 'latin1'), bytes.length);
  return repaired;
}
