import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDING_CODES } from './issue.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/findings.md'), 'utf8');
const rows = [...page.matchAll(/^\| `(?<code>[a-z_]+)` *\| (?<meaning>.+?) *\|$/gm)].map((m) => m.groups!);

describe('docs/findings.md', () => {
  it('lists exactly the codes that findings can have, each once', () => {
    expect(rows.map((r) => r.code).sort()).toEqual([...FINDING_CODES].sort());
  });

  it('says what each of them means', () => {
    for (const { meaning } of rows) expect(meaning).toMatch(/^\p{Lu}.{12,}\.$|`$/u);
  });
});
