export { ODataError } from './odata-error.js';
export * from './parse-options.js';
