// guard.mjs '{"signal", "command", "parameters", "uid"?, "gid"?}': runs a program that cannot tell when its starter is
// gone. When the pipe on standard input closes, or the guard is asked to stop, the program gets the signal, and SIGKILL
// if that does not help.
import { spawn } from 'node:child_process';

const PATIENCE = 20_000;
const { signal, command, parameters, uid, gid } = JSON.parse(process.argv[2]);
const child = spawn(command, parameters, { stdio: ['ignore', 'inherit', 'inherit'], uid, gid });

const stop = () => {
  child.kill(signal);
  setTimeout(() => child.kill('SIGKILL'), PATIENCE).unref();
};
for (const asked of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(asked, stop);
process.stdin.on('error', () => undefined);
process.stdin.once('close', stop);
process.stdin.resume();

child.once('error', (error) => {
  process.stderr.write(`${command}: ${error.code}\n`);
  process.exit(127);
});
child.once('exit', (code, killedBy) => process.exit(killedBy ? 1 : code));
