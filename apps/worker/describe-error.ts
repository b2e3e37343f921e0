/** What may be logged of an error: names and codes. Messages of drivers and parsers can quote data and stay out. */
export function describeError(error: unknown): { error: string; code?: string; at?: string } {
  if (typeof error !== 'object' || error === null) return { error: 'unknown' };
  const { name, code, stack, message } = error as Record<string, unknown>;
  // Where it arose, without the message that stands before the first frame.
  const at =
    typeof stack === 'string' ? /^\s+at .*$/m.exec(stack.replace(String(message), ''))?.[0]?.trim() : undefined;
  return {
    error: typeof name === 'string' ? name : 'unknown',
    ...(typeof code === 'string' ? { code } : {}),
    ...(at ? { at: at.replace(/\(.*[\\/](?=[^\\/]+\))/, '(') } : {}),
  };
}
