export { groupLinesIntoSections } from './group-into-sections.js';
export { matchHeading } from './match-heading.js';
