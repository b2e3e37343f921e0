import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  Req,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentPrincipal, RequireScope } from '../auth/decorators.js';
import type { Principal } from '../auth/principal.js';
import { JsonBodies } from '../http/json-bodies.js';
import { validated } from '../http/validation.js';
import { idempotent } from '../idempotency/idempotency.interceptor.js';
import { DeliveryListQuery, EndpointChangeBody, NewEndpointBody, RotationQuery } from './webhook.body.js';
import { WebhookEndpointsService } from './webhook-endpoints.service.js';
import { WebhookLogService } from './webhook-log.service.js';

@Controller('api/v1/webhooks')
export class WebhooksController {
  constructor(
    @Inject(WebhookEndpointsService) private readonly endpoints: WebhookEndpointsService,
    @Inject(WebhookLogService) private readonly log: WebhookLogService,
    @Inject(JsonBodies) private readonly bodies: JsonBodies,
  ) {}

  @Get('events')
  @RequireScope('webhooks:manage')
  events() {
    return this.log.events();
  }

  @Get('secret')
  @RequireScope('webhooks:manage')
  accountSecret(@CurrentPrincipal() who: Principal) {
    return this.endpoints.accountSecret(who.accountId);
  }

  @Post('endpoints')
  @HttpCode(201)
  @RequireScope('webhooks:manage')
  @UseInterceptors(idempotent({ isSecret: true }))
  async create(@CurrentPrincipal() who: Principal, @Req() request: FastifyRequest) {
    return this.endpoints.create(who.accountId, await this.bodies.readExact(request, NewEndpointBody));
  }

  @Get('endpoints')
  @RequireScope('webhooks:manage')
  list(@CurrentPrincipal() who: Principal) {
    return this.endpoints.list(who.accountId);
  }

  @Get('endpoints/:endpointId')
  @RequireScope('webhooks:manage')
  find(@CurrentPrincipal() who: Principal, @Param('endpointId') id: string) {
    return this.endpoints.find(who.accountId, id);
  }

  @Patch('endpoints/:endpointId')
  @RequireScope('webhooks:manage')
  async change(@CurrentPrincipal() who: Principal, @Param('endpointId') id: string, @Req() request: FastifyRequest) {
    return this.endpoints.change(who.accountId, id, await this.bodies.readExact(request, EndpointChangeBody));
  }

  @Delete('endpoints/:endpointId')
  @HttpCode(204)
  @RequireScope('webhooks:manage')
  delete(@CurrentPrincipal() who: Principal, @Param('endpointId') id: string) {
    return this.endpoints.delete(who.accountId, id);
  }

  @Post('endpoints/:endpointId/rotate-secret')
  @HttpCode(200)
  @RequireScope('webhooks:manage')
  @UseInterceptors(idempotent({ isSecret: true }))
  rotate(
    @CurrentPrincipal() who: Principal,
    @Param('endpointId') id: string,
    @Query(validated(RotationQuery)) query: RotationQuery,
  ) {
    return this.endpoints.rotateSecret(who.accountId, id, query.overlap_hours);
  }

  @Post('endpoints/:endpointId/test')
  @HttpCode(202)
  @RequireScope('webhooks:manage')
  @UseInterceptors(idempotent())
  test(@CurrentPrincipal() who: Principal, @Param('endpointId') id: string) {
    return this.log.test(who.accountId, id);
  }

  @Get('deliveries')
  @RequireScope('webhooks:manage')
  deliveries(@CurrentPrincipal() who: Principal, @Query(validated(DeliveryListQuery)) query: DeliveryListQuery) {
    return this.log.list(who.accountId, query);
  }

  @Get('deliveries/:deliveryId')
  @RequireScope('webhooks:manage')
  delivery(@CurrentPrincipal() who: Principal, @Param('deliveryId') id: string) {
    return this.log.find(who.accountId, id);
  }

  @Post('deliveries/:deliveryId/replay')
  @HttpCode(202)
  @RequireScope('webhooks:manage')
  @UseInterceptors(idempotent())
  replay(@CurrentPrincipal() who: Principal, @Param('deliveryId') id: string) {
    return this.log.replay(who.accountId, id);
  }
}
