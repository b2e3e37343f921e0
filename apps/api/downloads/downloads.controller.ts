import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { Public } from '../auth/decorators.js';
import { OPENAPI_DOCUMENT } from '../ports.js';
import { describeRequests } from './described-requests.js';
import { httpFile } from './http-file.js';
import { postmanCollection } from './postman-collection.js';

/** What saves writing requests by hand, made from the OpenAPI document, so that it has every route. */
@Controller('api/downloads')
export class DownloadsController {
  constructor(
    @Inject(OPENAPI_DOCUMENT) private readonly document: { readonly paths: Readonly<Record<string, object>> },
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  private get baseUrl(): string {
    return this.settings.publicUrl?.replace(/\/$/, '') ?? 'http://127.0.0.1:3000';
  }

  @Get('vitamill.postman_collection.json')
  @Public()
  postman(@Res({ passthrough: true }) reply: FastifyReply) {
    reply.header('content-disposition', 'attachment; filename="vitamill.postman_collection.json"');
    return postmanCollection(describeRequests(this.document), this.baseUrl);
  }

  @Get('vitamill.http')
  @Public()
  @Header('content-type', 'text/plain; charset=utf-8')
  http(@Res({ passthrough: true }) reply: FastifyReply) {
    reply.header('content-disposition', 'attachment; filename="vitamill.http"');
    return httpFile(describeRequests(this.document), this.baseUrl);
  }
}
