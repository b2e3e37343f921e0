import { existsSync, readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);
const checklist = readFileSync(new URL('docs/security.md', root), 'utf8');

describe('docs/security.md', () => {
  const rows = checklist.split('\n').filter((line) => /^\| (?!-|ASVS)/.test(line));
  const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));

  it('has a line for every chapter of the standard', () => {
    const chapters = [...checklist.matchAll(/^## V(\d+) /gm)].map(([, number]) => Number(number));
    expect(chapters).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(rows.length).toBeGreaterThan(60);
  });

  it.each(cells.map((row) => [row[1], row[3] ?? '']))('names for %s only what is there', (_, where) => {
    const files = [...where.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
    expect(files.length > 0 || where === '–').toBe(true);
    expect(files.filter((name) => !existsSync(new URL(name, root)))).toEqual([]);
  });
});
