import { PhraseSet } from '../text/phrases.js';
import type { LicenceKind } from './licence-kind.js';
import { LICENCES_OF_PROFESSIONS } from './licences-of-professions.js';
import { LICENCES_TO_DRIVE } from './licences-to-drive.js';

const LICENCES: readonly LicenceKind[] = [...LICENCES_TO_DRIVE, ...LICENCES_OF_PROFESSIONS];
const sets = LICENCES.map((licence) => ({ licence, phrases: new PhraseSet(licence.names) }));

/** The kinds of licence that a text (prepared by `splitWords(...).join(' ')`) names, the most special first. */
export const licencesInWords = (words: string): LicenceKind[] =>
  sets.filter(({ phrases }) => phrases.isInWords(words)).map(({ licence }) => licence);

export const licenceById = (id: string): LicenceKind | undefined => LICENCES.find((licence) => licence.id === id);
