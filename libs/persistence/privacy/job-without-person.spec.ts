import { jobWithout, textsWithout } from './job-without-person.js';

const EMAILS = ['ann.o+x@mail.example'];
const CV = '01900000-0000-7000-8000-000000000001';

describe('texts without a person', () => {
  it('lose the address in whatever case, and nobody else’s', () => {
    const texts = [
      'Write to Ann.O+X@mail.example.',
      'joann.o+x@mail.example',
      'ann.o+x@mail.examples',
      'annxo+x@mail.example',
    ];
    expect(textsWithout({ texts, at: 3, none: null }, EMAILS)).toEqual({
      texts: ['Write to [erased].', ...texts.slice(1)],
      at: 3,
      none: null,
    });
    expect(textsWithout('a', [])).toBe('a');
  });
});

describe('a job without a person', () => {
  const job = {
    job_url: 'https://example.org/?to=ann.o+x@mail.example',
    notes: 'Ask ann.o+x@mail.example',
    ai_match_score: 50,
    ai_reasoning: 'Has it all.',
    scored_asset_id: CV,
    contacts: [
      { email: 'ANN.O+X@mail.example ' },
      { email: 'bob@mail.example', note: 'knows ann.o+x@mail.example' },
      {},
    ],
    documents: [{ asset_id: CV.toUpperCase() }, { asset_id: null }],
  };

  it('has neither their contact nor their CV nor its score', () => {
    expect(jobWithout(job, EMAILS, [CV])).toEqual({
      job_url: null,
      notes: 'Ask [erased]',
      ai_match_score: null,
      ai_reasoning: null,
      scored_asset_id: null,
      contacts: [{ email: 'bob@mail.example', note: 'knows [erased]' }, {}],
      documents: [{ asset_id: null }],
    });
  });

  it('keeps what is of others', () => {
    expect(jobWithout(job, ['cy@mail.example'], ['x'])).toEqual(job);
  });
});
