const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** Keys are paths of plain segments: nothing in them can lead out of a folder or need escaping. */
export function assertObjectKey(key: string): void {
  const segments = key.split('/');
  if (segments.length > 8 || !segments.every((segment) => SEGMENT.test(segment)))
    throw new TypeError('The object key is malformed.');
}
