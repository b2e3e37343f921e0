import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { type CvParser, DEFAULT_PARSE_LIMITS, ParseError, type TaxonomyNormaliser } from '@vitamill/domain';
import { AccountRepository } from '@vitamill/persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import { ApiError } from '../errors/api-errors.js';
import { Idempotency } from '../idempotency/idempotency.service.js';
import { CV_PARSER, TAXONOMIES } from '../ports.js';
import { SpoolBudget } from '../uploads/byte-spool.js';
import { type ReceivedUpload, withUpload } from '../uploads/received-upload.js';
import { ParseSlots } from './parse-slots.js';

export interface SynchronousParse {
  readonly body: object;
  readonly creditsRemaining: number;
}

@Injectable()
export class ParseService {
  constructor(
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
    @Inject(CV_PARSER) private readonly parser: CvParser,
    @Inject(TAXONOMIES) private readonly taxonomies: TaxonomyNormaliser,
    @Inject(ParseSlots) private readonly slots: ParseSlots,
    @Inject(SpoolBudget) private readonly budget: SpoolBudget,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** A repetition under an Idempotency-Key parses again, since nothing is stored, and is not charged again. */
  parse(
    accountId: string,
    request: FastifyRequest,
    reply: FastifyReply,
    withProvenance: boolean,
  ): Promise<SynchronousParse> {
    const { maxUploadBytes: maxBytes, bodyIdleMilliseconds: idleMilliseconds } = this.settings;
    const options = { maxBytes, idleMilliseconds, fieldNames: ['locale'], budget: this.budget };
    return withUpload(request.raw, options, (upload) => {
      const payload = { sha256: upload.sha256, locale: upload.fields.locale };
      return this.idempotency.run(request, reply, { payload, keepBody: false }, (operationId) =>
        this.slots.run(() => this.chargeAndParse(accountId, operationId, upload, request.raw, withProvenance)),
      );
    });
  }

  private async chargeAndParse(
    accountId: string,
    operationId: string | null,
    upload: ReceivedUpload,
    request: IncomingMessage,
    withProvenance: boolean,
  ) {
    const charge = await this.accounts.chargeParse(accountId, operationId ?? undefined);
    if (!charge) throw new ApiError('payment_required', 'The account has no credits left.');
    const abort = new AbortController();
    const onClose = () => abort.abort();
    request.socket.once('close', onClose);
    try {
      const options = {
        locale: upload.fields.locale,
        referenceDate: new Date().toISOString().slice(0, 10),
        assetId: null,
        filename: upload.filename,
        limits: DEFAULT_PARSE_LIMITS,
      };
      const parsed = await this.parser.parse(upload.bytes, options, { signal: abort.signal });
      const { record, provenance } = await this.taxonomies.relate(parsed);
      return { body: withProvenance ? { ...record, provenance } : record, creditsRemaining: charge.creditsRemaining };
    } catch (error) {
      if (!(error instanceof ParseError) || error.refundable)
        await this.accounts.refundParse(accountId, charge.operationId);
      throw refusalOf(error);
    } finally {
      request.socket.off('close', onClose);
    }
  }
}

/** A document that cannot be read is 422 with the reason; what failed on our side stays what it is. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof ParseError) || error.retryable) return error;
  const reason = { code: error.code, message: error.message };
  const code = error.code === 'internal' || error.code === 'parser_crash' ? 'internal_error' : 'processing_failed';
  return new ApiError(code, error.message, { members: { reason }, cause: error });
}
