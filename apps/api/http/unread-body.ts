import type { IncomingMessage } from 'node:http';

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_MILLISECONDS = 5_000;
const INTERVAL = 50;

/**
 * After an early answer the client may still be sending. Closing at once would reset the connection before it reads the
 * answer, so a little more is read and thrown away; whoever goes on is cut off.
 */
export function discardUnreadBody(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  const { socket } = request;
  const startBytes = socket.bytesRead;
  const startTime = Date.now();
  request.unpipe();
  request.resume();
  const timer = setInterval(() => {
    if (request.complete || socket.destroyed) return clearInterval(timer);
    if (socket.bytesRead - startBytes <= MAX_BYTES && Date.now() - startTime <= MAX_MILLISECONDS) return;
    clearInterval(timer);
    socket.destroy();
  }, INTERVAL);
  timer.unref();
}
