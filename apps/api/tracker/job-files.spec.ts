import type { TrackedJob } from '@vitamill/persistence';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { newJobBody } from './job.bodies.js';
import { readJobsCsv, writeJobsCsv, writeJobsJson } from './job-files.js';

async function* each(jobs: readonly object[]): AsyncGenerator<TrackedJob> {
  for (const job of jobs) yield job as TrackedJob;
}
const textOf = async (chunks: AsyncIterable<string>): Promise<string> => {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
};

/** Texts with what spreadsheets and CSV trip over. */
const text = fc
  .array(
    fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '[', ']', '\n', '\r\n', '\t', ' ', 'a', 'é', '\uff1d'),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));
const word = text.filter((value) => value.trim() !== '').map((value) => value.trim());
const job = fc.record({
  company_name: word,
  job_title: word,
  notes: fc.option(text),
  tags: fc.uniqueArray(word, { maxLength: 4 }),
  contacts: fc.array(fc.record({ name: word, note: text }), { maxLength: 2 }),
  salary_range_min: fc.option(fc.integer({ min: 30_000, max: 90_000 })),
  is_remote: fc.boolean(),
});

describe('a CSV of jobs', () => {
  it('gives every job back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(job, { minLength: 1, maxLength: 4 }), async (jobs) => {
        const given = jobs.map((each) => newJobBody.parse(each));
        const read = readJobsCsv(await textOf(writeJobsCsv(each(given)))).map((each) => newJobBody.parse(each));
        expect(read).toEqual(given);
      }),
      { numRuns: 300 },
    );
  });

  it('has no cell that a spreadsheet would run', async () => {
    await fc.assert(
      fc.asyncProperty(job, async (fields) => {
        const csv = await textOf(writeJobsCsv(each([newJobBody.parse(fields)])));
        const rows: string[][] = parse(csv);
        for (const row of rows) for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r\uff1d]/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a JSON file of jobs', () => {
  it.each([0, 1, 3])('is valid with %d jobs', async (count) => {
    const jobs = Array.from({ length: count }, (_, i) => ({ id: `${i}` }));
    expect(JSON.parse(await textOf(writeJobsJson(each(jobs))))).toEqual({ data: jobs });
  });
});
