export { createMatchingResources } from './create-resources.js';
