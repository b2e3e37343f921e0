import type { EmbeddedCv, EmbeddedPosition, EmbeddedStudy } from '@vitamill/domain';
import { all, first, type Node, textOf } from './tree.js';

const two = (text: string): string => text.replace(/\D/g, '').padStart(2, '0');

/** `<From year="2010" month="--03" day="---01"/>`, or the same as JSON with capitals. */
function dateOf(node: Node | null): string | null {
  const part = (name: string): string =>
    node?.attributes[name] ?? node?.children.find((child) => child.name === name)?.text ?? '';
  const year = /^\d{4}$/.exec(part('year'))?.[0];
  if (!year) return null;
  const [month, day] = [two(part('month')), two(part('day'))];
  if (!/^(?:0[1-9]|1[0-2])$/.test(month)) return year;
  return /^(?:0[1-9]|[12]\d|3[01])$/.test(day) ? `${year}-${month}-${day}` : `${year}-${month}`;
}

const direct = (node: Node | null | undefined, name: string): Node | null =>
  node?.children.find((child) => child.name === name) ?? null;

/** A coded value: its printed label where it has one. */
const labelOf = (node: Node | null | undefined): string | null =>
  node ? (textOf(direct(node, 'label')) ?? (direct(node, 'code') ? null : textOf(node))) : null;

function periodOf(node: Node): Pick<EmbeddedPosition, 'start' | 'end' | 'isCurrent'> {
  const period = direct(node, 'period');
  const isCurrent = /^true$/i.test(textOf(direct(period, 'current')) ?? '');
  return { start: dateOf(direct(period, 'from')), end: isCurrent ? null : dateOf(direct(period, 'to')), isCurrent };
}

function placeOf(node: Node | null): string | null {
  const address = first(node, 'address', 'contact');
  const street = textOf(direct(address, 'addressline'));
  const town = [textOf(direct(address, 'postalcode')), textOf(direct(address, 'municipality'))]
    .filter(Boolean)
    .join(' ');
  const country = direct(address, 'country');
  const parts = [street, town, labelOf(country) ?? textOf(direct(country, 'code'))].filter(Boolean);
  return parts.join(', ') || null;
}

const position = (node: Node): EmbeddedPosition => ({
  title: labelOf(direct(node, 'position')),
  employer: textOf(direct(direct(node, 'employer'), 'name')),
  place: placeOf(direct(node, 'employer')),
  ...periodOf(node),
  description: textOf(direct(node, 'activities')),
  highlights: [],
});

const study = (node: Node): EmbeddedStudy => ({
  degree: textOf(direct(node, 'title')),
  field: labelOf(direct(node, 'field')),
  institution: textOf(direct(direct(node, 'organisation'), 'name')),
  place: placeOf(direct(node, 'organisation')),
  ...periodOf(node),
  grade: null,
});

/** The five dimensions of a language as one: the lowest of those that are stated is what can be relied upon. */
function levelOf(node: Node): string | null {
  const levels = (direct(node, 'proficiencylevel')?.children ?? [])
    .map((child) => child.text.toUpperCase())
    .filter((level) => /^[ABC][12]$/.test(level))
    .sort();
  return levels[0] ?? null;
}

const language = (node: Node, level: string | null): EmbeddedCv['languages'] => {
  const description = direct(node, 'description');
  const code = textOf(direct(description, 'code'));
  const name = labelOf(description) ?? code;
  return name ? [{ code, name, level }] : [];
};

const texts = (nodes: readonly Node[]): string[] => nodes.flatMap((node) => textOf(node) ?? []);

/** A Europass SkillsPassport (versions 2 and 3, XML or JSON): http://europass.cedefop.europa.eu/Europass. */
export function readSkillsPassport(root: Node): EmbeddedCv | null {
  const learner = root.name === 'learnerinfo' ? root : first(root, 'learnerinfo');
  if (!learner) return null;
  const person = direct(learner, 'identification');
  const name = direct(person, 'personname');
  const skills = direct(learner, 'skills');
  const headline = direct(learner, 'headline');
  const isStatement = /statement/i.test(textOf(first(headline, 'type', 'code')) ?? '');
  const headlineText = labelOf(direct(headline, 'description'));
  const demographics = direct(person, 'demographics');
  const spoken = direct(skills, 'linguistic');
  return {
    name: [textOf(direct(name, 'firstname')), textOf(direct(name, 'surname'))].filter(Boolean).join(' ') || null,
    headline: isStatement ? null : headlineText,
    summary: isStatement ? headlineText : null,
    emails: texts(all(direct(person, 'contactinfo'), 'email').flatMap((e) => first(e, 'contact') ?? [])),
    phones: texts(all(direct(person, 'contactinfo'), 'telephone').flatMap((t) => first(t, 'contact') ?? [])),
    address: placeOf(direct(person, 'contactinfo')),
    links: texts(all(direct(person, 'contactinfo'), 'website').flatMap((w) => first(w, 'contact') ?? [])),
    birthDate: dateOf(direct(demographics, 'birthdate')),
    gender: labelOf(direct(demographics, 'gender')),
    nationalities: all(demographics, 'nationality').flatMap((n) => labelOf(n) ?? textOf(direct(n, 'code')) ?? []),
    positions: all(learner, 'workexperience').map(position),
    studies: all(learner, 'education').map(study),
    skills: [],
    languages: [
      ...all(spoken, 'mothertongue').flatMap((node) => language(node, 'native')),
      ...all(spoken, 'foreignlanguage').flatMap((node) => language(node, levelOf(node))),
    ],
    certificates: [],
    drivingLicence: texts(all(direct(skills, 'driving'), 'licence')).join(', ') || null,
  };
}
