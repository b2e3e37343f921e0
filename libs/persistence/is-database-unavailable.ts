const SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);
/** PostgreSQL: connection exceptions (08), too many connections, shutdown, crash, starting up. */
const SERVER_CODES = /^(?:08...|53300|57P0[1-3])$/;
/** What the driver says without a code. */
const DRIVER_MESSAGES =
  /connection terminated|connection error|timeout exceeded when trying to connect|not queryable|connection timeout|driver not connected|connection is not established/i;

/** Whether the database could not be reached, so that the same call may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, driverError, errors, message } = error as Readonly<Record<string, unknown>>;
  if (typeof code === 'string' && (SYSTEM_CODES.has(code) || SERVER_CODES.test(code))) return true;
  // Node tries IPv4 and IPv6 and gives both refusals in one.
  if (Array.isArray(errors) && errors.some(isDatabaseUnavailable)) return true;
  if (driverError && driverError !== error && isDatabaseUnavailable(driverError)) return true;
  return typeof message === 'string' && DRIVER_MESSAGES.test(message);
}
