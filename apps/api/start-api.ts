import type { Logger } from 'pino';
import { type ApiResources, composeParts } from './compose-parts.js';
import { createApiApp } from './create-app.js';

export interface RunningApi {
  readonly port: number;
  /** Finishes the requests at work, then closes what the API was given. */
  close(): Promise<void>;
}

/** Listens; rejects where the address is taken. Port 0 is any free one. */
export async function startApi(
  resources: ApiResources,
  address: { readonly host: string; readonly port: number },
  logger: Logger,
): Promise<RunningApi> {
  const parts = composeParts(resources);
  const { app } = await createApiApp(parts, logger);
  const close = async () => {
    await app.close();
    await Promise.allSettled([parts.parser.close(), parts.limiter.close(), parts.usage.close(), parts.mailer.close()]);
    await resources.dataSource.destroy();
  };
  try {
    await app.listen(address.port, address.host);
  } catch (error) {
    await close();
    throw error;
  }
  return { port: (app.getHttpServer().address() as { port: number }).port, close };
}
