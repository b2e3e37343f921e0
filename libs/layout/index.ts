export { takeOffBullet } from './bullets.js';
export type { LayoutHints } from './hints.js';
export { layOutDocument } from './lay-out-document.js';
