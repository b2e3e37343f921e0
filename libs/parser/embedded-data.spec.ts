import { DEFAULT_PARSE_LIMITS } from '@vitamill/domain';
import { createCvParser } from './cv-parser.js';

const parser = createCvParser();

const passport = (first: string, email: string): string =>
  `<?xml version="1.0"?><SkillsPassport><LearnerInfo><Identification><PersonName><FirstName>${first}</FirstName><Surname>Ellwood</Surname></PersonName><ContactInfo><Email><Contact>${email}</Contact></Email></ContactInfo></Identification><WorkExperienceList><WorkExperience><Period><From year="2019" month="--03"/><Current>true</Current></Period><Position><Label>Head of Logistics</Label></Position><Employer><Name>Harbour</Name></Employer></WorkExperience></WorkExperienceList></LearnerInfo></SkillsPassport>`;

/** A page of lines, with a file attached. */
function pdf(lines: readonly string[], attachment: string): Uint8Array {
  const stream = (content: string, entries = ''): string =>
    `<<${entries}/Length ${content.length}>>\nstream\n${content}\nendstream`;
  const text = lines.map((line, i) => `BT /F1 11 Tf 50 ${780 - 18 * i} Td (${line}) Tj ET`).join('\n');
  const objects = [
    '<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(cv.xml)<</Type/Filespec/F(cv.xml)/UF(cv.xml)/EF<</F 6 0 R>>>>]>>>>>>',
    '<</Type/Pages/Count 1/Kids[3 0 R]>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>',
    stream(text),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    stream(attachment, '/Type/EmbeddedFile'),
  ];
  const body = objects.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.4\n${body}trailer\n<</Root 1 0 R/Size 7>>\n`, 'latin1');
}

const LINES = [
  'Mara Ellwood',
  'mara@example.com',
  'Experience',
  'Head of Logistics, Harbour, 2018 - 2024',
  'Education',
  'Diploma in Logistics, Leeds College, 2013',
];

const parse = (lines: readonly string[], attachment: string) => parseFile(pdf(lines, attachment));
const parseFile = (file: Uint8Array) =>
  parser.parse(file, {
    locale: null,
    referenceDate: '2026-06-15',
    assetId: null,
    filename: 'cv.pdf',
    limits: DEFAULT_PARSE_LIMITS,
  });
const codes = ({ record }: Awaited<ReturnType<typeof parse>>): string[] => record.quality.findings.map((f) => f.code);

afterAll(() => parser.close());

describe('data that a PDF carries', () => {
  it('stand above what is printed, and what they leave open is read from the page', async () => {
    const parsed = await parse(LINES, passport('Mara', 'mara@example.com'));
    expect(codes(parsed)).toContain('embedded_data_used');
    expect(parsed.record.experience).toHaveLength(1);
    expect(parsed.record.experience[0]).toMatchObject({
      employer: { name: 'Harbour' },
      start: '2019-03',
      is_current: true,
    });
    expect(parsed.record.education[0]).toMatchObject({ institution: { name: 'Leeds College' }, end: '2013' });
  });

  it('have the printed text as their proof where it is printed, and the attachment where it is not', async () => {
    const { provenance } = await parse(
      LINES.filter((line) => !line.includes('@')),
      passport('Mara', 'mara@example.com'),
    );
    expect(provenance['/contact/name']).toMatchObject({ rule: 'embedded.europass-xml.contact.name' });
    expect(provenance['/contact/name']?.spans[0]?.bbox).not.toBeNull();
    expect(provenance['/contact/emails/0']?.spans).toEqual([{ page: 1, bbox: null, text: 'cv.xml: mara@example.com' }]);
  });

  it('are ignored, and said to be, where they are of somebody else or a bomb', async () => {
    const foreign = await parse(LINES, passport('Zenobia', 'zenobia@example.org'));
    expect(codes(foreign)).toContain('embedded_data_ignored');
    expect(foreign.record.contact.emails).toEqual(['mara@example.com']);
    const bomb = passport('Mara', 'x').replace('?>', '?><!DOCTYPE a [<!ENTITY e "eeee">]>');
    const parsed = await parse(LINES, bomb);
    expect(codes(parsed)).toContain('embedded_data_ignored');
    expect(codes(parsed)).not.toContain('embedded_data_used');
    expect(parsed.record.contact.name?.full).toBe('Mara Ellwood');
  });
});

describe('a file that is data', () => {
  it('becomes a record of what it says, proved by the page that is printed of it', async () => {
    const parsed = await parseFile(Buffer.from(passport('Mara', 'mara@example.com')));
    expect(codes(parsed)).toEqual(expect.arrayContaining(['embedded_data_used']));
    expect(parsed.record).toMatchObject({
      contact: { name: { full: 'Mara Ellwood' }, emails: ['mara@example.com'] },
      experience: [{ title: { raw: 'Head of Logistics' }, employer: { name: 'Harbour' }, start: '2019-03', end: null }],
      quality: { unmapped_lines: [] },
    });
    expect(parsed.record.quality.cv_probability).toBeGreaterThan(0.5);
    const spans = Object.values(parsed.provenance).flatMap((entry) => entry.spans.map(({ text }) => text));
    expect(spans).toEqual(
      expect.arrayContaining(['Mara Ellwood', 'Head of Logistics', 'Harbour', '2019-03 - present']),
    );
  });

  it('is trusted where it names nobody', async () => {
    const nameless = {
      basics: { label: 'Clerk' },
      work: [{ name: 'Harbour', position: 'Clerk', startDate: '2019-03' }],
    };
    const { record, provenance } = await parseFile(Buffer.from(JSON.stringify(nameless)));
    expect(record.experience).toMatchObject([{ title: { raw: 'Clerk' }, start: '2019-03', is_current: true }]);
    expect(provenance['/experience/0/title']).toMatchObject({ rule: 'embedded.json-resume.experience.title' });
    expect(record.quality.unmapped_lines).toEqual([]);
  });
});
