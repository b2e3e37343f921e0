import { Controller, HttpCode, Inject, Param, Patch, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { EmailBody } from '../auth/auth.bodies.js';
import { OperatorOnly } from '../auth/decorators.js';
import { JsonBodies } from '../http/json-bodies.js';
import { CreditsBody, TermsBody } from './operator.bodies.js';
import { OperatorService } from './operator.service.js';

@Controller('api/operator/organisations')
@OperatorOnly()
export class OperatorController {
  constructor(
    @Inject(OperatorService) private readonly operator: OperatorService,
    @Inject(JsonBodies) private readonly bodies: JsonBodies,
  ) {}

  /** The address stands in the body, so that it stands in no log of a proxy. */
  @Post('search')
  @HttpCode(200)
  async search(@Req() request: FastifyRequest) {
    return this.operator.search((await this.bodies.read(request, EmailBody)).email);
  }

  @Patch(':organisationId')
  async agree(@Param('organisationId') id: string, @Req() request: FastifyRequest) {
    return this.operator.agree(id, await this.bodies.read(request, TermsBody));
  }

  @Post(':organisationId/credits')
  @HttpCode(201)
  async issue(@Param('organisationId') id: string, @Req() request: FastifyRequest) {
    return this.operator.issue(id, await this.bodies.read(request, CreditsBody), request.headers['idempotency-key']);
  }
}
