import type { FastifyReply } from 'fastify';

/** Points to the status of the asset in the body. */
export function withLocation<T extends { readonly asset_id: string }>(reply: FastifyReply, body: T): T {
  reply.header('location', `/api/v1/files/assets/${body.asset_id}/status`);
  return body;
}
