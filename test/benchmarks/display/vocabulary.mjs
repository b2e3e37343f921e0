// The words that invented display rows are made of. All of it is made up or common knowledge; nothing comes from a CV.
const split = (text) => text.trim().split(/\s*[,\n]\s*/);

export const FIRST_NAMES =
  split(`Anna, Ben, Clara, David, Elif, Émile, Fatima, Georg, Hanna, Ivan, Jana, Karim, Lena, Łucja,
  Marco, Nadia, Olga, Paul, Quentin, Rosa, Sven, Tomás, Ute, Vera, Wim, Xenia, Yusuf, Zoë, Åsa, Örjan`);
export const LAST_NAMES =
  split(`Müller, Smith, Janssen, García, Rossi, Novák, Kowalski, Nguyen, Yılmaz, Andersson, Dubois,
  Silva, Popescu, Horvat, Nagy, Ivanova, Schneider, van Dijk, O'Brien, Lindqvist, Costa, Moreau, Fischer, Weber, Haddad,
  Okafor, Tanaka, Singh, Kim, Berg, Ferrari, Petrov, Jovanović, Virtanen, Kaya, Meyer, Brown, Martin, Santos, Wolf`);
export const CITIES = split(`Berlin, Hamburg, München, Köln, Paris, Lyon, Madrid, Barcelona, Roma, Milano, Amsterdam,
  Rotterdam, Utrecht, Wien, Graz, Zürich, Basel, Bern, Praha, Brno, Warszawa, Kraków, Gdańsk, Budapest, București, Sofia,
  Athína, Lisboa, Porto, London, Leeds, Bristol, Dublin, Stockholm, Göteborg, Malmö, Oslo, Bergen, København, Aarhus,
  Helsinki, Tampere, Tallinn, Riga, Vilnius, Zagreb, Ljubljana, Bratislava, İstanbul, Ankara`);
export const COUNTRIES =
  split(`DE, FR, ES, IT, NL, AT, CH, CZ, PL, HU, RO, BG, GR, PT, GB, IE, SE, NO, DK, FI, EE, LV, LT, HR,
  SI, SK, TR, BE, LU, US`);
export const TITLES =
  split(`Software Developer, Registered Nurse, Forklift Driver, Accountant, Teacher, Sous Chef, Solicitor,
  Electrician, Sales Representative, Construction Manager, Data Analyst, Warehouse Operative, Product Manager, Welder,
  Civil Engineer, Pharmacist, Cashier, Lorry Driver, Marketing Manager, Receptionist, Physiotherapist, Plumber,
  Tax Adviser, Machine Operator, Graphic Designer, Translator, Lab Technician, Security Guard, Recruiter, Architect,
  Project Manager, Systems Administrator, Carpenter, Midwife, Buyer, Quality Inspector, Journalist, Dentist, Baker, Gardener`);
export const SENIORITIES = ['junior', 'senior', 'lead', 'head'];
export const SKILLS =
  split(`Python, SQL, Docker, Kubernetes, TypeScript, Java, Excel, SAP FI, Payroll, IFRS, Wound care, Triage,
  Medication, Forklift operation, Order picking, SAP EWM, HACCP, Menu costing, Litigation, Negotiation, Siemens S7, PLC,
  Salesforce, CRM, Primavera P6, Budgeting, Classroom management, Moodle, TIG welding, AutoCAD, Revit, Photoshop, Figma,
  Project management, Scrum, Jira, Linux, AWS, Azure, Terraform, Kafka, PostgreSQL, React, Angular, Node.js, C, C++, C#, Go,
  Rust, R, MATLAB, Power BI, Tableau, Tax law, Employment law, Procurement, Inventory, First aid, Patient care, Phlebotomy,
  Copywriting, SEO, Google Ads, Customer service, Team leadership, Public speaking, Data modelling, ETL, Spark`);
export const SKILL_TYPES = ['technical', 'tool', 'professional', 'soft'];
export const SPOKEN = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'ro', 'tr', 'sv', 'cs', 'hu', 'el', 'bg'];
/** Languages of documents; most accounts have several, which free text has to reckon with. */
export const LANGUAGES = ['en', 'de', 'fr', 'nl', 'es'];
export const TAGS = Array.from({ length: 40 }, (_, index) => `campaign-${index + 1}`);
export const EMPLOYMENT_TYPES = ['full_time', 'part_time', 'contract', 'internship'];

const VERBS =
  split(`led, built, planned, maintained, introduced, improved, audited, designed, trained, supported, negotiated,
  delivered, coordinated, analysed, tested, documented, repaired, installed, sold, managed`);
const NOUNS =
  split(`reports, services, shifts, budgets, customers, systems, projects, machines, contracts, patients, pipelines,
  warehouses, orders, suppliers, deadlines, teams, standards, processes, invoices, classes`);
const SYLLABLES = split('ka, lo, mi, ren, sta, tor, vel, nu, pra, dex, fi, gra, hol, bes, qui, zan, ol, tre, um, wi');

/** Words by falling frequency: those of daily work first, then a long tail as names of products and firms make it. */
export const WORDS = [
  ...VERBS,
  ...NOUNS,
  ...SKILLS.flatMap((skill) => skill.toLowerCase().match(/[a-z]{2,}/g) ?? []),
  ...Array.from({ length: 8_000 }, (_, index) =>
    [index % 20, Math.floor(index / 20) % 20, Math.floor(index / 400)].map((place) => SYLLABLES[place]).join(''),
  ),
];
