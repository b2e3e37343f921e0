import { foldKeepingLength } from '@vitamill/domain';
import type { JobSpec } from '../types.js';

type Facts = Pick<JobSpec, 'location' | 'remote' | 'contract' | 'salary'>;

const CONTRACTS: readonly [string, RegExp][] = [
  [
    'permanent',
    /\b(?:permanent|unbefristet\w*|cdi|indefinido|tempo indeterminato|vast contract|vaste aanstelling|onbepaalde tijd)\b/,
  ],
  [
    'temporary',
    /\b(?:fixed[- ]term|temporary|temp to perm|befristet\w*|cdd|temporal|tempo determinato|bepaalde tijd|tijdelijk\w*|interim|interinidad)\b/,
  ],
  ['freelance', /\b(?:freelance|freiberuflich\w*|contractor|zzp|autonomo|partita iva)\b/],
  ['internship', /\b(?:internship|praktikum|stage conventionne|practicas|tirocinio|stageplek)\b/],
  ['full_time', /\b(?:full[- ]time|vollzeit|temps plein|jornada completa|tempo pieno|fulltime|40 hours)\b/],
  [
    'part_time',
    /\b(?:part[- ]time|teilzeit|temps partiel|media jornada|tiempo parcial|tempo parziale|parttime|deeltijd)\b/,
  ],
];
const LOCATION =
  /^(?:location|place of work|standort|arbeitsort|einsatzort|lieu|localisation|ubicación|lugar de trabajo|sede|sede di lavoro|luogo di lavoro|standplaats|locatie|plaats)\s*:\s*([^\n.;(]{2,60})/im;
const OFFICE =
  /\bfrom our ([\p{Lu}][\p{L}-]+(?: [\p{Lu}][\p{L}-]+)?) office\b|\b(?:based in|Standort|basé à|con sede en|con sede a|standplaats) ([\p{Lu}][\p{L}'-]+(?: [\p{Lu}][\p{L}'-]+)?)/u;
const SALARY =
  /(?:(?:€|£|\$|EUR|GBP|CHF|USD)\s?\d[\d.,' ]*\d?\s?k?(?:\s?(?:-|–|to|bis|à|a|tot)\s?(?:€|£|\$|EUR|GBP|CHF|USD)?\s?\d[\d.,' ]*k?)?|\d[\d.,]*\s?(?:à|bis|-|–|to)?\s?\d*[\d.,]*\s?K?€)/i;

/** Place, way of working, contract and pay as the advert prints them. They are shown and never scored. */
export function findFacts(text: string, _language: string): Facts {
  const folded = foldKeepingLength(text.normalize('NFC'));
  const office = OFFICE.exec(text);
  return {
    location: LOCATION.exec(text)?.[1]?.trim() ?? office?.[1] ?? office?.[2] ?? null,
    remote:
      /\b(?:hybrid\w*|hibrid[oa]|ibrid[oa]|hybride)\b|\b(?:homeoffice|teletravail|thuiswerken|smart working|teletrabajo)\b/.test(
        folded,
      )
        ? 'hybrid'
        : /\b(?:fully remote|100 ?% remote|remote|en remoto|full remote|da remoto)\b/.test(folded)
          ? 'remote'
          : /\b(?:on[- ]site|vor ort|sur site|presencial|in sede|op locatie)\b/.test(folded)
            ? 'onsite'
            : null,
    contract: CONTRACTS.filter(([, pattern]) => pattern.test(folded)).map(([name]) => name),
    salary: SALARY.exec(text)?.[0].trim() ?? null,
  };
}
