import { all, first, type Node, textOf } from '../embedded/tree.js';
import type { DataSection } from './print-data.js';

/** Keys of JSON Resume beside those that fields take (https://jsonresume.org/schema), as headings. */
const OF_JSON_RESUME: Readonly<Record<string, string>> = {
  volunteer: 'Volunteering',
  projects: 'Projects',
  publications: 'Publications',
  awards: 'Awards',
  interests: 'Interests',
  references: 'References',
};
const TITLES = ['name', 'title', 'position'];
const DATES = ['startdate', 'enddate'];

/** Sections whose entries a reader expects on one line each. */
const ON_ONE_LINE = ['publications'];

/** Prose on skills in a SkillsPassport. */
const SKILLS_OF_PASSPORT = ['communication', 'organisational', 'jobrelated', 'computer', 'other'];

const present = (texts: readonly (string | null)[]): string[] => texts.flatMap((text) => text ?? []);

function entryOfJson(node: Node): string[] {
  if (node.children.length === 0) return present([textOf(node)]);
  const texts = (names: readonly string[]) => present(names.map((name) => textOf(first(node, name))));
  const titles = TITLES.flatMap((name) => node.children.filter((child) => child.name === name));
  const rest = node.children.filter((child) => !titles.includes(child) && !DATES.includes(child.name));
  return [...present(titles.map(textOf)), texts(DATES).join(' - '), ...present(rest.map(textOf))].filter(Boolean);
}

/** What the file says beyond the fields of `EmbeddedCv`, to be read as text. Empty sections are left out. */
export function furtherSections(root: Node): DataSection[] {
  const ofJson = Object.entries(OF_JSON_RESUME).map(([key, heading]) => ({
    heading,
    entries: root.children
      .filter((child) => child.name === key)
      .map(entryOfJson)
      .map((entry) => (ON_ONE_LINE.includes(key) ? ['', entry.join(', ')] : entry)),
  }));
  const learner = root.name === 'learnerinfo' ? root : first(root, 'learnerinfo');
  const skills = learner?.children.find((child) => child.name === 'skills');
  const prose = SKILLS_OF_PASSPORT.flatMap((name) => all(skills, name)).map((node) => ['', ...present([textOf(node)])]);
  const achievements = all(learner, 'achievement').map((node) => ({
    heading: textOf(first(node, 'title', 'label')) ?? 'Achievements',
    entries: [['', ...present([textOf(first(node, 'description'))])]],
  }));
  const sections = learner ? [{ heading: 'Skills', entries: prose }, ...achievements] : ofJson;
  return sections.filter(({ entries }) => entries.some((entry) => entry.some(Boolean)));
}
