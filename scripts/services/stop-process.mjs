/** Asks a child to stop, insists after `patience` milliseconds, and resolves once it is gone. */
export async function stopProcess(child, signal = 'SIGTERM', patience = 30_000) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const insist = setTimeout(() => child.kill('SIGKILL'), patience);
  await ended;
  clearTimeout(insist);
}
