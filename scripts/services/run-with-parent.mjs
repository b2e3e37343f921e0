// run-with-parent.mjs MAIN: runs an app and asks it to stop when the pipe from its starter closes. A starter that is
// killed cannot ask. Not `--import`: that would be handed on to the parser processes.
import { pathToFileURL } from 'node:url';

/** The database goes with the starter: there is little left to wait for. */
const DEADLINE = 3_000;

process.stdin.on('error', () => undefined);
process.stdin.once('close', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), DEADLINE).unref();
});
process.stdin.resume();
// The pipe alone keeps no process alive.
process.stdin.unref?.();

await import(pathToFileURL(process.argv[2]).href);
