/** Where in the pipeline an error arose. */
export const STAGES = [
  'receive',
  'store',
  'queue',
  'fetch',
  'extract',
  'ocr',
  'layout',
  'sections',
  'entities',
  'normalise',
  'validate',
  'save',
] as const;
export type Stage = (typeof STAGES)[number];

/**
 * What can end the parse of a document. `document` errors are final and tell the user what to change; `transient` ones
 * are retried; `internal` ones are ours: final, and the credit is given back.
 */
export const PARSE_ERRORS = {
  unsupported_type: {
    kind: 'document',
    message:
      'The file is of a type that cannot be read. Send PDF, DOCX, DOC, ODT, RTF, HTML, Markdown, text, Europass XML or JSON, JSON Resume or an image.',
  },
  empty_file: { kind: 'document', message: 'The file is empty.' },
  encrypted: { kind: 'document', message: 'The file is protected by a password. Send a copy without one.' },
  damaged: {
    kind: 'document',
    message: 'The file is damaged and cannot be opened. Export it again and send the new copy.',
  },
  no_text: { kind: 'document', message: 'No text was found in the file, neither as text nor in its pictures.' },
  too_large: {
    kind: 'document',
    message: 'The content of the file is larger than the limits allow (pages, pixels or unpacked bytes).',
  },
  unsafe_content: {
    kind: 'document',
    message: 'The file carries content that is refused, such as an entity bomb or a zip bomb.',
  },
  timeout: { kind: 'internal', message: 'The file took longer to read than the deadline allows.' },
  out_of_memory: { kind: 'internal', message: 'The file took more memory to read than the limit allows.' },
  parser_crash: { kind: 'internal', message: 'The parser ended unexpectedly on this file. The credit was given back.' },
  internal: {
    kind: 'internal',
    message: 'The file could not be processed because of an error on our side. The credit was given back.',
  },
  storage_unavailable: { kind: 'transient', message: 'The object store cannot be reached.' },
  database_unavailable: { kind: 'transient', message: 'The database cannot be reached.' },
  queue_unavailable: { kind: 'transient', message: 'The job queue cannot be reached.' },
  cancelled: { kind: 'document', message: 'The asset was deleted while it was processed.' },
  object_missing: { kind: 'internal', message: 'The stored file is gone. The credit was given back.' },
} as const satisfies Record<string, { kind: 'document' | 'transient' | 'internal'; message: string }>;

export type ParseErrorCode = keyof typeof PARSE_ERRORS;

/** The one error class of the core. The message never quotes the document: it is the catalogue's. */
export class ParseError extends Error {
  override readonly name = 'ParseError';

  constructor(
    readonly code: ParseErrorCode,
    readonly stage: Stage,
    options: { cause?: unknown } = {},
  ) {
    super(PARSE_ERRORS[code].message, options);
  }

  get retryable(): boolean {
    return PARSE_ERRORS[this.code].kind === 'transient';
  }

  /** Whether the credit goes back: it was not the document's fault. */
  get refundable(): boolean {
    return PARSE_ERRORS[this.code].kind !== 'document';
  }
}
