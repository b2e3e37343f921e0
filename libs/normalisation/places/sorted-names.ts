/** Finds `key` in a text of sorted lines `key TAB value`, without building an index: nothing is loaded that nobody asks for. */
export const findLine = (lines: string, key: string): string | null => {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const start = lines.lastIndexOf('\n', middle - 1) + 1;
    const foundEnd = lines.indexOf('\n', middle);
    const end = foundEnd < 0 ? lines.length : foundEnd;
    const tab = lines.indexOf('\t', start);
    const name = lines.slice(start, tab);
    if (name === key) return lines.slice(tab + 1, end);
    if (name < key) low = end + 1;
    else high = start;
  }
  return null;
};
