import { sampleParsedCv } from '../../../test/e2e/support/sample-record.js';
import { REDACTED, redactContact } from './redact-contact.js';

describe('redactContact', () => {
  it('empties contact data and keeps the shape', () => {
    const { record } = sampleParsedCv('01900000-0000-7000-8000-000000000000');
    const redacted = redactContact(record) as typeof record;
    expect(redacted.contact.emails).toEqual([]);
    expect(redacted.contact.name).toEqual(record.contact.name);
    expect(redacted.asset_id).toBe(record.asset_id);
    expect(Object.keys(redacted)).toEqual(Object.keys(record));
    expect(redacted.metrics).toEqual(record.metrics);
  });

  it('blackens addresses and numbers in texts, and no years, dates or ids', () => {
    const texts = {
      summary: 'Reach me: zoë.o@mail.example or +49 (0)30 1234567 / 0160-5551234.',
      description: 'Led 12 people from 2019 - 2021, budget 1 200 000 EUR, version 10.4.2',
      created_at: '2026-01-01T00:00:00.000Z',
      asset_id: '01900000-0000-7000-8000-000000000000',
    };
    expect(redactContact(texts)).toEqual({
      ...texts,
      summary: `Reach me: ${REDACTED} or ${REDACTED} / ${REDACTED}.`,
    });
  });

  it('leaves out where contact data stood', () => {
    const provenance = {
      '/contact/emails/0': { spans: [{ text: 'a@b.example' }] },
      '/contact/name/full': { spans: [{ text: 'Ada' }] },
      '/skills/0': { spans: [{ text: 'Go' }] },
    };
    expect(Object.keys((redactContact({ provenance }) as { provenance: object }).provenance)).toEqual([
      '/contact/name/full',
      '/skills/0',
    ]);
  });

  it('hides what is about a hidden part of a record, wherever it is named', () => {
    const changes = [
      { kind: 'changed', from: '/contact/links/1', to: '/contact/links/1', before: { url: 'x' }, after: { url: 'y' } },
      { kind: 'changed', from: '/contact/birth_date', to: '/contact/birth_date', before: '1988-04-02', after: null },
      { kind: 'changed', from: '/skills/0/name', to: '/skills/1/name', before: 'Go', after: 'Python' },
    ];
    expect(redactContact(changes)).toEqual([
      { ...changes[0], before: null, after: null },
      { ...changes[1], before: null, after: null },
      changes[2],
    ]);
  });

  it('blackens pages in texts, and nothing that only has dots', () => {
    const text = 'Node.js and ASP.NET, CI/CD, 3.5/4.0; see linkedin.com/in/ada or https://ada.example/cv.';
    expect(redactContact({ text })).toEqual({
      text: `Node.js and ASP.NET, CI/CD, 3.5/4.0; see ${REDACTED} or ${REDACTED}`,
    });
    const advert = { url: 'https://jobs.example/1', description: 'Apply at https://jobs.example/1 now.' };
    expect(redactContact(advert, { keepPages: true })).toEqual(advert);
    expect(redactContact(advert)).toEqual({ url: null, description: `Apply at ${REDACTED} now.` });
  });

  it('hides an address wherever a contact stands, and keeps towns', () => {
    const before = { location: { raw: '1 Quay Street, Leeds', city: 'Leeds' } };
    const experience = [{ location: { raw: 'Leeds', city: 'Leeds' } }];
    expect(redactContact({ before, experience })).toEqual({
      before: { location: { raw: null, city: 'Leeds' } },
      experience,
    });
  });

  it('hides names of files where they stand for candidates', () => {
    expect(redactContact([{ candidate_ref: 'ada-example.pdf' }, { candidate_ref: 'cand-001' }])).toEqual([
      { candidate_ref: null },
      { candidate_ref: 'cand-001' },
    ]);
  });

  it('keeps links of the service to itself', () => {
    const page = {
      '@odata.nextLink': 'https://api.example/odata/Candidates?$skiptoken=x',
      skills: [{ id: 'http://data.europa.eu/esco/skill/1' }],
    };
    expect(redactContact(page)).toEqual(page);
    expect(redactContact({ highlights: ['linkedin.com/in/ada'] })).toEqual({ highlights: [REDACTED] });
  });

  it('holds for rows and lists alike', () => {
    const items = [{ name: 'Ada', email: 'a@b.example', phone: '+49301234567', filename: 'ada.pdf', tags: ['x'] }];
    expect(redactContact({ items, total: 1 })).toEqual({
      items: [{ name: 'Ada', email: null, phone: null, filename: null, tags: ['x'] }],
      total: 1,
    });
  });
});
