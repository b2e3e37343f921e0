import type { ExtractedDocument } from '@vitamill/domain';
import { flowDocument } from './flow-builder.js';
import { at, column, endingAt, pagedDocument, rule } from './page-builder.js';

export interface InventedCv {
  readonly shape: string;
  readonly document: ExtractedDocument;
  readonly language: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
  readonly positions: readonly (readonly [
    title: string,
    employer: string,
    start: string | null,
    end: string | null,
    isCurrent: boolean,
  ])[];
  readonly institutions: readonly string[];
  readonly skills: readonly string[];
  readonly languages: Readonly<Record<string, string>>;
}

const english: InventedCv = {
  shape: 'English, flowing, dates right of the head',
  language: 'en',
  name: 'Mara Ellwood',
  email: 'mara.ellwood@example.com',
  phone: '+442079460958',
  positions: [
    ['Senior Software Engineer', 'Harbour Analytics Ltd', '2021-03', null, true],
    ['Software Engineer', 'Bramley Systems Ltd', '2017-09', '2021-02', false],
  ],
  institutions: ['University of York'],
  skills: ['TypeScript', 'PostgreSQL', 'Kafka', 'Python'],
  languages: { en: 'native', es: 'B2' },
  document: flowDocument(`
Mara Ellwood
Senior Software Engineer

mara.ellwood@example.com | +44 20 7946 0958 | Leeds, United Kingdom

# Experience
**Senior Software Engineer**, Harbour Analytics Ltd, Leeds\t03/2021 – present
- Led the move of billing to event streams
- Cut the time of nightly jobs from six hours to forty minutes
**Software Engineer**, Bramley Systems Ltd, Manchester\t09/2017 – 02/2021
- Built the first public API

# Education
BSc in Computer Science
University of York\t2014 – 2017

# Skills
TypeScript, PostgreSQL, Kafka, Python

# Languages
English (native), Spanish (B2)`),
};

const german: InventedCv = {
  shape: 'German, flowing, dates left of the head',
  language: 'de',
  name: 'Jonas Breitkopf',
  email: 'jonas.breitkopf@example.de',
  phone: '+4930901820',
  positions: [
    ['Projektleiter', 'Havelbau GmbH', '2019-04', null, true],
    ['Bauingenieur', 'Ostwerk AG', '2014-10', '2019-03', false],
  ],
  institutions: ['Technische Universität Dresden'],
  skills: ['AutoCAD', 'Kostenplanung', 'MS Project'],
  languages: { de: 'native', en: 'C1' },
  document: flowDocument(`
Lebenslauf
Jonas Breitkopf
E-Mail: jonas.breitkopf@example.de
Telefon: +49 30 901820
Adresse: Lindenweg 4, 10115 Berlin
Geburtsdatum: 12.05.1988

# Berufserfahrung
seit 04/2019\tProjektleiter
Havelbau GmbH, Berlin
- Leitung von Neubauten im Wohnungsbau
10/2014 – 03/2019\tBauingenieur
Ostwerk AG, Dresden
- Statik und Ausschreibungen

# Ausbildung
10/2008 – 09/2014\tDiplom Bauingenieurwesen
Technische Universität Dresden

# Kenntnisse
AutoCAD, Kostenplanung, MS Project

# Sprachen
Deutsch: Muttersprache
Englisch: C1`),
};

const french: InventedCv = {
  shape: 'French, flowing, dates on a line of their own',
  language: 'fr',
  name: 'Élodie Marchand',
  email: 'elodie.marchand@example.fr',
  phone: '+33142685300',
  positions: [
    ['Responsable marketing', 'Société Belleval', '2018-09', null, true],
    ['Chargée de communication', 'Groupe Orvane', '2015-01', '2018-08', false],
  ],
  institutions: ['Université Lumière Lyon 2'],
  skills: ['Photoshop', 'Gestion de projet', 'Google Analytics'],
  languages: { fr: 'native', en: 'C1' },
  document: flowDocument(`
Élodie Marchand
elodie.marchand@example.fr
01 42 68 53 00
75011 Paris, France

# Expérience professionnelle
Responsable marketing
Société Belleval, Paris
De septembre 2018 à aujourd'hui
- Pilotage des campagnes nationales et du budget
- Encadrement de trois personnes

Chargée de communication
Groupe Orvane, Lyon
De janvier 2015 à août 2018
- Rédaction de la lettre interne

# Formation
Master Communication
Université Lumière Lyon 2
2012 – 2014

# Compétences
Photoshop, Gestion de projet, Google Analytics

# Langues
Français : langue maternelle
Anglais : C1`),
};

const polish: InventedCv = {
  shape: 'Polish, flowing, dates above the head',
  language: 'pl',
  name: 'Zofia Kalinowska',
  email: 'zofia.kalinowska@example.pl',
  phone: '+48225550123',
  positions: [
    ['Księgowa', 'Wisłopol Sp. z o.o.', '2020-02', null, true],
    ['Asystentka', 'Biuro Rachunkowe Lipa', '2016-06', '2020-01', false],
  ],
  institutions: ['Uniwersytet Ekonomiczny w Krakowie'],
  skills: ['Excel', 'SAP', 'Symfonia'],
  languages: { pl: 'native', en: 'B2' },
  document: flowDocument(`
Zofia Kalinowska
Telefon: +48 22 555 01 23
E-mail: zofia.kalinowska@example.pl
Kraków, Polska

# Doświadczenie zawodowe
02.2020 – obecnie
Księgowa
Wisłopol Sp. z o.o., Kraków
- Prowadzenie ksiąg rachunkowych i rozliczeń podatkowych

06.2016 – 01.2020
Asystentka
Biuro Rachunkowe Lipa, Kraków
- Obsługa klientów oraz wystawianie faktur

# Wykształcenie
2013 – 2016
Licencjat, Finanse i rachunkowość
Uniwersytet Ekonomiczny w Krakowie

# Umiejętności
Excel, SAP, Symfonia

# Języki obce
Polski – język ojczysty
Angielski – B2`),
};

const spanish: InventedCv = {
  shape: 'Spanish, one page with a sidebar on the left',
  language: 'es',
  name: 'Lucía Ferrandis',
  email: 'lucia.ferrandis@example.es',
  phone: '+34961234567',
  positions: [
    ['Enfermera', 'Hospital Santa Brígida', '2019-05', null, true],
    ['Auxiliar de enfermería', 'Clínica Montes', '2015-03', '2019-04', false],
  ],
  institutions: ['Universidad de Valencia'],
  skills: ['Triaje', 'Curas', 'Vacunación'],
  languages: { es: 'native', en: 'B1' },
  document: pagedDocument(
    [
      [
        at(200, 40, 'Lucía Ferrandis', { size: 24, bold: true }),
        at(30, 110, 'CONTACTO', { size: 12, bold: true }),
        ...column(30, 130, ['+34 961 23 45 67', 'lucia.ferrandis@example.es', 'Valencia, España']),
        at(30, 200, 'HABILIDADES', { size: 12, bold: true }),
        ...column(30, 220, ['Triaje', 'Curas', 'Vacunación']),
        at(30, 290, 'IDIOMAS', { size: 12, bold: true }),
        ...column(30, 310, ['Español: nativo', 'Inglés: B1']),
        at(200, 110, 'EXPERIENCIA LABORAL', { size: 12, bold: true }),
        at(200, 132, 'Enfermera', { bold: true }),
        endingAt(565, 132, '05/2019 – actualidad'),
        at(200, 146, 'Hospital Santa Brígida, Valencia'),
        at(200, 160, '• Atención a los pacientes de la planta de cirugía'),
        at(200, 174, '• Formación de las personas que llegan al servicio'),
        at(200, 202, 'Auxiliar de enfermería', { bold: true }),
        endingAt(565, 202, '03/2015 – 04/2019'),
        at(200, 216, 'Clínica Montes, Alicante'),
        at(200, 230, '• Apoyo en las consultas y en las urgencias'),
        at(200, 270, 'FORMACIÓN ACADÉMICA', { size: 12, bold: true }),
        at(200, 292, 'Grado en Enfermería', { bold: true }),
        endingAt(565, 292, '2010 – 2014'),
        at(200, 306, 'Universidad de Valencia'),
      ],
    ],
    [[rule(200, 565, 125), rule(200, 565, 285)]],
  ),
};

const dutch: InventedCv = {
  shape: 'Dutch, two pages with page numbers',
  language: 'nl',
  name: 'Daan van der Veld',
  email: 'daan.vanderveld@example.nl',
  phone: '+31201234567',
  positions: [
    ['Teamleider logistiek', 'Noorderhaven B.V.', '2019', null, true],
    ['Magazijnmedewerker', 'Kade Transport', '2013', '2018', false],
  ],
  institutions: ['Hogeschool van Amsterdam'],
  skills: ['Voorraadbeheer', 'Heftruck', 'Lean'],
  languages: { nl: 'native', de: 'B2' },
  document: pagedDocument([
    [
      at(60, 40, 'Daan van der Veld', { size: 22, bold: true }),
      at(60, 72, 'daan.vanderveld@example.nl | +31 20 123 4567 | Amsterdam'),
      at(60, 110, 'Werkervaring', { size: 14, bold: true }),
      at(60, 134, '2019 – heden'),
      at(160, 134, 'Teamleider logistiek', { bold: true }),
      at(160, 148, 'Noorderhaven B.V., Amsterdam'),
      at(160, 162, '- Leiding over een team van twaalf mensen in het magazijn'),
      at(60, 190, '2013 – 2018'),
      at(160, 190, 'Magazijnmedewerker', { bold: true }),
      at(160, 204, 'Kade Transport, Haarlem'),
      at(160, 218, '- Laden en lossen van de vrachtwagens'),
      at(270, 810, 'Pagina 1 van 2'),
    ],
    [
      at(60, 60, 'Opleiding', { size: 14, bold: true }),
      at(60, 84, '2009 – 2013'),
      at(160, 84, 'Bachelor Logistiek', { bold: true }),
      at(160, 98, 'Hogeschool van Amsterdam'),
      at(60, 130, 'Vaardigheden', { size: 14, bold: true }),
      at(60, 154, 'Voorraadbeheer, Heftruck, Lean'),
      at(60, 190, 'Talen', { size: 14, bold: true }),
      ...column(60, 214, ['Nederlands: moedertaal', 'Duits: B2']),
      at(270, 810, 'Pagina 2 van 2'),
    ],
  ]),
};

/** CVs of people who do not exist, one a language and shape. */
export const INVENTED_CVS: readonly InventedCv[] = [english, german, french, polish, spanish, dutch];
