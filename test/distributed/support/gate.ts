import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '../../support/free-port.js';

export interface Gate {
  readonly port: number;
  /** Breaks all connections and takes no more: what stands behind is away. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/** A door in front of a server on loopback, that can be closed. */
export async function openGate(targetPort: number): Promise<Gate> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  const pass = (from: Socket) => {
    const to = connect(targetPort, '127.0.0.1');
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  };
  const open = () =>
    new Promise<void>((resolve, reject) => {
      server = createServer(pass);
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  await open();
  return {
    port,
    open,
    close: () =>
      new Promise((resolve) => {
        if (!server) return resolve();
        server.close(() => resolve());
        server = null;
        for (const socket of sockets) socket.destroy();
      }),
  };
}
