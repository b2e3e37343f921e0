export { mayCall, readNetworks } from './address-guard.js';
export { findTarget, readTargetUrl, type Target, TargetError, type TargetRules } from './find-target.js';
export { nextAttemptAfter } from './next-attempt.js';
export { type AttemptResult, type OutgoingWebhook, type SendOptions, sendWebhook } from './send-webhook.js';
export { newWebhookSecret, signatureHeaders } from './sign-webhook.js';
