import { createGazetteer } from './gazetteer.js';
import { normalisePlace } from './normalise-place.js';

const gazetteer = createGazetteer();
const place = (raw: string, language: string) => normalisePlace(raw, { gazetteer, language })?.place;

describe('the ISO 3166-2 code of a place', () => {
  it.each([
    ['Seattle, WA 98101', 'en', 'US-WA'],
    ['Toronto, ON', 'en', 'CA-ON'],
    ['80331 München', 'de', 'DE-BY'],
    ['Graz, Steiermark', 'de', 'AT-6'],
    ['Kraków, woj. małopolskie', 'pl', 'PL-12'],
    ['Barcelona', 'es', 'ES-CT'],
    ['Edinburgh, Scotland', 'en', 'GB-SCT'],
  ])('is known of "%s"', (raw, language, code) => {
    expect(place(raw, language)?.region_code).toBe(code);
  });

  it('is left out where no table has it', () => {
    expect(place('Wien', 'de')).not.toHaveProperty('region_code');
    expect(place('Germany', 'en')).not.toHaveProperty('region_code');
  });
});
