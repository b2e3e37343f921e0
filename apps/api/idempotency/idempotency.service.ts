import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SecretBox } from '@vitamill/cryptography';
import { IdempotencyRepository } from '@vitamill/persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, validationError } from '../errors/api-errors.js';
import { canonicalJson } from './canonical-json.js';

const LEASE_SECONDS = 30;
/** A string of RFC 9651 in quotes, as the draft has it, or the bare text that most clients send. */
const KEY = /^"?([\x21\x23-\x7e]{1,255}?)"?$/;
const KEPT_HEADERS = ['location', 'x-credits-remaining'] as const;

export interface IdempotencyOptions {
  /** What the request asks for; the same again is a repetition, anything else under the same key a mistake. */
  readonly payload: unknown;
  /** The request is refused without a key. */
  readonly required?: boolean;
  /** False where the answer is not to be stored: a repetition then works again, on the same `resourceId`. */
  readonly keepBody?: boolean;
  /** True where the answer tells a secret: it is kept sealed. */
  readonly isSecret?: boolean;
}

/**
 * The Idempotency-Key of draft-ietf-httpapi-idempotency-key-header: 400 where one is demanded and missing, 409 while the
 * first request is at work, 422 with another payload; else the first answer again, for 24 hours. Refusals are not kept.
 */
@Injectable()
export class Idempotency {
  constructor(
    @Inject(IdempotencyRepository) private readonly keys: IdempotencyRepository,
    @Inject(SecretBox) private readonly secrets: SecretBox,
  ) {}

  /**
   * Runs `work` once a key. Without a key it just runs. `resourceId`, a UUID, is the id to give to what is created and to
   * charge under: after a crash the repetition gets the same one. Null without a key.
   */
  async run<Result>(
    request: FastifyRequest,
    reply: FastifyReply,
    options: IdempotencyOptions,
    work: (resourceId: string | null) => Promise<Result>,
  ): Promise<Result> {
    const key = keyOf(request, options.required === true);
    const { principal } = request;
    if (key === null || !principal) return work(null);
    const { accountId, userId } = principal;
    const begun = await this.keys.begin(
      {
        accountId,
        subjectId: userId ?? accountId,
        operation: `${request.method} ${request.routeOptions.url}`,
        key,
        fingerprint: createHash('sha256')
          .update(canonicalJson([request.params ?? null, request.query ?? null, options.payload]))
          .digest('hex'),
      },
      LEASE_SECONDS,
    );
    switch (begun.kind) {
      case 'mismatch':
        throw new ApiError('idempotency_mismatch', 'This Idempotency-Key was used for another request.');
      case 'in_progress':
        throw new ApiError('idempotency_in_progress', 'The first request with this Idempotency-Key is at work.', {
          headers: { 'retry-after': '1' },
        });
      case 'done':
        reply.header('idempotency-replayed', 'true');
        if (options.keepBody === false) return work(begun.resourceId);
        for (const [name, value] of Object.entries(begun.answer.headers)) reply.header(name, value);
        reply.code(begun.answer.status);
        return (options.isSecret ? this.open(begun.answer.body) : begun.answer.body) as Result;
      case 'begun':
        return this.workUnder(begun.holder, reply, options, () => work(begun.resourceId));
    }
  }

  private kept(answer: unknown, { isSecret }: IdempotencyOptions): unknown {
    return isSecret ? this.secrets.seal(JSON.stringify(answer)) : answer;
  }

  private open(kept: unknown): unknown {
    try {
      return JSON.parse(this.secrets.open(String(kept)));
    } catch {
      // The key that it was sealed under was taken away in between.
      throw new ApiError('conflict', 'The first answer can no longer be read. Use another Idempotency-Key.');
    }
  }

  private async workUnder<Result>(
    holder: string,
    reply: FastifyReply,
    options: IdempotencyOptions,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const renewal = setInterval(
      () => void this.keys.renew(holder, LEASE_SECONDS).catch(() => undefined),
      (LEASE_SECONDS * 1_000) / 3,
    );
    try {
      const result = await work();
      const headers = Object.fromEntries(
        KEPT_HEADERS.flatMap((name) => {
          const value = reply.getHeader(name);
          return value === undefined ? [] : [[name, String(value)]];
        }),
      );
      await this.keys.complete(holder, {
        status: reply.statusCode,
        headers,
        body: options.keepBody === false ? null : this.kept(result ?? null, options),
      });
      return result;
    } catch (error) {
      await this.keys.giveUp(holder).catch(() => undefined);
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }
}

function keyOf(request: FastifyRequest, required: boolean): string | null {
  const given = request.headers['idempotency-key'];
  if (given === undefined) {
    if (!required) return null;
    throw new ApiError('idempotency_key_missing', 'This request needs an Idempotency-Key header.');
  }
  const key = KEY.exec(String(given).trim())?.[1];
  if (key) return key;
  throw validationError([
    {
      field: 'Idempotency-Key',
      code: 'invalid_idempotency_key',
      message: 'Idempotency-Key must have 1 to 255 visible ASCII characters.',
      location: 'header',
    },
  ]);
}
