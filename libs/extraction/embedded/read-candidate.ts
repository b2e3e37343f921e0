import type { EmbeddedCv, EmbeddedPosition, EmbeddedStudy } from '@vitamill/domain';
import { all, first, type Node, textOf } from './tree.js';

/** "2019-03", "2019-03-01T00:00:00": the date as far as it is stated. */
const dateOf = (node: Node | null): string | null => /^\d{4}(?:-\d{2}){0,2}/.exec(textOf(node) ?? '')?.[0] ?? null;

function placeOf(node: Node | null): string | null {
  const address = first(node, 'address');
  const town = [textOf(first(address, 'postalcode')), textOf(first(address, 'cityname'))].filter(Boolean).join(' ');
  const line = textOf(first(address, 'addressline'));
  const country = textOf(first(address, 'countrycode'))?.toUpperCase() ?? null;
  const street = line && town && line.includes(town) ? line : [line, town].filter(Boolean).join(', ');
  return [street, street && !/,\s*[A-Z]{2}$/.test(street) ? country : null].filter(Boolean).join(', ') || null;
}

const isTrue = (node: Node | null): boolean => /^true$/i.test(textOf(node) ?? '');

function position(employer: Node): EmbeddedPosition[] {
  const histories = all(employer, 'positionhistory');
  return histories.map((node) => {
    const isCurrent = isTrue(first(node, 'currentindicator'));
    const city = textOf(node.children.find((child) => child.name === 'city'));
    return {
      title: textOf(first(node, 'positiontitle')),
      employer: textOf(first(employer, 'organizationname')),
      place: placeOf(first(employer, 'organizationcontact')) ?? city,
      start: dateOf(first(node, 'startdate')),
      end: isCurrent ? null : dateOf(first(node, 'enddate')),
      isCurrent,
      description: textOf(node.children.find((child) => child.name === 'description')),
      highlights: [],
    };
  });
}

function study(node: Node): EmbeddedStudy {
  const isCurrent = isTrue(first(node, 'ongoing'));
  return {
    degree: textOf(first(node, 'degreename')),
    field: null,
    institution: textOf(first(node, 'organizationname')),
    place: placeOf(first(node, 'organizationcontact')),
    start: dateOf(first(node, 'attendanceperiod', 'startdate')),
    end: isCurrent ? null : dateOf(first(node, 'attendanceperiod', 'enddate')),
    isCurrent,
    grade: textOf(first(node, 'finalgrade', 'scoretext')),
  };
}

const isLanguage = (node: Node): boolean => /^language$/i.test(textOf(first(node, 'taxonomyid')) ?? '');

function languages(root: Node): EmbeddedCv['languages'] {
  const native = all(root, 'primarylanguagecode').flatMap((node) => {
    const code = textOf(node);
    return code ? [{ code, name: code, level: 'native' }] : [];
  });
  const foreign = all(root, 'personcompetency')
    .filter(isLanguage)
    .flatMap((node) => {
      const code = textOf(first(node, 'competencyid'));
      const levels = all(node, 'scoretext')
        .flatMap((score) => /^[ABC][12]$/i.exec(textOf(score) ?? '')?.[0]?.toUpperCase() ?? [])
        .sort();
      return code ? [{ code, name: textOf(first(node, 'competencyname')) ?? code, level: levels[0] ?? null }] : [];
    });
  return [...native, ...foreign];
}

const channel = (person: Node | null, code: RegExp, name: string): string[] =>
  all(person, 'communication')
    .filter((node) => code.test(textOf(first(node, 'channelcode')) ?? ''))
    .flatMap((node) => textOf(first(node, name)) ?? []);

function phonesOf(person: Node | null): string[] {
  return all(person, 'communication')
    .filter((node) => /telephone|phone/i.test(textOf(first(node, 'channelcode')) ?? ''))
    .flatMap((node) => {
      const [dialling, number] = [textOf(first(node, 'countrydialing')), textOf(first(node, 'dialnumber'))];
      if (!number) return [];
      return dialling && !number.startsWith('+') ? [`+${dialling.replace(/\D/g, '')} ${number}`] : [number];
    });
}

/** A Candidate as the Europass portal has written it since 2020 (HR-XML): http://www.europass.eu/1.0, XML or JSON. */
export function readCandidate(root: Node): EmbeddedCv | null {
  const candidate = root.name === 'candidate' ? root : first(root, 'candidate');
  const person = first(candidate, 'candidateperson');
  if (!candidate || !person) return null;
  const name = first(person, 'personname');
  const parts = [textOf(first(name, 'givenname')), textOf(first(name, 'familyname'))].filter(Boolean).join(' ');
  const profile = first(candidate, 'candidateprofile');
  return {
    name: textOf(first(name, 'formattedname')) ?? (parts || null),
    headline: null,
    summary: textOf(first(profile, 'executivesummary')),
    emails: channel(person, /^e-?mail$/i, 'uri'),
    phones: phonesOf(person),
    address: placeOf(person),
    links: channel(person, /^(?:web|website|linkedin|socialmedia)$/i, 'uri'),
    birthDate: dateOf(first(person, 'birthdate')),
    gender: textOf(first(person, 'gendercode')),
    nationalities: all(person, 'nationalitycode').flatMap((node) => textOf(node)?.toUpperCase() ?? []),
    positions: all(profile, 'employerhistory').flatMap(position),
    studies: all(profile, 'educationorganizationattendance').map(study),
    skills: all(profile, 'personcompetency')
      .filter((node) => !isLanguage(node))
      .flatMap((node) => textOf(first(node, 'competencyname')) ?? []),
    languages: languages(candidate),
    certificates: all(profile, 'certification').flatMap((node) => textOf(first(node, 'certificationtypecode')) ?? []),
    drivingLicence:
      all(profile, 'licensetypecode')
        .flatMap((node) => textOf(node) ?? [])
        .join(', ') || null,
  };
}
