import type { IncomingMessage } from 'node:http';
import { type DetectedFormat, detectFormat } from '@vitamill/extraction';
import { ApiError, validationError } from '../errors/api-errors.js';
import { sanitiseFilename } from './filename.js';
import { type FormOptions, receiveForm } from './multipart-form.js';
import { readUploadFields, type UploadFields } from './upload-fields.js';

/** A file that may go on: complete, within the limits and of a type that can be read. */
export interface ReceivedUpload {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Buffer<ArrayBuffer>;
  readonly sha256: string;
  readonly fields: UploadFields;
}

/** Reads and checks an upload, hands it to `use`, and gives its memory back whatever happens. */
export async function withUpload<T>(
  request: IncomingMessage,
  options: FormOptions,
  use: (upload: ReceivedUpload) => Promise<T>,
): Promise<T> {
  const form = await receiveForm(request, { ...options, inspectHead: refuseByHead });
  try {
    const { fields, errors } = readUploadFields(form.fields);
    const all = [...form.errors, ...errors];
    if (!form.file) all.push({ field: 'file', code: 'missing_file', message: 'The part "file" is missing.' });
    else if (form.file.bytes.length === 0)
      all.push({ field: 'file', code: 'empty_file', message: 'The file is empty.' });
    if (all.length > 0 || !form.file) throw validationError(all);
    const { bytes, sha256 } = form.file;
    const filename = sanitiseFilename(form.file.filename);
    const { contentType } = formatOf(bytes, filename);
    return await use({ filename, contentType, bytes, sha256, fields });
  } finally {
    form.release();
  }
}

/** Containers tell what they are at their end only, JSON by keys that may stand anywhere; everything else by its first bytes, so that the rest need not be sent. */
function refuseByHead(head: Uint8Array, filename: string | undefined): void {
  const isContainer = (head[0] === 0x50 && head[1] === 0x4b) || (head[0] === 0xd0 && head[1] === 0xcf);
  const isJson = /^(?:\xef\xbb\xbf)?\s*\{\s*"/.test(Buffer.from(head.subarray(0, 64)).toString('latin1'));
  if (!isContainer && !isJson) formatOf(head, sanitiseFilename(filename));
}

function formatOf(bytes: Uint8Array, filename: string): DetectedFormat {
  const format = detectFormat(bytes, filename);
  if (format) return format;
  throw new ApiError(
    'unsupported_media_type',
    'The content of the file is of no type that can be read. Send PDF, DOCX, DOC, ODT, RTF, HTML, Markdown, text, Europass XML or JSON, JSON Resume or an image.',
  );
}
