import { fold } from '../text/fold.js';
import { adminRegionNames } from './cities.js';

export interface RegionReading {
  readonly country: string;
  readonly name: string;
  /** ISO 3166-2 without the country, where the table has it. */
  readonly code: string | null;
}

// country: CODE name, other names; ... The code itself counts in capitals only.
const TABLE: Readonly<Record<string, string>> = {
  US: 'AL Alabama,Ala;AK Alaska;AZ Arizona,Ariz;AR Arkansas,Ark;CA California,Calif,Kalifornien,Californie,Kalifornia;CO Colorado,Colo;CT Connecticut,Conn;DE Delaware;DC District of Columbia,D C;FL Florida,Fla;GA Georgia;HI Hawaii;ID Idaho;IL Illinois,Ill;IN Indiana;IA Iowa;KS Kansas;KY Kentucky;LA Louisiana;ME Maine;MD Maryland;MA Massachusetts,Mass;MI Michigan,Mich;MN Minnesota,Minn;MS Mississippi;MO Missouri;MT Montana;NE Nebraska;NV Nevada;NH New Hampshire;NJ New Jersey,N J;NM New Mexico;NY New York,N Y,New York State;NC North Carolina,N C;ND North Dakota;OH Ohio;OK Oklahoma;OR Oregon;PA Pennsylvania,Penn;RI Rhode Island;SC South Carolina;SD South Dakota;TN Tennessee,Tenn;TX Texas,Tex;UT Utah;VT Vermont;VA Virginia;WA Washington,Washington State;WV West Virginia;WI Wisconsin,Wis;WY Wyoming;PR Puerto Rico',
  CA: 'AB Alberta;BC British Columbia,Colombie Britannique,B C;MB Manitoba;NB New Brunswick,Nouveau Brunswick;NL Newfoundland and Labrador,Newfoundland;NS Nova Scotia,Nouvelle Ecosse;NT Northwest Territories;NU Nunavut;ON Ontario,Ont;PE Prince Edward Island,P E I;QC Québec,Qc,Que,Quebec;SK Saskatchewan,Sask;YT Yukon',
  AU: 'NSW New South Wales,N S W;VIC Victoria,Vic;QLD Queensland,Qld;WA Western Australia,W A;SA South Australia,S A;TAS Tasmania,Tas;ACT Australian Capital Territory,A C T;NT Northern Territory',
  DE: 'BW Baden-Württemberg,BaWü,Baden Wuerttemberg;BY Bayern,Bavaria,Bavière,Baviera,Beieren;BE Berlin;BB Brandenburg;HB Bremen;HH Hamburg;HE Hessen,Hesse;MV Mecklenburg-Vorpommern;NI Niedersachsen,Lower Saxony;NW Nordrhein-Westfalen,North Rhine-Westphalia,NRW;RP Rheinland-Pfalz,Rhineland-Palatinate;SL Saarland;SN Sachsen,Saxony;ST Sachsen-Anhalt,Saxony-Anhalt;SH Schleswig-Holstein;TH Thüringen,Thuringia',
  AT: '1 Burgenland;2 Kärnten,Carinthia;3 Niederösterreich,Lower Austria,NÖ;4 Oberösterreich,Upper Austria,OÖ;5 Land Salzburg;6 Steiermark,Styria,Stmk;7 Tirol,Tyrol;8 Vorarlberg,Vbg',
  CH: 'AG Aargau,Argovie;AI Appenzell Innerrhoden;AR Appenzell Ausserrhoden;BE Kanton Bern,canton de Berne;BL Basel-Landschaft,Baselland;BS Basel-Stadt;FR Kanton Freiburg;GE canton de Genève;GL Glarus;GR Graubünden,Grisons,Grigioni;JU Jura;LU Kanton Luzern;NE canton de Neuchâtel;NW Nidwalden;OW Obwalden;SG Kanton St. Gallen;SH Kanton Schaffhausen;SO Kanton Solothurn;SZ Kanton Schwyz;TG Thurgau,Thurgovie;TI Ticino,Tessin;UR Uri;VD Vaud,Waadt;VS Valais,Wallis;ZG Kanton Zug;ZH Kanton Zürich',
  NL: 'DR Drenthe;FL Flevoland;FR Friesland,Fryslân;GE Gelderland,Gld;GR provincie Groningen;LI Limburg;NB Noord-Brabant,North Brabant,Brabant;NH Noord-Holland,North Holland;OV Overijssel;UT provincie Utrecht;ZE Zeeland;ZH Zuid-Holland,South Holland',
  BE: 'VLG Vlaanderen,Flanders,Flandre,Flandern;WAL Wallonie,Wallonië,Wallonia;BRU Brussels Hoofdstedelijk Gewest,Région de Bruxelles-Capitale;VOV Oost-Vlaanderen,East Flanders;VWV West-Vlaanderen,West Flanders;VBR Vlaams-Brabant,Brabant flamand;WBR Brabant wallon;VLI Limburg;WHT Hainaut,Henegouwen;WLX province de Luxembourg;WNA province de Namur;VAN provincie Antwerpen;WLG province de Liège',
  GB: 'ENG England,Angleterre;SCT Scotland,Schottland,Ecosse;WLS Wales,Cymru;NIR Northern Ireland,Nordirland;- Berkshire;- Buckinghamshire,Bucks;- Cambridgeshire;- Cheshire;- Cornwall;- Cumbria;- Derbyshire;- Devon;- Dorset;- East Sussex;- West Sussex;- Essex;- Gloucestershire;- Greater London;- Greater Manchester;- Hampshire,Hants;- Hertfordshire,Herts;- Kent;- Lancashire,Lancs;- Leicestershire;- Lincolnshire;- Merseyside;- Middlesex;- Norfolk;- Northamptonshire;- Nottinghamshire,Notts;- Oxfordshire,Oxon;- Shropshire;- Somerset;- Staffordshire;- Suffolk;- Surrey;- Tyne and Wear;- Warwickshire;- West Midlands;- West Yorkshire;- South Yorkshire;- North Yorkshire;- Yorkshire;- Wiltshire;- Worcestershire;- Fife;- Midlothian;- Aberdeenshire;- County Antrim;- County Down',
  IE: '- Co Dublin,County Dublin;- Co Cork,County Cork;- Co Galway,County Galway;- Co Kerry,County Kerry;- Co Limerick,County Limerick;- Co Mayo,County Mayo;- Co Donegal,County Donegal;- Co Meath,County Meath;- Co Kildare,County Kildare;- Co Wicklow,County Wicklow;- Co Wexford,County Wexford;- Co Waterford,County Waterford;- Co Clare,County Clare;- Co Sligo,County Sligo;- Co Louth,County Louth;- Co Tipperary,County Tipperary;- Co Kilkenny,County Kilkenny;- Co Westmeath,County Westmeath;- Co Offaly,County Offaly;- Co Laois,County Laois;- Co Cavan,County Cavan;- Co Monaghan,County Monaghan;- Co Roscommon;- Co Longford;- Co Leitrim;- Co Carlow,County Carlow;- Leinster;- Munster;- Connacht',
  FR: 'IDF Île-de-France;ARA Auvergne-Rhône-Alpes,Rhône-Alpes;BFC Bourgogne-Franche-Comté;BRE Bretagne,Brittany;CVL Centre-Val de Loire;20R Corse,Corsica;GES Grand Est,Alsace;HDF Hauts-de-France;NOR Normandie,Normandy;NAQ Nouvelle-Aquitaine,Aquitaine;OCC Occitanie,Midi-Pyrénées;PDL Pays de la Loire;PAC Provence-Alpes-Côte d’Azur,PACA',
  ES: 'AN Andalucía,Andalusia,Andalousie;AR Aragón;AS Asturias,Principado de Asturias;CN Canarias,Islas Canarias;CB Cantabria;CL Castilla y León;CM Castilla-La Mancha;CT Catalunya,Cataluña,Catalonia;EX Extremadura;GA Galicia;IB Illes Balears,Islas Baleares,Baleares,Mallorca;RI La Rioja;MD Comunidad de Madrid;NC Navarra,Nafarroa;PV País Vasco,Euskadi,Basque Country;VC Comunitat Valenciana,Comunidad Valenciana;- Bizkaia,Vizcaya;- Gipuzkoa,Guipúzcoa;- Álava,Araba;- Pontevedra;- A Coruña',
  IT: '65 Abruzzo;77 Basilicata;78 Calabria;72 Campania;45 Emilia-Romagna,Emilia Romagna;36 Friuli-Venezia Giulia;62 Lazio;42 Liguria;25 Lombardia,Lombardy;57 Marche;67 Molise;21 Piemonte,Piedmont;75 Puglia,Apulia;88 Sardegna,Sardinia;82 Sicilia,Sicily;52 Toscana,Tuscany,Toskana;32 Trentino-Alto Adige,Südtirol,Alto Adige;55 Umbria;23 Valle d’Aosta;34 Veneto',
  PL: '02 dolnośląskie,Lower Silesia;04 kujawsko-pomorskie;06 lubelskie;08 lubuskie;10 łódzkie;12 małopolskie,Lesser Poland;14 mazowieckie,Mazovia;16 opolskie;18 podkarpackie;20 podlaskie;22 pomorskie,Pomerania;24 śląskie,Silesia;26 świętokrzyskie;28 warmińsko-mazurskie;30 wielkopolskie,Greater Poland;32 zachodniopomorskie',
  MX: 'QUE Qro;CMX CDMX,Ciudad de México;JAL Jalisco,Jal;NLE Nuevo León,N L;MEX Estado de México,Edo Mex,Edo de México;PUE Pue;GUA Gto;YUC Yucatán,Yuc;SON Sonora,Son;CHH Chih;BCN Baja California,B C;SLP S L P;VER Ver;ROO Q Roo,Quintana Roo;MIC Michoacán,Mich;SIN Sinaloa,Sin;COA Coahuila,Coah;TAM Tamaulipas,Tamps;OAX Oax;HID Hgo;MOR Morelos,Mor',
  BR: 'SP Estado de São Paulo;RJ Estado do Rio de Janeiro;MG Minas Gerais;RS Rio Grande do Sul;PR Paraná;SC Santa Catarina;BA Bahia;PE Pernambuco;CE Ceará;GO Goiás;DF Distrito Federal;ES Espírito Santo;PA Pará;AM Amazonas;MT Mato Grosso;MS Mato Grosso do Sul',
  IN: 'KA Karnataka;MH Maharashtra;TN Tamil Nadu;TG Telangana;KL Kerala;GJ Gujarat;WB West Bengal;UP Uttar Pradesh;RJ Rajasthan;PB Punjab;HR Haryana;AP Andhra Pradesh;MP Madhya Pradesh;BR Bihar;OD Odisha',
  ZA: 'GP Gauteng;WC Western Cape;KZN KwaZulu-Natal;EC Eastern Cape',
  UA: '- Київська обл;- Львівська обл;- Полтавська обл;- Харківська обл;- Одеська обл',
  GR: '- Αττική,Attica;- Κρήτη,Κρήτης,Crete;- Μακεδονία',
  PT: '- Algarve;- Alentejo;- Madeira;- Açores,Azores',
};
/** Province codes as Italian addresses print them in brackets. */
const ITALIAN_PROVINCES =
  'AG AL AN AO AP AQ AR AT AV BA BG BI BL BN BO BR BS BT BZ CA CB CE CH CL CN CO CR CS CT CZ EN FC FE FG FI FM FR GE GO GR IM IS KR LC LE LI LO LT LU MB MC ME MI MN MO MS MT NA NO NU OR PA PC PD PE PG PI PN PO PR PT PU PV PZ RA RC RE RG RI RM RN RO SA SI SO SP SR SS SU SV TA TE TN TO TP TR TS TV UD VA VB VC VE VI VR VT VV'.split(
    ' ',
  );
const CODES_AS_PRINTED = new Set(['US', 'CA', 'AU', 'CH', 'BR', 'NL']);

interface RegionIndex {
  readonly byName: Map<string, RegionReading[]>;
  readonly byCode: Map<string, RegionReading[]>;
}
let index: RegionIndex | null = null;

const build = (): RegionIndex => {
  const byName = new Map<string, RegionReading[]>();
  const byCode = new Map<string, RegionReading[]>();
  const put = (map: Map<string, RegionReading[]>, key: string, reading: RegionReading) => {
    const at = map.get(key);
    if (!at) map.set(key, [reading]);
    else if (!at.some((one) => one.country === reading.country)) at.push(reading);
  };
  for (const [country, rows] of Object.entries(TABLE))
    for (const row of rows.split(';')) {
      const space = row.indexOf(' ');
      const [name = '', ...others] = row.slice(space + 1).split(',');
      const printed = row.slice(0, space);
      const reading = { country, name, code: /^[-]$/.test(printed) ? null : printed };
      for (const one of [name, ...others]) put(byName, fold(one), reading);
      if (reading.code && CODES_AS_PRINTED.has(country)) put(byCode, reading.code, reading);
    }
  for (const code of ITALIAN_PROVINCES) put(byCode, code, { country: 'IT', name: code, code });
  for (const { country, name } of adminRegionNames()) {
    const short = fold(
      name.replace(/ (Region|Oblast|Voivodeship|County|Province|State|Governorate|Prefecture)$|^State of /, ''),
    );
    put(byName, fold(name), { country, name, code: null });
    put(byName, short, { country, name, code: null });
  }
  return { byName, byCode };
};

/** All readings of a name or printed code of a region. */
export const regionsNamed = (raw: string): readonly RegionReading[] => {
  index ??= build();
  const printed = raw
    .trim()
    .replace(/[.)]+$/, '')
    .replace(/^\(/, '');
  const codes = /^[A-Z]{2,3}$/.test(printed) ? (index.byCode.get(printed) ?? []) : [];
  const key = fold(printed);
  const bare = key
    .replace(/^(jud|judet|woj|wojewodztwo|region|provincia de|province of|prov|county|kraj|okres|ил|обл) /, '')
    .replace(/ (kraj|megye|county|oblast|zupanija|обл|область|province|maakond)$/, '');
  const names = index.byName.get(key) ?? index.byName.get(bare) ?? [];
  return [...codes, ...names];
};

/** ISO 3166-2 of a region of a country (`DE-BY`), by its name; null where the tables do not have it. */
export const regionCodeOf = (country: string | null, name: string | null): string | null => {
  if (country === null || name === null) return null;
  const code = regionsNamed(name).find((region) => region.country === country && region.code !== null)?.code;
  return code ? `${country}-${code}` : null;
};
