import type { WebhookFault } from '@vitamill/domain';
import { findTarget, openPinnedRequest, type Target, TargetError, type TargetRules } from '@vitamill/outbound';

/** What became of one attempt. Delivered where `fault` is null. */
export interface AttemptResult {
  readonly fault: WebhookFault | null;
  readonly httpStatus: number | null;
  readonly milliseconds: number;
}

export interface SendOptions extends TargetRules {
  /** From the look-up of the name to the end of the answer's head. */
  readonly timeoutMilliseconds: number;
}

export interface OutgoingWebhook {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Posts a body once and tells what became of it; never throws. Only the status of the answer is read. Redirects are not
 * followed, and the connection goes to the very address that was checked.
 */
export async function sendWebhook(webhook: OutgoingWebhook, options: SendOptions): Promise<AttemptResult> {
  const started = performance.now();
  const signal = AbortSignal.timeout(options.timeoutMilliseconds);
  const end = (fault: WebhookFault | null, httpStatus: number | null = null): AttemptResult => ({
    fault,
    httpStatus,
    milliseconds: Math.round(performance.now() - started),
  });
  try {
    const target = await Promise.race([findTarget(webhook.url, options), rejectionOn(signal)]);
    const status = await post(target, webhook, signal);
    return end(faultOf(status), status);
  } catch (error) {
    if (error instanceof TargetError) return end(error.fault);
    return end(signal.aborted ? 'timeout' : isTlsFault(error) ? 'tls_failed' : 'connection_failed');
  }
}

const rejectionOn = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

function faultOf(status: number): WebhookFault | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'redirect';
  return status === 410 ? 'gone' : 'status';
}

/** Of OpenSSL and of Node's check of names; all of them mean that the certificate was not accepted. */
const isTlsFault = (error: unknown): boolean =>
  /CERT|SSL|TLS|UNABLE_TO_|SELF_SIGNED/.test(String((error as { code?: unknown } | null)?.code ?? ''));

function post(target: Target, { body, headers }: OutgoingWebhook, signal: AbortSignal): Promise<number> {
  const allHeaders = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Vitamill-Webhooks/1',
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const request = openPinnedRequest(target, { method: 'POST', headers: allHeaders, signal }, (response) => {
      resolve(response.statusCode ?? 0);
      // What the receiver says beyond the status is of no interest, and may be endless.
      response.destroy();
    });
    request.on('error', reject);
    request.end(body);
  });
}
