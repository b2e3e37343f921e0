import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createCvParser } from '@vitamill/parser';
import { fitConfidence } from './fit-confidence.js';
import { REFERENCE_DATE } from './frozen-corpus.js';
import { readCorpus } from './read-corpus.js';
import { expectedCalibrationError, judgeValues, reliabilityTable } from './reliability.js';
import { type ReadDocument, scoreCorpus } from './score-corpus.js';

const USAGE = `usage: npm run calibrate -- [--fit DIR]... [--check DIR]...

--fit reads generated documents (npm run corpus) and writes what the rules' confidences are worth into
libs/pipeline/confidence/confidence-table.ts. --check prints how well the confidences of today's table hold.`;

const TABLE = 'libs/pipeline/confidence/confidence-table.ts';
const { values } = parseArgs({
  options: { fit: { type: 'string', multiple: true }, check: { type: 'string', multiple: true } },
});

async function read(folders: readonly string[], rawConfidence: boolean): Promise<ReadDocument[]> {
  const parser = createCvParser({ rawConfidence });
  try {
    const documents: ReadDocument[] = [];
    // one after the other: reading a document is work of this process
    for (const folder of folders)
      for (const document of readCorpus(resolve(folder)) ?? [])
        documents.push(...(await scoreCorpus(parser, [document], REFERENCE_DATE)));
    return documents;
  } finally {
    await parser.close();
  }
}

if (values.fit) {
  const documents = await read(values.fit, true);
  const judged = judgeValues(documents);
  const path = join(process.cwd(), TABLE);
  const source = readFileSync(path, 'utf8');
  const table = { documents: documents.length, fields: fitConfidence(judged) };
  writeFileSync(path, source.replace(/\} = [\s\S]*$/, `} = ${JSON.stringify(table)};\n`));
  console.log(
    `${judged.length} values of ${documents.length} documents: error of the rules' own confidences ${(100 * expectedCalibrationError(judged)).toFixed(1)}. Now run: npx biome check --write ${TABLE}`,
  );
}
if (values.check)
  for (const folder of values.check)
    console.log(`\n## ${folder}\n\n${reliabilityTable(judgeValues(await read([folder], false)))}`);
if (!values.fit && !values.check) {
  console.error(USAGE);
  process.exitCode = 2;
}
