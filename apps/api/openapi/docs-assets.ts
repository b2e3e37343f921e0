import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyReply } from 'fastify';
import { notFound } from '../errors/api-errors.js';
import { DOCS_SCRIPT } from './docs-page.js';

const TYPES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'start.js': 'text/javascript; charset=utf-8',
};

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** One of the files that the docs page needs, out of the npm package; nothing else of it is served. */
export async function readDocsAsset(name: string, reply: FastifyReply): Promise<Buffer> {
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (!type) throw notFound('file');
  reply.header('content-type', type).header('cache-control', 'public, max-age=3600');
  return name === 'start.js' ? Buffer.from(DOCS_SCRIPT) : readFile(join(folder, name));
}
