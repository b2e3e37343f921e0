import { contentWords } from '../text/words.js';
import { denialsIn, deniesWords } from './negation.js';

const denies = (text: string, what: string): boolean => deniesWords(denialsIn(text), contentWords(what));

describe('denials', () => {
  it.each([
    ['No experience with Azure so far; certified on AWS.', 'Azure', true],
    ['No experience with Azure so far; certified on AWS.', 'AWS', false],
    [
      'Bisher keine Erfahrung auf einer Intensivstation und keine Erfahrung mit beatmeten Patienten.',
      'Intensivstation',
      true,
    ],
    ['Geen ervaring met Python of met Azure', 'Azure', true],
    ['SAP: keine Erfahrung', 'SAP', true],
    ['Pas de permis de conduire', 'permis', true],
    ['Sin experiencia con Opera.', 'Opera', true],
    ['Nessuna esperienza con Excel', 'Excel', true],
    ['I have no experience with Michelin kitchens', 'kitchen', false],
    ['I have no experience with Michelin kitchens', 'Michelin kitchen', true],
    ['Not only Python but Go as well', 'Python', false],
    ['Worked without supervision on Python services', 'Python services', false],
    ['Kein Problem mit Schichtdienst', 'Schichtdienst', false],
    ['Led the Python team', 'Python', false],
  ])('%s: %s', (text, what, expected) => expect(denies(text, what)).toBe(expected));
});
