import type { FastifyRequest } from 'fastify';
import { isAddressEntry } from '../auth/address-list.js';
import { expandScopes, isGrantable, type Scope } from '../auth/scopes.js';
import { type FieldError, validationError } from '../errors/api-errors.js';
import { readBytes } from '../http/json-body.js';
import { SpoolBudget } from '../uploads/byte-spool.js';
import { receiveForm } from '../uploads/multipart-form.js';

const MAX_BYTES = 16 * 1024;
const FIELDS = ['name', 'scopes', 'expires_at', 'allowed_ips', 'test'] as const;

/** What a new key is to be, checked. */
export interface KeyForm {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date | null;
  readonly allowedAddresses: readonly string[];
  readonly isTest: boolean;
}

type Fields = ReadonlyMap<string, readonly string[]>;

/** The fields of a form in either of its two encodings. Anything else has no fields, so that `name` is missing. */
async function readFields(request: FastifyRequest, idleMilliseconds: number): Promise<Fields> {
  const type = request.headers['content-type'] ?? '';
  if (/^multipart\/form-data/i.test(type)) {
    const budget = new SpoolBudget(MAX_BYTES);
    const form = await receiveForm(request.raw, { maxBytes: MAX_BYTES, fieldNames: FIELDS, idleMilliseconds, budget });
    form.release();
    return form.fields;
  }
  const fields = new Map<string, string[]>();
  if (!/^application\/x-www-form-urlencoded/i.test(type)) return fields;
  const bytes = await readBytes(request.raw, { maxBytes: MAX_BYTES, idleMilliseconds });
  for (const [name, value] of new URLSearchParams(bytes.toString()))
    fields.set(name, [...(fields.get(name) ?? []), value]);
  return fields;
}

const listOf = (values: readonly string[]): string[] =>
  values
    .flatMap((value) => value.split(/[\s,]+/))
    .map((value) => value.trim())
    .filter((value) => value !== '');

/**
 * Reads the form of a new key. Only `name` is of the API that the route comes from; the rest is ours and optional.
 * A person gives no more than their own role has.
 */
export async function readKeyForm(
  request: FastifyRequest,
  idleMilliseconds: number,
  own: readonly Scope[],
): Promise<KeyForm> {
  const fields = await readFields(request, idleMilliseconds);
  const errors: FieldError[] = [];
  const single = (field: string): string => fields.get(field)?.at(-1)?.trim() ?? '';
  const name = single('name');
  if (!fields.has('name')) errors.push({ field: 'name', code: 'missing', message: 'name is required.' });
  else if (name.length === 0 || name.length > 100)
    errors.push({ field: 'name', code: 'length', message: 'name must have 1 to 100 characters.' });
  const scopes = listOf(fields.get('scopes') ?? []);
  const unknown = scopes.filter((scope) => !isGrantable(scope));
  if (unknown.length > 0)
    errors.push({ field: 'scopes', code: 'unknown_scope', message: 'scopes has a scope that is not known.' });
  else if (expandScopes(scopes).some((scope) => !own.includes(scope)))
    errors.push({ field: 'scopes', code: 'not_yours', message: 'scopes has a scope that your role does not have.' });
  const expires = single('expires_at');
  const expiresAt = expires === '' ? null : new Date(expires);
  if (expiresAt && !(expiresAt.getTime() > Date.now()))
    errors.push({ field: 'expires_at', code: 'not_future', message: 'expires_at must be an ISO 8601 time to come.' });
  const allowedAddresses = listOf(fields.get('allowed_ips') ?? []);
  if (allowedAddresses.length > 50 || !allowedAddresses.every(isAddressEntry))
    errors.push({
      field: 'allowed_ips',
      code: 'not_address',
      message: 'allowed_ips must be up to 50 addresses or networks (CIDR).',
    });
  const test = single('test');
  if (!['', 'true', 'false'].includes(test))
    errors.push({ field: 'test', code: 'not_boolean', message: 'test must be true or false.' });
  if (errors.length > 0) throw validationError(errors);
  return { name, scopes: scopes.length > 0 ? scopes : ['*'], expiresAt, allowedAddresses, isTest: test === 'true' };
}
