import fc from 'fast-check';
import { readCitation } from './read-citation.js';

describe('citations', () => {
  it.each([
    [
      'apa',
      'Okafor, N. B., & Lindqvist, S. (2019). Tidal drift of small buoys. Journal of Coastal Studies, 12(3), 45–67. https://doi.org/10.1000/x',
      {
        authors: ['Okafor, N. B.', 'Lindqvist, S.'],
        title: 'Tidal drift of small buoys',
        venue: 'Journal of Coastal Studies',
      },
    ],
    [
      'ieee',
      'N. B. Okafor and S. Lindqvist, “Tidal drift of small buoys,” in Proc. Coastal Conf., 2019, pp. 4–9.',
      { authors: ['N. B. Okafor', 'S. Lindqvist'], title: 'Tidal drift of small buoys', venue: 'Proc. Coastal Conf' },
    ],
    [
      'vancouver',
      'Okafor NB, Lindqvist S, van der Berg K. Tidal drift of small buoys. Coast Stud. 2019;12(3):45-67.',
      {
        authors: ['Okafor NB', 'Lindqvist S', 'van der Berg K'],
        title: 'Tidal drift of small buoys',
        venue: 'Coast Stud',
      },
    ],
    [
      'et-al',
      'Okafor, N., et al. (2020) Tidal drift of small buoys. Harbour Press.',
      { authors: ['Okafor, N.'], title: 'Tidal drift of small buoys', venue: 'Harbour Press' },
    ],
    [
      'german',
      'Müller, K.; Weiß, A.: Treibgut in kleinen Häfen. In: Zeitschrift für Küstenkunde 14 (2018), S. 3–9',
      {
        authors: ['Müller, K.', 'Weiß, A.'],
        title: 'Treibgut in kleinen Häfen',
        venue: 'Zeitschrift für Küstenkunde',
      },
    ],
    [
      'title-in-quotes-alone',
      '“Tidal drift of small buoys”, Coastal Review, 2019',
      { authors: [], title: 'Tidal drift of small buoys', venue: 'Coastal Review' },
    ],
  ])('%s', (_style, text, expected) => {
    expect(readCitation(text)).toEqual(expected);
  });

  it.each([
    'Tidal drift of small buoys, Coastal Review, 2019',
    'Building interfaces with Electron (2011)',
    'Patent on buoys',
    '',
  ])('nothing-tells-the-parts-apart: %s', (text) => {
    expect(readCitation(text)).toBeNull();
  });

  it('reads any text without running away', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('A. ', 'Okafor', ', ', 'B.', ' and ', '(2019)', '“', '”', 'van der ', 'x. ')),
        (parts) => {
          readCitation(parts.join(''));
        },
      ),
      { numRuns: 300 },
    );
    readCitation('Okafor, N., '.repeat(5_000));
    readCitation('Van Der '.repeat(20_000));
  });
});
