export { nextAttemptAfter } from './next-attempt.js';
export { type AttemptResult, type OutgoingWebhook, type SendOptions, sendWebhook } from './send-webhook.js';
export { newWebhookSecret, signatureHeaders } from './sign-webhook.js';
