import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { CurrentPrincipal, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { METADATA_XML } from './metadata.js';
import { ODataService } from './odata.service.js';
import { odataRefusal } from './odata-refusal.js';
import { type ODataRequest, readODataRequest } from './odata-request.js';

/** OData 4.0, read-only, for Power BI, Excel and whatever else speaks it. */
@Controller('odata')
export class ODataController {
  constructor(
    @Inject(ODataService) private readonly odata: ODataService,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  @Get()
  @RequireScope('data:read')
  root(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.answer(request, reply, async (read) => this.odata.serviceDocument(read));
  }

  @Get(':resource')
  @RequireScope('data:read')
  resource(
    @CurrentPrincipal() who: Principal,
    @Param('resource') path: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (path === '$metadata') {
      reply.header('odata-version', '4.0').header('content-type', 'application/xml; charset=utf-8');
      return METADATA_XML;
    }
    return this.answer(request, reply, (read) => this.odata.resource(who.accountId, read, path));
  }

  @Get(':resource/:segment')
  @RequireScope('data:read')
  segment(
    @CurrentPrincipal() who: Principal,
    @Param('resource') path: string,
    @Param('segment') segment: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(request, reply, (read) => this.odata.segment(who.accountId, read, path, segment));
  }

  @Get(':resource/:segment/:part')
  @RequireScope('data:read')
  part(
    @CurrentPrincipal() who: Principal,
    @Param() path: { readonly resource: string; readonly segment: string; readonly part: string },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { resource, segment, part } = path;
    return this.answer(request, reply, (read) => this.odata.segment(who.accountId, read, resource, segment, part));
  }

  private async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    make: (request: ODataRequest) => Promise<object | number>,
  ): Promise<string> {
    reply.header('odata-version', '4.0');
    try {
      const read = readODataRequest(request, this.settings.publicUrl);
      const made = await make(read);
      reply.header('cache-control', 'no-store');
      if (typeof made === 'number') {
        reply.header('content-type', 'text/plain; charset=utf-8');
        return String(made);
      }
      if (read.maxPageSize !== null) reply.header('preference-applied', `odata.maxpagesize=${read.maxPageSize}`);
      reply.header('content-type', `application/json;odata.metadata=${read.metadata};charset=utf-8`);
      return JSON.stringify(made);
    } catch (error) {
      throw odataRefusal(error);
    }
  }
}
