import { readFile } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { type ApiClient, ApiFailure } from './api-client.js';

export interface ServerOptions {
  readonly api: ApiClient;
  /** Whether tools may read files of this machine: over stdio, where the client runs here too. */
  readonly readsFiles: boolean;
  readonly version: string;
}

const PARSE_POLLS = 120;
const PARSE_PAUSE = 500;

/** The service's API as tools for assistants: the three of the CV Matching API, and ours. */
export function createMcpServer({ api, readsFiles, version }: ServerOptions): McpServer {
  const server = new McpServer({ name: 'vitamill', version });
  const id = z.string().uuid();

  const files: z.ZodRawShape = readsFiles
    ? { cv_paths: z.array(z.string()).min(1).max(25).describe('Absolute paths to CV files (PDF, DOCX, TXT)') }
    : {
        cvs: z
          .array(z.object({ filename: z.string(), content_base64: z.string() }))
          .min(1)
          .max(25)
          .describe('CV files (PDF, DOCX, TXT)'),
      };
  server.registerTool(
    'match_cvs',
    {
      title: 'Match CVs',
      description: 'Submit CVs for matching against a job description. Costs one credit a CV.',
      inputSchema: { ...files, jd_text: z.string().min(1).max(50_000).describe('Job description text') },
    },
    (input) =>
      answer(async () => {
        const { jd_text } = input as { jd_text: string };
        const form = new FormData();
        for (const { filename, bytes } of await bytesOf(input)) form.append('cvs', new Blob([bytes]), filename);
        form.append('jd_text', jd_text);
        return api.postForm('/api/match', form);
      }),
  );
  server.registerTool(
    'get_match_progress',
    {
      title: 'Match progress',
      description: 'How many CVs of a match are done. Poll every second or two until status is "completed".',
      inputSchema: { job_id: id.describe('Job ID from match_cvs') },
      annotations: { readOnlyHint: true },
    },
    ({ job_id }) => answer(() => api.get(`/api/match/${job_id}/progress`)),
  );
  server.registerTool(
    'get_match_results',
    {
      title: 'Match results',
      description: 'Scores, summaries, strengths and gaps of a completed match, the best first.',
      inputSchema: { job_id: id.describe('Job ID from match_cvs') },
      annotations: { readOnlyHint: true },
    },
    ({ job_id }) => answer(() => api.get(`/api/match/${job_id}`)),
  );
  const file: z.ZodRawShape = readsFiles
    ? { cv_path: z.string().describe('Absolute path to the CV file') }
    : { filename: z.string(), content_base64: z.string() };
  server.registerTool(
    'parse_cv',
    {
      title: 'Upload and parse a CV',
      description: 'Upload a CV, wait until it is parsed, and get its asset id. Costs one credit.',
      inputSchema: file,
    },
    (input) => answer(() => uploadAndWait(api, input)),
  );
  server.registerTool(
    'get_master_record',
    {
      title: 'Master record',
      description: 'The structured record of a parsed CV.',
      inputSchema: { asset_id: id },
      annotations: { readOnlyHint: true },
    },
    ({ asset_id }) => answer(() => api.get(`/api/v1/data/master/${asset_id}`)),
  );
  server.registerTool(
    'search_candidates',
    {
      title: 'Search candidates',
      description: 'Rank all parsed CVs of the account against a job description, or find CVs like one of them.',
      inputSchema: {
        job_spec: z.string().max(50_000).optional(),
        like: id.optional().describe('Asset to find others like'),
        limit: z.number().int().min(1).max(50).optional(),
      },
      annotations: { readOnlyHint: true },
    },
    (input) => answer(() => api.postJson('/api/v1/candidates/search', input)),
  );
  server.registerTool(
    'explain_score',
    {
      title: 'Explain a score',
      description:
        'Why a candidate of a match or screening has its score: weights, caps, the evidence for each requirement, and what would raise it.',
      inputSchema: {
        job_id: id,
        candidate: z.string().describe('cv_filename of a match or candidate_ref of a screening'),
      },
      annotations: { readOnlyHint: true },
    },
    ({ job_id, candidate }) => answer(() => explain(api, job_id, candidate)),
  );
  return server;
}

/** What a tool gives: the API's JSON as text and as structure; a refusal as an error that says why. */
async function answer(work: () => Promise<unknown>): Promise<CallToolResult> {
  try {
    const body = (await work()) as Record<string, unknown>;
    return { content: [{ type: 'text', text: JSON.stringify(body, null, 2) }], structuredContent: body };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    return { isError: true, content: [{ type: 'text', text: error.message }] };
  }
}

interface NamedBytes {
  readonly filename: string;
  readonly bytes: Buffer<ArrayBuffer>;
}

async function bytesOf(input: object): Promise<NamedBytes[]> {
  const { cv_paths: paths, cvs } = input as {
    cv_paths?: readonly string[];
    cvs?: readonly { filename: string; content_base64: string }[];
  };
  if (paths) return Promise.all(paths.map(readCv));
  return (cvs ?? []).map(({ filename, content_base64 }) => ({
    filename,
    bytes: Buffer.from(content_base64, 'base64'),
  }));
}

async function readCv(path: string): Promise<NamedBytes> {
  if (!isAbsolute(path)) throw new ApiFailure(`Give absolute paths; this one is not: ${path}`);
  if (!/\.(?:pdf|docx?|txt|odt|rtf|html?|md|png|jpe?g|tiff?)$/i.test(path))
    throw new ApiFailure(`This is no file of a CV: ${path}`);
  try {
    return { filename: basename(path), bytes: Buffer.from(await readFile(path)) };
  } catch {
    throw new ApiFailure(`The file cannot be read: ${path}`);
  }
}

async function uploadAndWait(api: ApiClient, input: object): Promise<unknown> {
  const { cv_path, filename, content_base64 } = input as {
    cv_path?: string;
    filename?: string;
    content_base64?: string;
  };
  const cv = cv_path
    ? await readCv(cv_path)
    : { filename: filename ?? 'cv', bytes: Buffer.from(content_base64 ?? '', 'base64') };
  const form = new FormData();
  form.append('file', new Blob([cv.bytes]), cv.filename);
  const { asset_id } = (await api.postForm('/api/v1/files/upload', form)) as { asset_id: string };
  for (let i = 0; i < PARSE_POLLS; i++) {
    const { status, error } = (await api.get(`/api/v1/files/assets/${asset_id}/status`)) as {
      status: string;
      error: unknown;
    };
    if (status === 'completed' || status === 'failed') return { asset_id, status, error };
    await delay(PARSE_PAUSE);
  }
  return { asset_id, status: 'processing', error: null };
}

interface Explained {
  readonly results?: readonly { readonly cv_filename?: string; readonly candidate_ref?: string }[];
}

async function explain(api: ApiClient, jobId: string, candidate: string): Promise<unknown> {
  const paths = [`/api/match/${jobId}?include=explanation`, `/api/v1/jobs/${jobId}?include=explanation`];
  let failure: unknown;
  for (const path of paths) {
    try {
      const { results } = (await api.get(path)) as Explained;
      const found = results?.find((one) => (one.cv_filename ?? one.candidate_ref) === candidate);
      if (found) return found;
      failure = new ApiFailure(results ? `The job has no candidate ${candidate}.` : 'The job is not complete yet.');
      break;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
