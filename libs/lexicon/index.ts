export { lexiconVersion, loadLexicons } from './load-lexicons.js';
export { loadSkills } from './load-skills.js';
export { loadTitles } from './load-titles.js';
