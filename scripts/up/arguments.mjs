import { parseArgs } from 'node:util';

export const USAGE = `npm run up -- [--port PORT] [--data DIR] [--host HOST] [--json]

Starts everything on this machine: database, API and worker.

  --port PORT  port of the API (8080)
  --data DIR   folder where everything is kept (./data)
  --host HOST  address to listen on (127.0.0.1)
  --json       prints {"url", "api_key"} on standard output when ready, and nothing else there
`;

/** The command line; throws with a sentence that says what is wrong. */
export function readArguments(parameters) {
  const { values } = parseArgs({
    args: parameters,
    options: {
      port: { type: 'string', default: '8080' },
      data: { type: 'string', default: 'data' },
      host: { type: 'string', default: '127.0.0.1' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port < 1 || port > 65_535)
    throw new Error('--port must be a number from 1 to 65535.');
  if (!values.data) throw new Error('--data must name a folder.');
  return { ...values, port };
}
