// The process that a ParserPool starts: parses one document at a time and says how it went. It prints nothing.
import { Worker } from 'node:worker_threads';
import { ParseError } from '@vitamill/domain';
import type { OcrConfig } from '@vitamill/ocr';
import { createCvParser } from '@vitamill/parser';
import type { ParseRequest, ParserMessage } from './messages.js';

const parser = createCvParser({ ocr: JSON.parse(process.argv[2] ?? '{}') as OcrConfig });
const tell = (message: ParserMessage): void => {
  if (process.connected) process.send?.(message);
};

process.on('disconnect', () => process.exit(0));
// A document can keep this thread busy for ever: when the pool's process is gone, a thread of its own ends us all.
new Worker(
  `const { ppid } = process;
   setInterval(() => process.ppid !== ppid && process.kill(process.pid, 'SIGKILL'), 1000);`,
  { eval: true, execArgv: [] },
).unref();

process.on('message', (request: ParseRequest) => {
  parser
    .parse(request.bytes, request.options, { onProgress: (progress) => tell({ kind: 'progress', ...progress }) })
    .then((parsed) => tell({ kind: 'parsed', parsed }))
    .catch((error: unknown) => {
      const known = error instanceof ParseError ? error : new ParseError('internal', 'entities', { cause: error });
      // the developer's eyes only: a stack holds no words of the document
      if (known.code === 'internal' && process.argv.includes('--trace') && error instanceof Error)
        console.error(error.stack);
      tell({ kind: 'failed', code: known.code, stage: known.stage });
    });
});
tell({ kind: 'ready' });
