import adminRegions from './data/admin-regions.js';
import part1 from './data/cities-1.js';
import part2 from './data/cities-2.js';
import part3 from './data/cities-3.js';
import part4 from './data/cities-4.js';
import { findLine } from './sorted-names.js';

export interface CityReading {
  readonly name: string;
  readonly country: string;
  readonly region: string | null;
  /** GeoNames first-order division: "CA" for California, "02" for Bavaria. */
  readonly admin: string;
  readonly population: number;
  /** False where the name is an exonym, a short form or a name in another script. */
  readonly primary: boolean;
}

const PARTS = [part4, part3, part2, part1];
const firstKeys = PARTS.map((part) => part.slice(0, part.indexOf('\t')));
const capitalise = (key: string): string => key.replace(/(^| )\p{L}/gu, (letter) => letter.toUpperCase());

let regionNames: Map<string, string> | null = null;
const regionName = (country: string, admin: string): string | null => {
  regionNames ??= new Map(adminRegions.split('\n').map((line) => line.split('\t') as [string, string]));
  return regionNames.get(`${country}.${admin}`) ?? null;
};

/** English names of first-order divisions with their countries, for the regions that the tables of ours do not have. */
export const adminRegionNames = (): readonly { readonly country: string; readonly name: string }[] =>
  adminRegions.split('\n').map((line) => ({ country: line.slice(0, 2), name: line.slice(line.indexOf('\t') + 1) }));

/** All towns of this folded name, most populous first. */
export const citiesNamed = (key: string): readonly CityReading[] => {
  const part = PARTS[firstKeys.findIndex((first) => first <= key)];
  const value = part && key ? findLine(part, key) : null;
  if (!value) return [];
  return value.split(';').map((reading) => {
    const [country = '', admin = '', population = '0', name] = reading.split(',');
    return {
      name: name || capitalise(key),
      country: country.slice(0, 2),
      region: regionName(country.slice(0, 2), admin),
      admin,
      population: Number.parseInt(population, 36),
      primary: !country.endsWith('*'),
    };
  });
};
