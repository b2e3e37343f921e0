export { type CorrectionStamp, correctRecord } from './correct-record.js';
export { diffRecords, type RecordChange } from './diff-records.js';
export { pointerOf } from './mark-verified.js';
export { PatchError, type PatchErrorCode, type PatchFault } from './patch-error.js';
export { MAX_OPERATIONS, readOperations } from './read-operations.js';
export { rebaseCorrections } from './rebase-corrections.js';
