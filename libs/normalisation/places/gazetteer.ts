import type { Gazetteer, PlaceMatch } from '@vitamill/domain';
import { fold } from '../text/fold.js';
import { citiesNamed } from './cities.js';
import { countryOf } from './countries.js';
import { regionsNamed } from './regions.js';

/** The places of the world that libs/normalisation knows: towns, regions and countries, in the languages of the reading. */
export const createGazetteer = (): Gazetteer => {
  const remembered = new Map<string, readonly PlaceMatch[]>();
  const read = (name: string): readonly PlaceMatch[] => {
    const key = fold(name);
    const matches: PlaceMatch[] = citiesNamed(key).map((city) => ({
      city: city.name,
      region: city.region,
      country: city.country,
      kind: 'city',
      population: city.population,
    }));
    const country = countryOf(name) ?? (key.length > 3 ? countryOf(key) : null);
    // a country is named far more often than a town that bears the same name
    if (country) matches.unshift({ city: null, region: null, country, kind: 'country', population: 1e9 });
    for (const region of regionsNamed(name))
      matches.push({ city: null, region: region.name, country: region.country, kind: 'region', population: 0 });
    return matches;
  };
  return {
    lookup(name) {
      if (name.length > 80) return [];
      const known = remembered.get(name);
      if (known) return known;
      const matches = read(name);
      // bounded: a worker reads many documents
      if (remembered.size > 5000) remembered.clear();
      remembered.set(name, matches);
      return matches;
    },
  };
};
