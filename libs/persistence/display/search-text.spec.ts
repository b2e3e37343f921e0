import { sampleParsedCv } from '../../../test/support/parsed-cv.js';
import { foldForSearch, searchTextOf } from './search-text.js';

const { record } = sampleParsedCv(null);
const wordsOf = (changes: Partial<typeof record>): string[] =>
  searchTextOf({ ...record, ...changes }, ['Spring', 'cv.pdf']).split(/\s+/);

describe('the text that a record is searched by', () => {
  it('has what the CV says and what came with the upload, without case and accents', () => {
    const words = wordsOf({
      summary: 'Führt Teams',
      skills: [
        ...[{ name: 'Ökonomie', normalized: 'Economics', id: 'skill-7', taxonomy: 'esco', type: 'technical' }].map(
          (skill) => ({ ...skill, months: 12, last_used: '2024', sources: ['experience/0'] }),
        ),
      ],
    });
    expect(words).toEqual(expect.arrayContaining(['fuhrt', 'teams', 'okonomie', 'economics', 'spring', 'cv.pdf']));
  });

  it('leaves out how things are filed', () => {
    const words = wordsOf({
      skills: [
        {
          ...{ name: 'SQL', normalized: null, id: 'skill-7', taxonomy: 'esco', type: 'technical', months: 12 },
          ...{ last_used: '2024', sources: ['experience/0'] },
        },
      ],
    });
    for (const word of ['skill-7', 'esco', 'technical', '2024', 'experience/0']) expect(words).not.toContain(word);
  });

  it('has a text once', () => {
    const words = wordsOf({
      summary: 'Leeds',
      interests: [],
      publications: [],
      contact: { ...record.contact, headline: 'LEEDS' },
    });
    expect(words.filter((word) => word === 'leeds')).toHaveLength(1);
  });

  it('folds as it is folded for a search', () => {
    expect(foldForSearch('Åsa\0ÉMILE')).toBe('asa emile');
  });
});
