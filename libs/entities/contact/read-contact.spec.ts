import type { Section } from '@vitamill/domain';
import { entityContext, layOut, linesOf } from '../../../test/support/core.js';
import { at, column, pagedDocument } from '../../../test/support/page-builder.js';
import { readContact } from './read-contact.js';

const header = (lines: Section['lines']): Section => ({
  kind: 'header',
  heading: null,
  title: null,
  lines,
  confidence: 1,
});
const read = (text: string, language = 'en') => readContact([header(linesOf(text, language))], entityContext(language));
const nameOf = (text: string, language = 'en') => read(text, language).name?.value ?? null;

describe('contact: names', () => {
  it.each([
    ['plain', 'Mara Ellwood', 'Mara Ellwood'],
    ['capitals', 'MARA ELLWOOD', 'MARA ELLWOOD'],
    ['three-parts', 'Mara Jane Ellwood', 'Mara Jane Ellwood'],
    ['initial', 'Mara J. Ellwood', 'Mara J. Ellwood'],
    ['hyphen', 'Anne-Marie Ellwood-Price', 'Anne-Marie Ellwood-Price'],
    ['apostrophe', "Shauna O'Dell", "Shauna O'Dell"],
    ['dutch-particle', 'Daan van der Veld', 'Daan van der Veld'],
    ['german-particle', 'Jonas von Breitkopf', 'Jonas von Breitkopf'],
    ['spanish-particle', 'Lucía de la Ferrandis', 'Lucía de la Ferrandis'],
    ['diacritics', 'Zofia Święcińska', 'Zofia Święcińska'],
    ['cyrillic', 'Иван Ромашкин', 'Иван Ромашкин'],
    ['greek', 'Ελένη Μαρκάτου', 'Ελένη Μαρκάτου'],
    ['degree-behind', 'Mara Ellwood, PhD', 'Mara Ellwood'],
    ['profession-behind-a-bar', 'Mara Ellwood | Software Engineer', 'Mara Ellwood'],
    ['profession-behind-a-dash', 'Mara Ellwood – Software Engineer', 'Mara Ellwood'],
    ['document-title-in-front', 'Curriculum Vitae\nMara Ellwood', 'Mara Ellwood'],
    ['document-title-on-its-line', 'Curriculum Vitae Mara Ellwood', 'Mara Ellwood'],
    ['label', 'Curriculum Vitae\nName: Mara Ellwood\nAddress: Leeds', 'Mara Ellwood'],
    ['labels-of-two-parts', 'First name: Mara\nSurname: Ellwood', 'Mara Ellwood'],
    ['headline-above', 'Software Engineer\nMara Ellwood', 'Mara Ellwood'],
  ])('%s', (_, top, name) => {
    expect(nameOf(`${top}\nLeeds, United Kingdom\n+44 20 7946 0958`)).toBe(name);
  });

  it('large-type: a family that is called after a trade', () => {
    const { lines } = layOut(
      pagedDocument([
        [at(60, 40, 'Thomas Baker', { size: 26, bold: true }), ...column(60, 80, ['Software Engineer', 'Leeds'])],
      ]),
    );
    expect(readContact([header(lines)], entityContext()).name?.value).toBe('Thomas Baker');
  });

  it('two-lines in large type', () => {
    const { lines } = layOut(
      pagedDocument([
        [
          at(60, 40, 'LUCÍA', { size: 26, bold: true }),
          at(60, 70, 'FERRANDIS', { size: 26, bold: true }),
          ...column(60, 120, ['lucia.ferrandis@example.es', 'Valencia']),
        ],
      ]),
    );
    const { name } = readContact([header(lines)], entityContext('es'));
    expect(name?.value).toBe('LUCÍA FERRANDIS');
    expect(name?.evidence.flatMap((e) => e.lines)).toEqual([0, 1]);
  });

  it('the e-mail address tells the name among capitals', () => {
    expect(nameOf('Harbour Street\nLeeds Bridge\nMara Ellwood\nmara.ellwood@example.com')).toBe('Mara Ellwood');
  });

  it.each([['Work Experience'], ['Leeds'], ['+44 20 7946 0958']])('%s is none', (text) => {
    expect(nameOf(text)).toBeNull();
  });
});

describe('contact: e-mail addresses', () => {
  it.each([
    ['alone', 'mara.ellwood@example.com'],
    ['label', 'E-mail: mara.ellwood@example.com'],
    ['among-others', 'Leeds | mara.ellwood@example.com | +44 20 7946 0958'],
    ['blanks-around-the-sign', 'mara.ellwood @ example.com'],
    ['said-twice', 'mara.ellwood@example.com\nMara.Ellwood@Example.com'],
    ['broken-at-the-dot', 'mara.ellwood@example.\ncom'],
    ['broken-behind-the-sign', 'mara.ellwood@\nexample.com'],
  ])('%s', (_, text) => {
    expect(read(`Mara Ellwood\n${text}`).emails.map((e) => e.value)).toEqual(['mara.ellwood@example.com']);
  });

  it.each(['@mara', 'mara@', 'C++ @ home', 'mara.ellwood(at)example'])('%s is none', (text) => {
    expect(read(`Mara Ellwood\n${text}`).emails).toEqual([]);
  });

  it('links tell addresses that the text does not print', () => {
    const { lines } = layOut(
      pagedDocument([
        [at(60, 40, 'Mara Ellwood'), at(60, 54, 'E-mail me', { href: 'mailto:mara%2Bcv@example.com?x=1' })],
      ]),
    );
    expect(readContact([header(lines)], entityContext()).emails.map((e) => e.value)).toEqual(['mara+cv@example.com']);
  });
});

describe('contact: phones', () => {
  it.each([
    ['+44 20 7946 0958'],
    ['(415) 555-0132'],
    ['0171 / 234 56 78'],
    ['01 42 68 53 00'],
    ['030-901820'],
    ['+48 22 555 01 23'],
  ])('%s', (phone) => {
    expect(read(`Mara Ellwood\nPhone: ${phone}`).phones.map((p) => p.value)).toEqual([phone]);
  });

  it('dates, years and postal codes are no phones', () => {
    expect(
      read('Mara Ellwood\nBorn 12.05.1988\n2015 – 2018\n03/2018 - 06/2020\n10115 Berlin\nISO 9001').phones,
    ).toEqual([]);
  });

  it('two-phones on one line', () => {
    expect(read('Mara Ellwood\n+44 20 7946 0958 | +44 7700 900123').phones.map((p) => p.value)).toEqual([
      '+44 20 7946 0958',
      '+44 7700 900123',
    ]);
  });

  it('numbers inside addresses of pages are no phones', () => {
    expect(read('Mara Ellwood\nhttps://example.com/in/1234567890').phones).toEqual([]);
  });
});

describe('contact: links, place and person', () => {
  it.each([
    ['https://example.com/mara', 'https://example.com/mara'],
    ['www.example.com', 'www.example.com'],
    ['linkedin.com/in/mara-example', 'linkedin.com/in/mara-example'],
    ['github.com/mara-example', 'github.com/mara-example'],
  ])('%s is a link', (text, url) => {
    expect(read(`Mara Ellwood\n${text}`).links.map((l) => l.value.url)).toEqual([url]);
  });

  it.each(['mara@example.com', 'e.g. sales', 'Node.js', 'B.Sc. in Physics'])('%s is no link', (text) => {
    expect(read(`Mara Ellwood\n${text}`).links).toEqual([]);
  });

  it.each([
    ['town-and-country', 'Leeds, United Kingdom', 'Leeds, United Kingdom'],
    ['street-and-postal-code', '12 Harbour Street, Leeds LS1 4DY', '12 Harbour Street, Leeds LS1 4DY'],
    ['german-postal-code', 'Lindenweg 4, 10115 Berlin', 'Lindenweg 4, 10115 Berlin'],
    ['label', 'Address: 12 Harbour Street, Leeds', '12 Harbour Street, Leeds'],
    ['between-bars', 'mara@example.com | Leeds, United Kingdom | +44 20 7946 0958', 'Leeds, United Kingdom'],
  ])('place: %s', (_, text, place) => {
    expect(read(`Mara Ellwood\n${text}`).location?.value).toBe(place);
  });

  it('headline below the name', () => {
    expect(read('Mara Ellwood\nSenior Software Engineer\nLeeds').headline?.value).toBe('Senior Software Engineer');
  });

  it('birth date and nationality by their labels', () => {
    const contact = read('Jonas Breitkopf\nGeburtsdatum: 12.05.1988\nStaatsangehörigkeit: deutsch', 'de');
    expect(contact.birthDate?.value).toBe('1988-05-12');
    expect(contact.nationalities.map((n) => n.value)).toEqual(['deutsch']);
  });

  it('the addresses of referees are not the candidate’s', () => {
    const referees: Section = {
      ...header(linesOf('Prof. Ada Example\nada@example.org\n+44 20 7946 0000')),
      kind: 'references',
    };
    const contact = readContact([header(linesOf('Mara Ellwood\nLeeds')), referees], entityContext());
    expect([contact.emails, contact.phones]).toEqual([[], []]);
  });

  it.each([
    ['Jane Doe | Software Engineer', 'jane@doe.example', 'Jane Doe', 'Software Engineer'],
    ['Jane Doe, Software Engineer', 'jane@doe.example', 'Jane Doe', 'Software Engineer'],
    [
      'Emma Visser, Scholar | Shop or kitchen work',
      'emma.visser@mail.example',
      'Emma Visser',
      'Scholar | Shop or kitchen work',
    ],
    ['Jane Doe, PhD', 'jane@doe.example', 'Jane Doe', null],
    ['Jane Doe | London', 'jane@doe.example', 'Jane Doe', null],
    ['Jane Doe | Page 1 of 2', 'jane@doe.example', 'Jane Doe', null],
  ])('parts the name from what stands behind it: %s', (line, email, name, headline) => {
    const contact = read(`${line}\n${email}`);
    expect([contact.name?.value, contact.headline?.value ?? null]).toEqual([name, headline]);
  });

  it.each(['anna.baker@mail.example', 'linkedin.com/in/anna-baker'])('takes no address for a headline: %s', (line) => {
    expect(read(`Anna Baker\n${line}`).headline).toBeNull();
  });
});
