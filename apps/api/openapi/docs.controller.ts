import { Controller, Get, Header, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/decorators.js';
import { OPENAPI_DOCUMENT } from '../ports.js';
import { readDocsAsset } from './docs-assets.js';
import { DOCS_PAGE, DOCS_POLICY } from './docs-page.js';

@Public()
@Controller('api')
export class DocsController {
  constructor(@Inject(OPENAPI_DOCUMENT) private readonly document: object) {}

  @Get('openapi.json')
  openapi() {
    return this.document;
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', DOCS_POLICY)
  page() {
    return DOCS_PAGE;
  }

  @Get('docs/:name')
  asset(@Param('name') name: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return readDocsAsset(name, reply);
  }
}
