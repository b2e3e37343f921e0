export { createParserPool, type ParserPoolOptions } from './parser-pool.js';
