import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigError, loadApiConfig } from '@vitamill/config';
import { type TaxonomyRow, type TaxonomySource, taxonomyTag } from '@vitamill/domain';
import { createDataSource, runMigrations, TaxonomyRepository } from '@vitamill/persistence';
import {
  customReader,
  digestOf,
  escoReader,
  listSourceFiles,
  onetReader,
  TaxonomyFileError,
  type TaxonomyReader,
} from '@vitamill/taxonomy-files';
import { ProgressBar } from './progress-bar.js';

export const TAXONOMY_USAGE = `usage: npm run taxonomy -- import esco DIR-OR-ZIP [--version V]
       npm run taxonomy -- import onet DIR-OR-ZIP [--version V]
       npm run taxonomy -- import custom FILE.csv --name NAME --version V [--attribution TEXT]
       npm run taxonomy -- list
       npm run taxonomy -- remove NAME VERSION

Imports a taxonomy into the database that the environment of the API names; the same files again change nothing. Workers
normalise with it within a minute, and renew the records that are there. See docs/taxonomies.md.`;

interface Command {
  readonly action: string;
  readonly operands: readonly string[];
  readonly options: { readonly name?: string; readonly version?: string; readonly attribution?: string };
}

function readCommand(args: readonly string[]): Command | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { name: { type: 'string' }, version: { type: 'string' }, attribution: { type: 'string' } },
    });
    const [action = '', ...operands] = positionals;
    const counts: Readonly<Record<string, number>> = { import: 2, list: 0, remove: 2 };
    return counts[action] === operands.length ? { action, operands, options: values } : null;
  } catch {
    return null;
  }
}

async function readerFor(kind: string, path: string, options: Command['options']): Promise<TaxonomyReader> {
  const version = options.version ?? null;
  if (version !== null && !/^[A-Za-z0-9][A-Za-z0-9._]{0,39}$/.test(version))
    throw new TaxonomyFileError('--version must be of letters, digits, dots and _.');
  switch (kind) {
    case 'esco':
      return escoReader(await listSourceFiles(path, ['.csv']), version);
    case 'onet':
      return onetReader(await listSourceFiles(path, ['.txt']), version);
    case 'custom': {
      const { name, attribution = '' } = options;
      if (!name || !version) throw new TaxonomyFileError('A custom taxonomy needs --name and --version.');
      return customReader(await listSourceFiles(path, ['.csv']), { name, version, attribution });
    }
    default:
      throw new TaxonomyFileError('Import esco, onet or custom.');
  }
}

async function* rowsOf(reader: TaxonomyReader, bar: ProgressBar): AsyncGenerator<TaxonomyRow> {
  // concepts come before what points at them
  for (const file of reader.files) {
    bar.enter(file.name);
    let rows = 0;
    for await (const row of reader.read(file)) {
      yield row;
      if (++rows % 1_000 === 0) bar.tick();
    }
    bar.advance(file.bytes);
  }
}

/** What the files say of themselves; where nothing tells a version, their digest does. */
async function sourceOf(reader: TaxonomyReader): Promise<TaxonomySource> {
  const files: Record<string, string> = {};
  for (const file of reader.files) files[file.name] = await digestOf(file);
  const digest = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 8);
  const { name, attribution, licence, languages, keepsOtherLanguages } = reader;
  return {
    name,
    version: reader.version ?? `files_${digest}`,
    attribution,
    licence,
    languages,
    files,
    keepsOtherLanguages,
  };
}

async function runImport(
  taxonomies: TaxonomyRepository,
  [kind = '', given = '']: readonly string[],
  options: Command['options'],
  folder: string,
): Promise<void> {
  const reader = await readerFor(kind, resolve(folder, given), options);
  const source = await sourceOf(reader);
  if (reader.version === null)
    console.error(`Nothing tells the version of the files; it is taken as ${source.version}. --version gives another.`);
  if (await taxonomies.hasFiles(source)) {
    console.error(`${taxonomyTag(source)} is there already, from the same files.`);
    return;
  }
  const started = Date.now();
  const bar = new ProgressBar(reader.files.reduce((sum, { bytes }) => sum + bytes, 0));
  const stored = await taxonomies.import(source, rowsOf(reader, bar)).finally(() => bar.end());
  const seconds = ((Date.now() - started) / 1_000).toFixed(1);
  console.error(
    `${taxonomyTag(stored)}: ${stored.occupations} occupations, ${stored.skills} skills, ${stored.labels} labels in ${stored.languages.join(', ')}, ${stored.relations} relations, in ${seconds} s.`,
  );
  if (stored.attribution) console.error(`Show with what you make of it: ${stored.attribution}`);
}

async function runAction(taxonomies: TaxonomyRepository, command: Command, folder: string): Promise<number> {
  const { action, operands, options } = command;
  if (action === 'import') await runImport(taxonomies, operands, options, folder);
  if (action === 'list')
    for (const one of await taxonomies.list())
      process.stdout.write(
        `${taxonomyTag(one)}${one.active ? ' (active)' : ''}: ${one.occupations} occupations, ${one.skills} skills, ${one.labels} labels in ${one.languages.join(', ')}\n`,
      );
  if (action !== 'remove') return 0;
  const [name = '', version = ''] = operands;
  if (await taxonomies.remove(name, version)) return 0;
  console.error(`There is no ${name}-${version}.`);
  return 1;
}

/** Runs `taxonomy ...`; gives the exit status. `folder` is where relative names start. */
export async function runTaxonomy(args: readonly string[], folder: string): Promise<number> {
  const command = readCommand(args);
  if (!command) {
    console.error(TAXONOMY_USAGE);
    return 2;
  }
  try {
    const dataSource = await createDataSource({ url: loadApiConfig().databaseUrl, poolSize: 2 }).initialize();
    try {
      await runMigrations(dataSource);
      return await runAction(new TaxonomyRepository(dataSource), command, folder);
    } finally {
      await dataSource.destroy();
    }
  } catch (error) {
    // Messages of drivers can quote the connection.
    const { name, code } = error as { name?: string; code?: string };
    const known = error instanceof ConfigError || error instanceof TaxonomyFileError;
    console.error(known ? error.message : `It failed, and nothing was changed: ${code ?? name ?? 'error'}.`);
    return 1;
  }
}
