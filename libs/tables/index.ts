export * from './table.js';
export { writeTable } from './write-table.js';
