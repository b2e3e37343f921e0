export { createCvParser } from './cv-parser.js';
export { createParserPool, type ParserPoolOptions } from './parser-pool.js';
