/**
 * Whether an If-Match header names the record with this tag (strong comparison, RFC 9110), as shown with or without
 * provenance. True where there is no header.
 */
export function allowsChange(header: string | undefined, etag: string): boolean {
  if (header === undefined) return true;
  const tags = header.split(',').map((tag) => tag.trim());
  return tags.some((tag) => tag === '*' || tag === `"${etag}"` || (tag.startsWith(`"${etag}-p`) && tag.endsWith('"')));
}
