import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv, { type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** What a record has that its contract leaves open, as strictly as the pipeline keeps it. */
const text = { type: ['string', 'null'] };
const texts = { type: 'array', items: { type: 'string' } };
const date = { $ref: 'master-record#/$defs/partial_date' };
const item = {
  organisation: text,
  start: date,
  end: date,
  is_current: { type: 'boolean' },
  url: text,
  description: text,
  highlights: texts,
};
const listOf = (properties: object) => ({ type: 'array', items: { type: 'object', properties } });
const titled = listOf({ title: { type: 'string', minLength: 1 }, ...item });
const REST = {
  type: 'object',
  properties: {
    contact: {
      type: 'object',
      properties: {
        birth_place: text,
        marital_status: text,
        gender: text,
        nationalities: { type: 'array', items: { type: 'string', pattern: '^[A-Z]{2}$' } },
      },
    },
    experience: listOf({ team: text }),
    projects: listOf({ name: { type: 'string', minLength: 1 }, ...item }),
    publications: listOf({ title: { type: 'string', minLength: 1 }, authors: texts, venue: text, doi: text, ...item }),
    awards: titled,
    volunteering: titled,
    memberships: titled,
    references: listOf({ name: text, text: { type: 'string' } }),
    driving_licence: text,
    availability: text,
  },
};

export interface RecordFault {
  /** JSON Pointer into the record. */
  readonly pointer: string;
  /** Quotes no value. */
  readonly message: string;
}

let checks: readonly ValidateFunction[] | null = null;

/** What of a record breaks its contract (contracts/master-record.schema.json); empty where nothing does. */
export function masterRecordFaults(record: unknown): RecordFault[] {
  checks ??= compile();
  return checks.flatMap((check) =>
    check(record)
      ? []
      : (check.errors ?? []).map(({ instancePath, message }) => ({
          pointer: instancePath,
          message: `${instancePath || 'The record'} ${message ?? 'is not valid'}.`,
        })),
  );
}

function compile(): ValidateFunction[] {
  const ajv = new Ajv.default({ strictTypes: false, allErrors: false });
  addFormats.default(ajv);
  const contract = JSON.parse(readFileSync(join(projectRoot(), 'contracts/master-record.schema.json'), 'utf8'));
  ajv.addSchema(contract, 'master-record');
  return [ajv.getSchema('master-record') as ValidateFunction, ajv.compile(REST)];
}

/** The nearest folder above this file with a package.json: the same from libs/ and from dist/libs/. */
function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('No package.json above the contracts');
    folder = parent;
  }
  return folder;
}
