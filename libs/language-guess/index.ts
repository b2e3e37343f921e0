export { detectLanguage, type LanguageResult } from './detect-language.js';
