export { loadLexicons } from './load-lexicons.js';
