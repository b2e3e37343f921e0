export { createNormaliser, type Normaliser } from './create-normaliser.js';
