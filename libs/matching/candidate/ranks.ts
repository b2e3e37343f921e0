import { foldKeepingLength } from '@vitamill/domain';
import type { MatchingResources } from '../types.js';

/** Words of the lowest ranks that titles of any trade bear. */
const JUNIOR =
  /(?<![\p{L}])(?:junior|jr|trainee|graduate|newly qualified|commis|apprentice|assistant|helper|aide|aushilfe|helfer|helferin|hilfskraft|assistent|assistentin|assistente|ayudante|auxiliar|aiuto|debutant|debutante|nachwuchs\p{L}*|student\p{L}*|leerling|medior)(?![\p{L}])/u;

export const isJunior = (title: string, language: string | null, resources: MatchingResources): boolean => {
  const rank = resources.titles?.rankOf(title, language).seniority ?? null;
  if (rank !== null && ['intern', 'apprentice', 'junior'].includes(rank)) return true;
  return rank === null && JUNIOR.test(foldKeepingLength(title)) && !/\bmedior\b/i.test(title);
};
