import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Public } from '../auth/decorators.js';
import { API_METRICS, type ApiMetrics } from './api-metrics.js';
import { HealthService } from './health.service.js';

@Public()
@Controller('api')
export class HealthController {
  constructor(
    @Inject(HealthService) private readonly health: HealthService,
    @Inject(API_METRICS) private readonly registry: ApiMetrics,
  ) {}

  @Get('health/live')
  @Header('cache-control', 'no-store')
  live() {
    return this.health.live();
  }

  @Get('health/ready')
  @Header('cache-control', 'no-store')
  ready() {
    return this.health.ready();
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics() {
    return this.registry.render();
  }
}
