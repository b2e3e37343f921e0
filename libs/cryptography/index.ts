export { LinkSigner } from './link-signer.js';
export { type PublicJwk, ReceiptSigner } from './receipt-signer.js';
export { SecretBox, type SecretKeys } from './secret-box.js';
