import type { EmbeddedCv } from '@vitamill/domain';
import { all, first, type Node, textOf } from './tree.js';

const child = (node: Node | null | undefined, ...names: readonly string[]): string | null =>
  names.reduce<string | null>((found, name) => found ?? textOf(node?.children.find((c) => c.name === name)), null);

const dateOf = (text: string | null): string | null => /^\d{4}(?:-\d{2}){0,2}/.exec(text ?? '')?.[0] ?? null;

const periodOf = (node: Node): { start: string | null; end: string | null; isCurrent: boolean } => {
  const [start, end] = [dateOf(child(node, 'startdate')), dateOf(child(node, 'enddate'))];
  return { start, end, isCurrent: start !== null && end === null };
};

const entries = (root: Node, name: string): Node[] => root.children.filter((c) => c.name === name);

/** JSON Resume, https://jsonresume.org/schema */
export function readJsonResume(root: Node): EmbeddedCv | null {
  const basics = root.children.find((c) => c.name === 'basics');
  if (!basics) return null;
  const location = first(basics, 'location');
  const town = [child(location, 'postalcode'), child(location, 'city')].filter(Boolean).join(' ');
  return {
    name: child(basics, 'name'),
    headline: child(basics, 'label'),
    summary: child(basics, 'summary'),
    emails: [child(basics, 'email')].flatMap((e) => e ?? []),
    phones: [child(basics, 'phone')].flatMap((p) => p ?? []),
    address: [child(location, 'address'), town, child(location, 'countrycode')].filter(Boolean).join(', ') || null,
    links: [child(basics, 'url'), ...all(basics, 'profiles').map((p) => child(p, 'url'))].flatMap((l) => l ?? []),
    birthDate: null,
    gender: null,
    nationalities: [],
    positions: entries(root, 'work').map((node) => ({
      title: child(node, 'position'),
      employer: child(node, 'name', 'company'),
      place: child(node, 'location'),
      ...periodOf(node),
      description: child(node, 'summary'),
      highlights: entries(node, 'highlights').flatMap((highlight) => textOf(highlight) ?? []),
    })),
    studies: entries(root, 'education').map((node) => ({
      degree: child(node, 'studytype'),
      field: child(node, 'area'),
      institution: child(node, 'institution'),
      place: null,
      ...periodOf(node),
      grade: child(node, 'score', 'gpa'),
    })),
    skills: entries(root, 'skills').flatMap((node) => {
      const keywords = entries(node, 'keywords').flatMap((k) => textOf(k) ?? []);
      return keywords.length > 0 ? keywords : [child(node, 'name')].flatMap((n) => n ?? []);
    }),
    languages: entries(root, 'languages').flatMap((node) => {
      const name = child(node, 'language', 'name');
      return name ? [{ code: null, name, level: child(node, 'fluency') }] : [];
    }),
    certificates: entries(root, 'certificates').flatMap((node) => child(node, 'name') ?? []),
    drivingLicence: null,
  };
}
