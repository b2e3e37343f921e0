import { Controller, Get, Headers, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentPrincipal, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { sendConditionally } from '../http/conditional.js';
import { validated } from '../http/validation.js';
import { MasterQuery } from './master.query.js';
import { MasterService } from './master.service.js';

@Controller('api/v1/data/master')
export class MasterController {
  constructor(@Inject(MasterService) private readonly master: MasterService) {}

  @Get(':assetId')
  @RequireScope('data:read')
  async find(
    @CurrentPrincipal() who: Principal,
    @Param('assetId') id: string,
    @Query(validated(MasterQuery)) query: MasterQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const exported = await this.master.export(who.accountId, id, query);
    if (exported) {
      reply.header('x-record-version', String(exported.version));
      const answer = sendConditionally(reply, known, { etag: exported.etag, body: {} });
      if (answer === undefined) return undefined;
      const { body, mediaType, filename } = exported;
      return new StreamableFile(Buffer.from(body), {
        type: mediaType,
        disposition: `inline; filename="${filename}"`,
        length: Buffer.byteLength(body),
      });
    }
    const { withProvenance, version: asked } = query;
    const { version, tagged } = await this.master.find(who.accountId, id, { withProvenance, version: asked });
    reply.header('x-record-version', String(version));
    return sendConditionally(reply, known, tagged);
  }
}
