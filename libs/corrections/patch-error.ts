export type PatchErrorCode =
  | 'malformed_patch'
  | 'too_many_operations'
  | 'immutable_field'
  | 'unknown_field'
  | 'missing_target'
  | 'test_failed'
  | 'invalid_value';

/** One thing that is wrong with a patch. `field` is the JSON Pointer of the target, or `/<n>` of the operation. */
export interface PatchFault {
  readonly field: string;
  readonly code: PatchErrorCode;
  readonly message: string;
}

/** A patch that is refused as a whole. No value of the record or the patch is quoted. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
  constructor(readonly faults: readonly PatchFault[]) {
    super(faults.map(({ message }) => message).join(' '));
  }
}
