import { ODataError } from '@vitamill/odata';
import { RowExpressionError } from '@vitamill/persistence';
import { ApiError, validationError } from '../errors/api-errors.js';
import { NotAcceptableError } from './odata-request.js';

/** PostgreSQL's class of data exceptions: numbers out of range and the like. */
const isDataException = (error: unknown): boolean =>
  /^22/.test(String((error as { code?: unknown } | null)?.code ?? ''));

const invalid = (field: string, message: string): ApiError =>
  validationError([{ field, code: 'invalid_value', message }]);

/** What OData cannot answer, as the refusal that the client gets; everything else as it is. */
export function odataRefusal(error: unknown): unknown {
  if (error instanceof ODataError)
    return error.kind === 'unsupported'
      ? new ApiError('not_implemented', error.message)
      : invalid(error.target, error.message);
  if (error instanceof RowExpressionError) return invalid('$filter', error.message);
  if (error instanceof NotAcceptableError) return new ApiError('not_acceptable', 'The service answers in JSON.');
  return isDataException(error) ? invalid('$filter', 'A value is out of range.') : error;
}
