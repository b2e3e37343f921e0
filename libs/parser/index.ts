export { createCvParser } from './cv-parser.js';
