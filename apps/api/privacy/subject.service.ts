import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ReceiptSigner } from '@vitamill/cryptography';
import {
  type Erasure,
  type ErasureReceipt,
  newReceiptId,
  type SubjectQuery,
  SubjectRepository,
} from '@vitamill/persistence';
import { actorOf } from '../auth/actor.js';
import type { Principal } from '../auth/principal.js';
import { notFound, validationError } from '../errors/api-errors.js';
import { asUuid } from '../http/uuid.js';
import { OBJECT_STORE, type UploadStore } from '../ports.js';
import type { SubjectBody } from './privacy.body.js';

const MOST_RECEIPTS = 200;

/** Export and erasure of everything about one person, and the receipts that prove it. */
@Injectable()
export class SubjectService {
  constructor(
    @Inject(SubjectRepository) private readonly subjects: SubjectRepository,
    @Inject(ReceiptSigner) private readonly signer: ReceiptSigner,
    @Inject(OBJECT_STORE) private readonly store: UploadStore,
  ) {}

  async export(who: Principal, body: SubjectBody) {
    const data = await this.subjects.export(who.accountId, queryOf(body));
    if (!data) throw notFound('asset');
    return {
      exported_at: new Date().toISOString(),
      emails: data.emails,
      items: data.assetIds.map((id) => ({ asset_id: id, file: `/api/v1/files/assets/${id}/file` })),
      data: data.tables,
    };
  }

  async erase(who: Principal, body: SubjectBody, requestId: string) {
    const query = queryOf(body);
    const sign = (erasure: Erasure) => this.makeReceipt(who.accountId, query, erasure);
    const done = await this.subjects.erase(who.accountId, query, { actor: actorOf(who), requestId }, sign);
    if (!done) throw notFound('asset');
    // What fails here is erased by the jobs that the same transaction wrote.
    await Promise.allSettled(done.erasure.objectKeys.map((key) => this.store.delete(key)));
    return presentReceipt(done.receipt);
  }

  async receipts(accountId: string) {
    return { items: (await this.subjects.listReceipts(accountId, MOST_RECEIPTS)).map(presentReceipt) };
  }

  async receipt(accountId: string, id: string) {
    const receipt = await this.subjects.findReceipt(accountId, asUuid(id, 'receipt'));
    if (!receipt) throw notFound('receipt');
    return presentReceipt(receipt);
  }

  keys() {
    return { keys: this.signer.publicKeys };
  }

  /** Names the person by a salted hash only: whoever has the address can check it, and nobody can read it. */
  private makeReceipt(accountId: string, query: SubjectQuery, { assetIds, rows, objectKeys }: Erasure) {
    const id = newReceiptId();
    const salt = randomBytes(16).toString('hex');
    const subject = 'email' in query ? query.email.trim().toLowerCase() : query.assetId;
    const statement = {
      iss: 'vitamill',
      jti: id,
      iat: Math.floor(Date.now() / 1_000),
      account_id: accountId,
      subject: {
        kind: 'email' in query ? 'email' : 'asset_id',
        salt,
        sha256: createHash('sha256').update(`${salt}:${subject}`).digest('hex'),
      },
      asset_ids: assetIds,
      files: objectKeys.length,
      rows,
    };
    return { id, statement, signature: this.signer.sign(statement) };
  }
}

function queryOf({ email, asset_id: assetId }: SubjectBody): SubjectQuery {
  if ((email === undefined) === (assetId === undefined))
    throw validationError([{ field: 'email', code: 'one_of', message: 'Give either email or asset_id.' }]);
  return email === undefined ? { assetId: asUuid(String(assetId), 'asset') } : { email };
}

const presentReceipt = ({ id, createdAt, statement, signature }: ErasureReceipt) => ({
  receipt_id: id,
  created_at: createdAt.toISOString(),
  statement,
  signature,
});
