// run-with-parent.mjs MAIN [PRELOAD]: runs an app and asks it to stop when the pipe from its starter closes. A starter
// that is killed cannot ask. With PRELOAD, this module is loaded at once, and MAIN once a line has come through the pipe:
// so an app loads while its database starts. Not `--import`: that would be handed on to the parser processes.
import { pathToFileURL } from 'node:url';

/** The database goes with the starter: there is little left to wait for. */
const DEADLINE = 3_000;

const [main, preload] = process.argv.slice(2);
const told = new Promise((resolve) => process.stdin.once('data', resolve));
process.stdin.on('error', () => undefined);
process.stdin.once('close', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), DEADLINE).unref();
});
process.stdin.resume();
if (preload) {
  await import(pathToFileURL(preload).href);
  await told;
}
// The pipe alone keeps no process alive.
process.stdin.unref?.();

await import(pathToFileURL(main).href);
