import type { Operation } from 'rfc6902';
import { PatchError, type PatchErrorCode } from './patch-error.js';
import { tokensOf } from './values.js';

export const MAX_OPERATIONS = 200;

const OPERATIONS = ['add', 'remove', 'replace', 'move', 'copy', 'test'];
const NEEDS_VALUE = ['add', 'replace', 'test'];
const NEEDS_FROM = ['move', 'copy'];
/** Members that JavaScript gives a meaning to. */
const UNSAFE = ['__proto__', 'constructor', 'prototype'];

const refuse = (code: PatchErrorCode, field: string, message: string): never => {
  throw new PatchError([{ field, code, message }]);
};

/** A JSON document as a JSON Patch (RFC 6902). Throws PatchError. */
export function readOperations(document: unknown): Operation[] {
  if (!Array.isArray(document) || document.length === 0)
    return refuse('malformed_patch', '', 'The body must be a list of JSON Patch operations (RFC 6902).');
  if (document.length > MAX_OPERATIONS)
    return refuse('too_many_operations', '', `A patch may have ${MAX_OPERATIONS} operations.`);
  return document.map((operation: unknown, n) => {
    const field = `/${n}`;
    if (!operation || typeof operation !== 'object' || Array.isArray(operation))
      return refuse('malformed_patch', field, `Operation ${n} must be an object.`);
    const { op, path, from } = operation as Record<string, unknown>;
    if (typeof op !== 'string' || !OPERATIONS.includes(op))
      return refuse('malformed_patch', field, `op of operation ${n} must be one of ${OPERATIONS.join(', ')}.`);
    assertPointer(path, `${field}/path`, n);
    if (NEEDS_FROM.includes(op)) assertPointer(from, `${field}/from`, n);
    if (NEEDS_VALUE.includes(op) && !Object.hasOwn(operation, 'value'))
      return refuse('malformed_patch', field, `Operation ${n} needs a value.`);
    return operation as Operation;
  });
}

function assertPointer(pointer: unknown, field: string, n: number): void {
  const tokens = typeof pointer === 'string' && pointer.length <= 500 ? tokensOf(pointer) : null;
  if (tokens === null || tokens.length === 0 || tokens.some((token) => UNSAFE.includes(token)))
    refuse('malformed_patch', field, `Operation ${n} needs a JSON Pointer to a part of the record.`);
}
