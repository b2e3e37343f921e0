/** The target of a HYPERLINK field code; null for other fields and for links inside the document. */
export function hyperlinkOf(instruction: string): string | null {
  const match = /^\s*HYPERLINK\s+(?:"([^"]+)"|([^\s\\"]\S*))/i.exec(instruction);
  return match?.[1] ?? match?.[2] ?? null;
}
