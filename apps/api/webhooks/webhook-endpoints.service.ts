import { Inject, Injectable } from '@nestjs/common';
import { SecretBox } from '@vitamill/cryptography';
import { findTarget, readTargetUrl, TargetError, type TargetRules } from '@vitamill/outbound';
import { MOST_WEBHOOK_ENDPOINTS, type WebhookEndpoint, WebhookEndpointRepository } from '@vitamill/persistence';
import { newWebhookSecret } from '@vitamill/webhooks';
import { ApiError, notFound, validationError } from '../errors/api-errors.js';
import { asUuid } from '../http/uuid.js';
import { DEFAULT_OVERLAP_HOURS, type EndpointChangeBody, type NewEndpointBody } from './webhook.body.js';
import { presentEndpoint } from './webhook.presenter.js';

export const TARGET_RULES = Symbol('TargetRules');
/** A resolver that does not answer must not hold up the request. */
const RESOLVE_MILLISECONDS = 3_000;

/** Where an account wants its events sent. A secret is shown once: when it is made. */
@Injectable()
export class WebhookEndpointsService {
  constructor(
    @Inject(WebhookEndpointRepository) private readonly endpoints: WebhookEndpointRepository,
    @Inject(SecretBox) private readonly secrets: SecretBox,
    @Inject(TARGET_RULES) private readonly rules: TargetRules,
  ) {}

  async create(accountId: string, body: NewEndpointBody) {
    const url = await this.checked(body.url);
    const secret = newWebhookSecret();
    const created = await this.endpoints.create(accountId, {
      url,
      description: body.description || null,
      events: body.events ?? ['*'],
      sealedSecret: this.secrets.seal(secret),
    });
    if (!created)
      throw new ApiError('conflict', `There are ${MOST_WEBHOOK_ENDPOINTS} endpoints already. Delete one first.`);
    return { ...presentEndpoint(created), secret };
  }

  async list(accountId: string) {
    return { items: (await this.endpoints.list(accountId)).map(presentEndpoint) };
  }

  async find(accountId: string, id: string) {
    return presentEndpoint(found(await this.endpoints.find(accountId, asUuid(id, 'endpoint'))));
  }

  async change(accountId: string, id: string, body: EndpointChangeBody) {
    const url = body.url === undefined ? undefined : await this.checked(body.url);
    const { description, events, enabled } = body;
    const change = { url, events, enabled, description: description === '' ? null : description };
    return presentEndpoint(found(await this.endpoints.change(accountId, asUuid(id, 'endpoint'), change)));
  }

  async delete(accountId: string, id: string): Promise<void> {
    if (!(await this.endpoints.delete(accountId, asUuid(id, 'endpoint')))) throw notFound('endpoint');
  }

  async rotateSecret(accountId: string, id: string, overlapHours = DEFAULT_OVERLAP_HOURS) {
    const secret = newWebhookSecret();
    const sealed = this.secrets.seal(secret);
    const rotated = await this.endpoints.rotateSecret(accountId, asUuid(id, 'endpoint'), sealed, overlapHours * 3_600);
    return { ...presentEndpoint(found(rotated)), secret };
  }

  /** The secret that signs what goes to the address of a single request, such as a screening's webhook_url. */
  async accountSecret(accountId: string) {
    const sealed = await this.endpoints.accountSecret(accountId, this.secrets.seal(newWebhookSecret()));
    return { secret: this.secrets.open(sealed) };
  }

  /** Told early what every attempt checks anew. A name that cannot be resolved now may be later. */
  private async checked(text: string): Promise<string> {
    try {
      const url = readTargetUrl(text, this.rules);
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<null>((resolve) => {
        timer = setTimeout(() => resolve(null), RESOLVE_MILLISECONDS);
      });
      await Promise.race([findTarget(text, this.rules), patience]).finally(() => clearTimeout(timer));
      return url.href;
    } catch (error) {
      if (!(error instanceof TargetError)) throw error;
      if (error.fault === 'dns_failed') return text;
      throw validationError([{ field: 'url', code: error.fault, message: error.message }]);
    }
  }
}

function found(endpoint: WebhookEndpoint | null): WebhookEndpoint {
  if (!endpoint) throw notFound('endpoint');
  return endpoint;
}
