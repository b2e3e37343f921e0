export { mayCall, readNetworks } from './address-guard.js';
export { findTarget, readTargetUrl, type Target, TargetError, type TargetRules } from './find-target.js';
export { openPinnedRequest } from './pinned-request.js';
