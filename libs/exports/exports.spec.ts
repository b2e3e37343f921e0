import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { masterRecordFaults } from '@vitamill/contracts';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { SaxesParser } from 'saxes';
import { fullRecord } from '../../test/support/full-record.js';
import { EXPORT_FORMATS, exportRecord } from './index.js';

const require = createRequire(import.meta.url);
const exported = (format: (typeof EXPORT_FORMATS)[number], record = fullRecord()) => exportRecord(record, format).body;
const ajv = new Ajv.default({ strict: false });
addFormats.default(ajv);
const validateResume = ajv.compile(require('@jsonresume/schema').schema ?? require('@jsonresume/schema/schema.json'));

const elementsOf = (xml: string): { path: string; text: string }[] => {
  const found: { path: string; text: string }[] = [];
  const open: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, uri }) => {
    expect(uri).not.toBe('');
    open.push(local);
  });
  parser.on('text', (text) => found.push({ path: open.join('/'), text }));
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return found;
};

describe('JSON Resume', () => {
  it('is valid by the published schema', () => {
    validateResume(JSON.parse(exported('json-resume')));
    expect(validateResume.errors ?? []).toEqual([]);
  });

  it('has what the record has', () => {
    expect(JSON.parse(exported('json-resume'))).toMatchObject({
      basics: { name: 'Dr. Mara van Ellwood', url: 'https://ellwood.example.com/', location: { countryCode: 'GB' } },
      work: [{ name: 'Harbour Analytics Ltd', position: 'Senior Data Engineer', startDate: '2019-03' }, {}],
      education: [{ institution: 'University of Leeds', studyType: 'MSc', area: 'Computer Science' }, {}],
      languages: [{ fluency: 'native' }, { language: 'Dutch', fluency: 'C1' }, { language: 'German' }],
      publications: [{ publisher: 'Journal of Tides', url: 'https://doi.org/10.1234/tides.1' }],
    });
  });
});

describe('schema.org Person', () => {
  it('is valid by the JSON Schemas of the vocabulary', () => {
    const vocabulary = new Ajv.default({ strict: false });
    addFormats.default(vocabulary);
    // the shape of JSON-LD itself stands elsewhere on the web
    vocabulary.addSchema({ $id: 'https://json-ld.org/schemas/jsonld-schema.json' });
    const folder = join(dirname(require.resolve('schemaorg-jsd/package.json')), 'schema');
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsd'))) {
      const { $schema, ...schema } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      vocabulary.addSchema(schema);
    }
    const validate = vocabulary.getSchema('https://chharvey.github.io/schemaorg-jsd/schema/Person.jsd');
    validate?.(JSON.parse(exported('schema-org')));
    expect(validate?.errors ?? []).toEqual([]);
    expect(validate?.({ '@type': 'Person', name: 5 })).toBe(false);
  });

  it('tells positions as roles with their dates', () => {
    expect(JSON.parse(exported('schema-org'))).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Person',
      worksFor: [
        { roleName: 'Senior Data Engineer', startDate: '2019-03', worksFor: { name: 'Harbour Analytics Ltd' } },
        {},
      ],
      hasCredential: expect.arrayContaining([expect.objectContaining({ name: 'Certified Stream Engineer' })]),
    });
  });
});

describe('vCard', () => {
  it('is read back by a parser of vCards', () => {
    const card = new ICAL.Component(ICAL.parse(exported('vcard')) as never);
    expect(card.getFirstPropertyValue('version')).toBe('4.0');
    expect(card.getFirstPropertyValue('fn')).toBe('Dr. Mara van Ellwood');
    expect(card.getFirstPropertyValue('n')).toEqual(['van Ellwood', 'Mara', '', 'Dr.', '']);
    expect(card.getFirstPropertyValue('note')).toBe(fullRecord().summary);
    expect(String(card.getFirstPropertyValue('tel'))).toBe('tel:+442079460958');
    expect(card.getAllProperties('lang')).toHaveLength(3);
  });

  it('breaks lines at 75 octets and letters never', () => {
    const summary = 'Größe, Maß; naïve\nžluťoučký 🚢 '.repeat(20);
    const body = exported('vcard', fullRecord({ summary }));
    for (const line of body.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    const card = new ICAL.Component(ICAL.parse(body) as never);
    expect(card.getFirstPropertyValue('note')).toBe(summary);
  });
});

describe('Europass XML', () => {
  it('is XML whose elements stand in the namespaces of Europass, with the words of the record', () => {
    const elements = elementsOf(exported('europass'));
    const at = (path: string) => elements.filter((one) => one.path.endsWith(path)).map(({ text }) => text);
    expect(at('CandidatePerson/PersonName/FamilyName')).toEqual(['van Ellwood']);
    expect(at('EmployerHistory/OrganizationName')).toEqual(['Harbour Analytics Ltd', 'Tulp Research B.V.']);
    expect(at('PositionHistory/Description')[1]).toBe('<p>- Reports &lt;monthly&gt; &amp; "yearly"</p>');
    expect(at('EmploymentPeriod/StartDate/FormattedDateTime')).toEqual(['2019-03', '2015']);
    expect(at('PersonQualifications/PersonCompetency/CompetencyID')).toEqual(['nld', 'deu']);
    expect(at('PrimaryLanguageCode')).toEqual(['eng']);
  });
});

describe('HR Open LER-RS', () => {
  it('names its type and has the positions with their dates', () => {
    expect(JSON.parse(exported('hr-open'))).toMatchObject({
      type: expect.stringContaining('LER-RSType'),
      person: { name: { formattedName: 'Dr. Mara van Ellwood' } },
      employmentHistories: [
        { organization: { name: 'Harbour Analytics Ltd' }, positionHistories: [{ start: '2019-03' }] },
        {},
      ],
    });
  });
});

describe('the redacted twin', () => {
  const record = fullRecord({
    summary:
      'Mara van Ellwood (maraellwood on GitHub) builds platforms. Frau Ellwood was born in Utrecht. Call 020 7946 0958 or +44 (0)20 7946 0958, write to me@mara.dev. Worked 2015 - 2018 at Harbour Analytics Ltd in Leeds.',
  });

  it('is a valid record', () => {
    expect(masterRecordFaults(JSON.parse(exported('redacted', record)))).toEqual([]);
  });

  it('tells nobody by name, address or number, in free text either', () => {
    const body = exported('redacted', record);
    for (const word of [
      'mara',
      'ellwood',
      'example.com',
      '7946',
      'linkedin',
      'github.com',
      'mara.dev',
      'married',
      'female',
      '1988',
      'frau',
      'tides.1',
      'pia',
    ])
      expect([word, body.toLowerCase().includes(word)]).toEqual([word, false]);
    expect(JSON.parse(body).summary).toContain('Worked 2015 - 2018 at Harbour Analytics Ltd in Leeds.');
    expect(JSON.parse(body).contact.location).toMatchObject({ raw: 'Leeds, England, GB', postal_code: null });
  });

  it('tells no organisations and places where they are to go', () => {
    const { body } = exportRecord(record, 'redacted', { institutions: true, places: true });
    for (const word of ['Harbour', 'Tulp', 'University of Leeds', 'Gymnasium', 'Leeds', 'Utrecht', 'Stream Board'])
      expect([word, body.includes(word)]).toEqual([word, false]);
    expect(masterRecordFaults(JSON.parse(body))).toEqual([]);
  });
});

it('gives the same bytes each time, whatever the texts are', () => {
  const texts = fc.oneof(fc.string({ maxLength: 60, unit: 'binary' }), fc.string({ maxLength: 60, unit: 'grapheme' }));
  fc.assert(
    fc.property(texts, fc.constantFrom(...EXPORT_FORMATS), (text, format) => {
      const record = fullRecord({ summary: text, interests: [text] });
      const named = { ...record, contact: { ...record.contact, headline: text } };
      const body = exported(format, named);
      expect(exported(format, named)).toBe(body);
      if (format === 'europass') elementsOf(body);
      else if (format === 'vcard') for (const line of body.split('\r\n')) expect(line).not.toMatch(/[\r\n]/);
      else JSON.parse(body);
    }),
    { numRuns: 150 },
  );
});
