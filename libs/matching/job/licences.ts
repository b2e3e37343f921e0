import { PhraseSet } from '../text/phrases.js';

/**
 * Licences, registrations and tickets that are the same thing in several languages. `legal`: without it the work may not
 * be done, so it caps the score hard. `driving`: a licence to drive on the road, which can be got, so it caps less.
 */
export interface LicenceKind {
  readonly id: string;
  readonly weight: 'legal' | 'driving' | 'ticket';
  readonly names: readonly string[];
}

export const LICENCES: readonly LicenceKind[] = [
  { id: 'driving_ce', weight: 'driving', names: ['driving licence ce', 'class 1 licence', 'hgv class 1', 'lgv class 1', 'führerschein klasse ce', 'führerschein ce', 'führerschein c ce', 'klasse ce', 'klassen c ce', 'permis ce', 'permis ec', 'permis super lourd', 'permis poids lourd ec', 'carné c+e', 'permiso c+e', 'carnet c+e', 'patente ce', 'patente c+e', 'rijbewijs ce', 'rijbewijs c+e', 'rijbewijs c en ce', 'rijbewijs b c ce', 'cdl class a', 'category c+e', 'cat c+e'] },
  { id: 'driving_c', weight: 'driving', names: ['class 2 licence', 'hgv licence', 'lgv licence', 'hgv class 2', 'lgv class 2', 'category c licence', 'führerschein klasse c', 'führerschein c', 'lkw-führerschein', 'permis c', 'permis poids lourd', 'carné c', 'permiso c', 'patente c', 'rijbewijs c', 'vrachtwagenrijbewijs', 'cdl'] },
  { id: 'driving_d', weight: 'driving', names: ['pcv licence', 'führerschein klasse d', 'führerschein d', 'permis d', 'carné d', 'permiso d', 'patente d', 'rijbewijs d', 'busführerschein'] },
  { id: 'driving_b', weight: 'driving', names: ['driving licence', 'driving license', "driver's licence", "driver's license", 'drivers licence', 'drivers license', 'driver licence', 'driver license', 'uk licence', 'full licence', 'führerschein', 'führerscheins', 'fahrerlaubnis', 'pkw-führerschein', 'führerschein klasse b', 'permis b', 'permis de conduire', 'permis', 'carné de conducir', 'permiso de conducir', 'carnet de conducir', 'carné b', 'carnet b', 'permiso b', 'patente b', 'patente di guida', 'patente', 'rijbewijs', 'rijbewijs b'] },
  { id: 'reach_truck', weight: 'legal', names: ['reach truck licence', 'reach truck license', 'reach truck certificate', 'rtitb reach truck', 'itssar reach truck', 'reach truck', 'reachtruck', 'reachtruckcertificaat', 'schubmaststapler', 'schubmaststaplerschein', 'caces 5', 'caces r489 5', 'retráctil', 'carrello retrattile'] },
  { id: 'counterbalance', weight: 'legal', names: ['counterbalance licence', 'counterbalance license', 'rtitb counterbalance', 'itssar counterbalance', 'counterbalance', 'counter balance', 'frontstapler', 'gegengewichtsstapler', 'caces 3', 'caces r489 3', 'contrapesada', 'carrello frontale'] },
  { id: 'forklift', weight: 'legal', names: ['forklift licence', 'forklift license', 'forklift certificate', 'forklift certification', 'flt licence', 'fork lift licence', 'staplerschein', 'gabelstaplerschein', 'flurförderschein', 'fahrausweis für flurförderzeuge', 'caces', 'caces r489', 'carné de carretillero', 'carnet de carretillero', 'carné de carretilla', 'patentino muletto', 'patentino carrelli elevatori', 'patentino del muletto', 'patentino carrello elevatore', 'heftruckcertificaat', 'heftruckrijbewijs', 'heftruckdiploma', 'heftruck certificaat', 'rtitb', 'itssar', 'dguv grundsatz 308-001'] },
  { id: 'nurse', weight: 'legal', names: ['registered nurse', 'nmc registration', 'nmc pin', 'rgn', 'registered general nurse', 'nursing registration', 'gesundheits- und krankenpfleger', 'gesundheits- und krankenpflegerin', 'gesundheits- und krankenpfleger/in', 'gesundheits- und krankenpflege', 'krankenpfleger', 'krankenpflegerin', 'krankenschwester', 'pflegefachfrau', 'pflegefachmann', 'pflegefachkraft', 'pflegefachperson', 'altenpfleger', 'altenpflegerin', 'infirmier diplômé', 'infirmière diplômée', "infirmier diplômé d'état", "infirmière diplômée d'état", "diplôme d'état d'infirmier", "diplôme d'état infirmier", 'ide', 'infirmier', 'infirmière', 'enfermero', 'enfermera', 'enfermería', 'grado en enfermería', 'enfermero colegiado', 'infermiere', 'infermiera', 'infermieristica', 'iscrizione opi', 'laurea in infermieristica', 'verpleegkundige', 'big-registratie', 'big registratie', 'big-geregistreerd', 'big geregistreerd', 'hbo-v', 'bachelor of nursing', 'registered as a nurse', 'staff nurse', 'nurse'] },
  { id: 'doctor', weight: 'legal', names: ['gmc registration', 'gmc registered', 'medical licence', 'approbation', 'approbation als arzt', 'approbierter arzt', 'approbierte ärztin', 'inscription à l ordre des médecins', 'ordre des médecins', 'colegiado médico', 'iscrizione all ordine dei medici', 'big-registratie arts'] },
  { id: 'solicitor', weight: 'legal', names: ['qualified solicitor', 'solicitor of england and wales', 'admitted as a solicitor', 'practising certificate', 'admitted', 'solicitor', 'volljurist', 'volljuristin', 'zweites staatsexamen', '2. staatsexamen', 'rechtsanwalt', 'rechtsanwältin', 'avocat', 'avocate', 'capa', 'barreau', 'abogado', 'abogada', 'colegiado', 'avvocato', 'abilitazione forense', 'advocaat', 'advocatuur', 'beroepsopleiding advocaten', 'ingeschreven bij de balie', 'bar admission', 'admitted to the bar', 'barrister'] },
  { id: 'teacher', weight: 'legal', names: ['qts', 'qualified teacher status', 'pgce', 'teaching licence', 'teaching qualification', 'lehrbefähigung', 'lehramt', 'zweites staatsexamen lehramt', 'lehramtsstudium', 'capes', 'agrégation', 'crpe', 'máster en formación del profesorado', 'habilitación docente', 'abilitazione all insegnamento', 'abilitazione', 'eerstegraads bevoegdheid', 'eerstegraads', 'eerstegraads bevoegd', 'eerstegraads lesbevoegdheid', 'tweedegraads bevoegdheid', 'tweedegraads', 'onderwijsbevoegdheid', 'lesbevoegdheid', 'bevoegdheid', 'pabo'] },
  { id: 'cscs', weight: 'ticket', names: ['cscs', 'cscs card'] },
  { id: 'smsts', weight: 'ticket', names: ['smsts'] },
  { id: 'first_aid', weight: 'ticket', names: ['first aid', 'first aider', 'first aid certificate', 'first aid at work', 'ersthelfer', 'erste hilfe', 'erste-hilfe-schein', 'secouriste', 'sst', 'sauveteur secouriste du travail', 'primeros auxilios', 'primo soccorso', 'bhv', 'ehbo'] },
  { id: 'food_hygiene', weight: 'ticket', names: ['food hygiene', 'food safety', 'food hygiene level 3', 'food hygiene level 2', 'food hygiene certificate', 'haccp', 'hygieneschulung', 'infektionsschutzbelehrung', 'gesundheitszeugnis', 'hygiène alimentaire', 'formation haccp', 'manipulador de alimentos', 'carné de manipulador', 'attestato haccp', 'sociale hygiëne', 'svh', 'rehis'] },
  { id: 'gas_safe', weight: 'legal', names: ['gas safe', 'gas safe registered'] },
  { id: 'electrician', weight: 'ticket', names: ['18th edition', 'ecs card', 'nvq level 3 electrical', 'elektrofachkraft', 'habilitation électrique', 'habilitations électriques', 'nen 3140', 'vca', 'vca vol', 'basis vca'] },
  { id: 'adr', weight: 'ticket', names: ['adr', 'adr licence', 'adr-schein', 'adr certificate', 'adr-certificaat'] },
  { id: 'cpc', weight: 'ticket', names: ['driver cpc', 'code 95', 'schlüsselzahl 95', 'modul 95', 'fimo', 'fco', 'cap viajeros', 'cqc'] },
  { id: 'sia', weight: 'legal', names: ['sia licence', 'sia license', '34a gewo', 'sachkunde 34a', '34a', 'cqp aps', 'carte professionnelle cnaps', 'beveiligingspas', 'diploma beveiliger'] },
  { id: 'aevo', weight: 'ticket', names: ['aevo', 'ausbildereignung', 'ada-schein', 'ausbildereignungsprüfung', 'ausbilderschein'] },
  { id: 'accountant', weight: 'ticket', names: ['aca', 'acca', 'acca qualified', 'cima', 'cima qualified', 'chartered accountant', 'cpa', 'bilanzbuchhalter', 'bilanzbuchhalterin', 'steuerfachangestellte', 'steuerberater', 'steuerberaterin', 'expert-comptable', 'dscg', 'registeraccountant', 'commercialista'] },
  { id: 'pharmacist', weight: 'legal', names: ['gphc registered', 'gphc registration', 'registered pharmacist', 'approbation als apotheker', 'approbation als apothekerin', 'inscription ordre des pharmaciens'] },
  { id: 'childcare', weight: 'legal', names: ['staatlich anerkannte erzieherin', 'staatlich anerkannter erzieher', 'staatlich anerkannte/r erzieher/in', 'erzieher', 'erzieherin', 'auxiliaire de puériculture', "éducateur de jeunes enfants", 'pedagogisch medewerker', 'early years level 3', 'level 3 early years'] },
  { id: 'care_assistant', weight: 'ticket', names: ["aide-soignant diplômé d'état", "aide-soignante diplômée d'état", 'deas', "diplôme d'état d'aide-soignant", 'care certificate', 'oss', 'attestato oss', 'verzorgende ig'] },
];

const sets = LICENCES.map((licence) => ({ licence, phrases: new PhraseSet(licence.names) }));

/** The kinds of licence that a text (prepared by `splitWords(...).join(' ')`) names, the most special first. */
export const licencesInWords = (words: string): LicenceKind[] =>
  sets.filter(({ phrases }) => phrases.isInWords(words)).map(({ licence }) => licence);

export const licenceById = (id: string): LicenceKind | undefined => LICENCES.find((licence) => licence.id === id);

/** Words that make a requirement one for a paper: a licence, a registration, a certificate. */
export const PAPER_WORDS = new PhraseSet([
  'licence', 'licences', 'license', 'licensed', 'certificate', 'certified', 'certification', 'certifications', 'registration', 'registered', 'card', 'ticket', 'accreditation', 'chartered', 'admitted', 'practising certificate', 'clearance',
  'zertifikat', 'zertifikate', 'zertifizierung', 'zertifizierter', 'schein', 'zulassung', 'approbation', 'befähigung', 'berufserlaubnis', 'anerkennung', 'berechtigung', 'bescheinigung', 'sachkundenachweis', 'urkunde', 'schaltberechtigung',
  'certificat', 'certification', 'certifié', 'certifiée', 'habilitation', 'permis', 'agrément', 'caces', 'carte professionnelle',
  'certificado', 'certificación', 'carné', 'carnet', 'permiso', 'colegiado', 'colegiación', 'habilitación', 'licencia',
  'certificato', 'certificazione', 'patente', 'patentino', 'abilitazione', 'attestato', 'iscrizione', 'iscrizione all albo',
  'certificaat', 'certificaten', 'certificering', 'gecertificeerd', 'registratie', 'geregistreerd', 'bevoegdheid', 'rijbewijs', 'vergunning', 'pas',
]);
