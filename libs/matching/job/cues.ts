import { PhraseSet } from '../text/phrases.js';

/**
 * What adverts print above and inside their requirements, in English, German, French, Spanish, Italian and Dutch.
 * Collected from the customs of job boards; each phrase is whole words.
 */

/** Parts of an advert. `about` and `offer` are never read for requirements. */
export type JobPart = 'tasks' | 'must' | 'nice' | 'offer' | 'about' | 'process';

const HEADINGS: Readonly<Record<JobPart, readonly string[]>> = {
  tasks: [
    'what you will do', "what you'll do", 'what you will be doing', 'responsibilities', 'key responsibilities', 'your responsibilities', 'main duties',
    'duties', 'the role', 'your role', 'your work', 'role overview', 'about the role', 'about the job', 'job description', 'your tasks', 'day to day', 'the job',
    'key duties', 'main responsibilities', 'role purpose', 'your mission', 'in this role you will', 'the position', 'what does the role involve',
    'aufgaben', 'ihre aufgaben', 'deine aufgaben', 'das erwartet sie', 'das erwartet dich', 'was sie erwartet', 'was dich erwartet', 'ihr aufgabengebiet', 'aufgabengebiet', 'tätigkeiten', 'ihre tätigkeiten', 'stellenbeschreibung',
    'ihre rolle', 'deine rolle', 'das machst du bei uns', 'ihr verantwortungsbereich', 'das sind ihre aufgaben', 'tätigkeitsbeschreibung',
    'missions', 'vos missions', 'mission', 'votre mission', 'tes missions', 'vos responsabilités', 'description du poste', 'le poste', 'votre rôle', 'principales missions', 'missions principales', 'activités', 'responsabilités',
    'funciones', 'tus funciones', 'responsabilidades', 'tareas', 'qué harás', 'descripción del puesto', 'tu misión', 'principales funciones', 'el puesto',
    'mansioni', 'attività', 'responsabilità', 'compiti', 'cosa farai', 'il ruolo', 'di cosa ti occuperai', 'principali attività', 'descrizione', 'le tue mansioni',
    'wat ga je doen', 'taken', 'jouw taken', 'je taken', 'werkzaamheden', 'functieomschrijving', 'de functie', 'jouw rol', 'verantwoordelijkheden', 'wat houdt de functie in', 'jouw werkzaamheden', 'over de functie', 'dit ga je doen', 'taken en verantwoordelijkheden', 'jouw functie',
  ],
  must: [
    'requirements', 'what you bring', "what you'll bring", 'what you need', 'what you will need', "what you'll need", 'you will need', 'must have', 'must haves', 'essential', 'essential criteria', 'essential requirements', 'essential skills', 'qualifications',
    'minimum qualifications', 'basic qualifications', 'required qualifications', 'required skills', 'your profile', 'who you are', 'about you', 'skills and experience', 'experience and skills', 'what we are looking for', "what we're looking for", 'we are looking for', "you'll have", 'you have',
    'required', 'key requirements', 'candidate profile', 'person specification', 'the ideal candidate', 'ideal candidate', 'your skills', 'your background', 'qualifications and experience', 'skills', 'key skills', 'education and experience', 'minimum requirements', 'you should have', 'you must have', 'knowledge and experience', 'your experience', 'your qualifications', 'profile',
    'anforderungen', 'ihr profil', 'dein profil', 'das bringen sie mit', 'das bringst du mit', 'was sie mitbringen', 'was du mitbringst', 'sie bringen mit', 'du bringst mit', 'voraussetzungen', 'ihre qualifikation', 'ihre qualifikationen', 'qualifikationen', 'qualifikation', 'anforderungsprofil', 'profil', 'wir erwarten', 'das wünschen wir uns', 'damit überzeugen sie', 'damit überzeugst du uns', 'ihre voraussetzungen', 'das zeichnet sie aus', 'was wir erwarten', 'unsere anforderungen', 'muss', 'zwingend', 'formale voraussetzungen', 'fachliche anforderungen', 'wir suchen',
    'votre profil', 'profil recherché', 'profil', 'ton profil', 'compétences requises', 'compétences', 'qualifications', 'exigences', 'prérequis', 'ce que nous recherchons', 'vos atouts', 'qui êtes vous', 'formation et expérience', 'conditions requises', 'vous avez', 'le profil', 'requis', 'profil du candidat', 'vos compétences',
    'requisitos', 'requisitos mínimos', 'perfil', 'tu perfil', 'qué buscamos', 'perfil buscado', 'requisitos imprescindibles', 'se requiere', 'qué necesitas', 'imprescindible', 'lo que buscamos', 'qué pedimos', 'perfil requerido',
    'requisiti', 'profilo', 'il tuo profilo', 'profilo ricercato', 'requisiti richiesti', 'requisiti minimi', 'cosa cerchiamo', 'competenze richieste', 'chi cerchiamo', 'competenze', 'requisiti obbligatori', 'si richiede', 'requisiti essenziali', 'cosa chiediamo', 'requisiti indispensabili',
    'functie eisen', 'functie-eisen', 'functieeisen', 'wat vragen wij', 'wat vragen we', 'wat breng je mee', 'jouw profiel', 'je profiel', 'profiel', 'wie ben jij', 'wie ben je', 'wij vragen', 'eisen', 'vereisten', 'dit breng je mee', 'wat we vragen', 'wij zoeken', 'dit neem je mee', 'over jou', 'jij hebt', 'wat neem je mee', 'harde eisen', 'wat heb je nodig', 'dit vragen wij', 'dit ben jij', 'wij verwachten',
  ],
  nice: [
    'nice to have', 'nice to haves', 'desirable', 'desirable criteria', 'desirable skills', 'preferred', 'preferred qualifications', 'preferred skills', 'bonus', 'bonus points', 'a plus', 'it would be great if you had', 'good to have', 'pluses', 'advantageous', 'would be a plus', 'ideally', 'even better if', 'desired',
    'wünschenswert', 'von vorteil', 'idealerweise', 'das wäre schön', 'pluspunkte', 'nice to have', 'gerne gesehen', 'darüber hinaus wünschenswert', 'optional', 'kann', 'außerdem von vorteil', 'bonuspunkte', 'ein plus',
    'serait un plus', 'seraient un plus', 'les plus', 'un plus', 'atouts', 'atout', 'souhaité', 'apprécié', 'serait apprécié', 'idéalement', 'compétences appréciées',
    'se valorará', 'se valora', 'valorable', 'deseable', 'se valorará positivamente', 'requisitos deseables', 'deseables', 'valoramos', 'será un plus',
    'costituisce titolo preferenziale', 'titolo preferenziale', 'requisiti preferenziali', 'preferibile', 'gradito', 'graditi', 'nice to have', 'plus', 'costituiscono titolo preferenziale', 'sarà considerato un plus', 'completano il profilo',
    'leuk als je hebt', 'pré', 'pre', 'pluspunten', 'mooi meegenomen', 'een pré', 'wensen', 'gewenst', 'bij voorkeur', 'nice to have', 'het is mooi meegenomen', 'extra', 'voorkeur', 'een plus',
  ],
  offer: [
    'we offer', 'what we offer', 'benefits', 'our offer', 'why join us', 'perks', 'what you get', 'package', 'salary', 'salary and benefits', 'compensation', 'in return', "what's in it for you", 'why us', 'rewards',
    'wir bieten', 'was wir bieten', 'unser angebot', 'das bieten wir', 'ihre vorteile', 'deine vorteile', 'benefits', 'wir bieten ihnen', 'wir bieten dir', 'das erwartet sie bei uns', 'leistungen', 'darauf können sie sich freuen', 'darauf kannst du dich freuen', 'vergütung',
    'nous offrons', 'ce que nous offrons', 'nous proposons', 'avantages', 'conditions', 'nous vous offrons', 'rémunération', 'pourquoi nous rejoindre', 'notre offre', 'ce que nous proposons',
    'ofrecemos', 'qué ofrecemos', 'se ofrece', 'beneficios', 'te ofrecemos', 'condiciones', 'salario', 'lo que ofrecemos',
    'offriamo', 'cosa offriamo', 'si offre', 'benefit', 'condizioni', 'retribuzione', 'la nostra offerta', 'inquadramento', 'cosa ti offriamo',
    'wij bieden', 'wat bieden wij', 'wat bieden we', 'wat krijg je', 'ons aanbod', 'dit bieden wij', 'arbeidsvoorwaarden', 'wat wij bieden', 'dit krijg je', 'wij bieden jou', 'wat staat er tegenover',
  ],
  about: [
    'about us', 'who we are', 'the company', 'our company', 'our client', 'company', 'the team', 'our team', 'about the company', 'our story', 'introduction',
    'über uns', 'wer wir sind', 'das unternehmen', 'unternehmen', 'unser unternehmen', 'wir über uns', 'das sind wir', 'einleitung',
    'qui sommes nous', 'à propos', 'à propos de nous', "l'entreprise", 'notre entreprise', 'entreprise', 'notre client', 'présentation',
    'sobre nosotros', 'quiénes somos', 'la empresa', 'empresa', 'descripción de la empresa',
    'chi siamo', "l'azienda", 'azienda', 'la nostra azienda',
    'over ons', 'wie zijn wij', 'het bedrijf', 'de organisatie', 'wie wij zijn', 'bedrijfsprofiel', 'over het bedrijf',
  ],
  process: [
    'how to apply', 'application', 'apply', 'contact', 'next steps', 'interested', 'recruitment process', 'bewerbung', 'kontakt', 'so bewerben sie sich', 'interesse', 'interessiert', 'ihre bewerbung', 'ansprechpartner', 'jetzt bewerben',
    'candidature', 'comment postuler', 'postuler', 'processus de recrutement', 'cómo aplicar', 'contacto', 'candidatura', 'come candidarsi', 'candidati', 'contatti', 'solliciteren', 'sollicitatie', 'reageren', 'solliciteer', 'interesse',
    'equal opportunities', 'hours', 'location', 'standort', 'lieu', 'standplaats', 'sede', 'ubicación',
  ],
};

const partByHeading = new Map<string, JobPart>();
const normal = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
for (const [part, phrases] of Object.entries(HEADINGS) as [JobPart, readonly string[]][])
  for (const phrase of phrases) if (!partByHeading.has(normal(phrase))) partByHeading.set(normal(phrase), part);

/** The part that a heading opens; null where the text is no heading of an advert. */
export function partOfHeading(text: string): JobPart | null {
  const key = normal(text.replace(/\([^)]*\)/g, ' '));
  if (!key || key.length > 60) return null;
  const exact = partByHeading.get(key);
  if (exact) return exact;
  // "Das bringen Sie mit – Ihr Profil", "Requirements for the role", "Ihre Aufgaben bei uns".
  const words = key.split(' ');
  if (words.length > 7) return null;
  for (let length = Math.min(5, words.length - 1); length >= 2; length--) {
    const head = partByHeading.get(words.slice(0, length).join(' '));
    if (head) return head;
  }
  return null;
}

export const NICE_WORDS = new PhraseSet([
  'nice to have', 'desirable', 'preferred', 'preferably', 'preferred but not required', 'ideally', 'a plus', 'is a plus', 'bonus', 'advantageous', 'an advantage', 'advantage', 'beneficial', 'would be great', 'not essential', 'willing to take', 'optional',
  'von vorteil', 'wünschenswert', 'idealerweise', 'ein plus', 'gerne', 'vorteilhaft', 'gern gesehen', 'wäre schön', 'erwünscht',
  'un plus', 'serait un plus', 'apprécié', 'appréciée', 'appréciés', 'appréciées', 'souhaité', 'souhaitée', 'souhaités', 'souhaitées', 'un atout', 'idéalement', 'de préférence',
  'se valorará', 'valorable', 'se valora', 'deseable', 'preferible', 'preferiblemente', 'un plus',
  'preferibile', 'preferibilmente', 'gradito', 'gradita', 'graditi', 'gradite', 'titolo preferenziale', 'costituisce un plus', 'apprezzata', 'apprezzato', 'idealmente',
  'een pré', 'een pre', 'bij voorkeur', 'mooi meegenomen', 'gewenst', 'wenselijk', 'voordeel', 'strekt tot aanbeveling', 'liefst', 'is een plus',
]);

export const HARD_WORDS = new PhraseSet([
  'essential', 'required', 'must', 'must have', 'mandatory', 'indispensable', 'is a must', 'compulsory', 'legally required', 'necessary',
  'zwingend', 'zwingend erforderlich', 'erforderlich', 'voraussetzung', 'unbedingt', 'notwendig', 'unerlässlich', 'pflicht', 'setzen wir voraus',
  'exigé', 'exigée', 'exigés', 'indispensable', 'indispensables', 'obligatoire', 'obligatoires', 'requis', 'requise', 'impératif', 'impérative', 'impérativement',
  'imprescindible', 'imprescindibles', 'obligatorio', 'obligatoria', 'necesario', 'necesaria', 'indispensable', 'requerido', 'requerida',
  'indispensabile', 'indispensabili', 'obbligatorio', 'obbligatoria', 'necessario', 'necessaria', 'richiesto', 'richiesta', 'imprescindibile', 'essenziale',
  'vereist', 'verplicht', 'noodzakelijk', 'een must', 'harde eis', 'is een vereiste', 'onmisbaar',
]);

/** Traits that a CV cannot prove. */
export const PERSONAL_WORDS = new PhraseSet([
  'calm head', 'team player', 'teamplayer', 'attention to detail', 'self starter', 'self motivated', 'reliable', 'reliability', 'punctual', 'friendly', 'enthusiastic', 'enthusiasm', 'flexible', 'flexibility', 'proactive', 'positive attitude', 'can do attitude', 'work under pressure', 'passion', 'passionate', 'motivated', 'independently', 'communication skills', 'interpersonal skills', 'problem solving', 'organisational skills', 'organizational skills', 'good communicator', 'initiative', 'empathy', 'sense of humour', 'hard working', 'integrity', 'resilient', 'resilience', 'curious', 'curiosity', 'analytical mindset', 'organised',
  'teamfähigkeit', 'teamgeist', 'teamplayer', 'teamfähig', 'zuverlässigkeit', 'zuverlässig', 'zuverlässige', 'belastbarkeit', 'belastbar', 'flexibilität', 'flexibel', 'eigeninitiative', 'selbstständige arbeitsweise', 'selbständige arbeitsweise', 'strukturierte arbeitsweise', 'kommunikationsstärke', 'kommunikationsfähigkeit', 'einfühlungsvermögen', 'freundliches auftreten', 'sorgfältige arbeitsweise', 'eigenverantwortung', 'eigenverantwortliche', 'verantwortungsbewusstsein', 'motivation', 'leidenschaft', 'engagement', 'empathie', 'lernbereitschaft', 'organisationstalent', 'serviceorientierung', 'kundenorientierung', 'gewissenhafte', 'durchsetzungsvermögen',
  'esprit d equipe', "esprit d'équipe", 'rigueur', 'rigoureux', 'rigoureuse', 'autonome', 'autonomie', 'sens du relationnel', 'dynamique', 'organisé', 'organisée', 'motivé', 'motivée', 'curieux', 'sens de l organisation', 'aisance relationnelle', 'réactivité', 'polyvalence', 'polyvalent', 'force de proposition', 'sens du service', 'discrétion', 'ponctuel',
  'trabajo en equipo', 'proactivo', 'proactiva', 'proactividad', 'responsable y', 'capacidad de organización', 'dotes de comunicación', 'iniciativa', 'don de gentes', 'orientación al cliente', 'flexibilidad', 'motivación', 'autonomía', 'habilidades comunicativas',
  'lavoro di squadra', 'capacità di lavorare in team', 'lavorare in team', 'spirito di squadra', 'precisione', 'autonomia', 'flessibilità', 'dinamismo', 'serietà', 'affidabilità', 'problem solving', 'proattività', 'capacità relazionali', 'doti comunicative', 'resistenza allo stress', 'orientamento al cliente', 'puntualità',
  'teamspeler', 'flexibele', 'proactief', 'zelfstandig', 'communicatief', 'communicatieve vaardigheden', 'stressbestendig', 'enthousiast', 'betrouwbaar', 'nauwkeurig', 'klantgericht', 'initiatief', 'gedreven', 'verantwoordelijkheidsgevoel', 'leergierig', 'collegiaal', 'inlevingsvermogen', 'orde houden', 'resultaatgericht',
]);

/** Conditions of the work, not of the person's career. */
export const CONDITION_WORDS = new PhraseSet([
  'shift', 'shifts', 'rotating shifts', 'weekend work', 'night shifts', 'willing to travel', 'willingness to travel', 'travel', 'on call', 'overtime', 'right to work', 'work permit', 'eligible to work', 'dbs', 'full time', 'part time', 'relocate', 'hybrid', 'live within', 'based in', 'weekends', 'security clearance', 'able to lift', 'physically fit', 'available immediately', 'start date',
  'schichtdienst', 'schichtarbeit', 'schichtbereitschaft', 'wechselschicht', 'reisebereitschaft', 'rufbereitschaft', 'wochenendarbeit', 'wochenenddienst', 'bereitschaftsdienst', 'führungszeugnis', 'arbeitserlaubnis', 'masernschutz', 'masernimpfung', 'vollzeit', 'teilzeit', 'mobilität', 'körperliche fitness', 'nachtdienst', 'dreischichtbetrieb', '3 schicht', 'bereitschaft zur schichtarbeit', 'bereitschaft zu dienstreisen', 'wohnort', 'körperlich belastbar',
  'déplacements', 'mobilité', 'mobile', 'astreinte', 'astreintes', 'horaires décalés', 'travail le week end', 'travail de nuit', 'temps plein', 'disponible', 'disponibilité', 'horaires', 'week end',
  'disponibilidad', 'turnos', 'residencia', 'vehículo propio', 'permiso de trabajo', 'jornada', 'incorporación inmediata', 'fines de semana', 'viajar',
  'disponibilità', 'turni', 'trasferte', 'automunito', 'automunita', 'residenza', 'domicilio', 'orari', 'part time', 'full time', 'weekend', 'reperibilità',
  'ploegendienst', 'wisseldienst', 'weekenddienst', 'weekenddiensten', 'avonddienst', 'beschikbaar', 'beschikbaarheid', 'reisbereidheid', 'woonachtig', 'woon je', 'vog', 'nachtdiensten', 'onregelmatige diensten', 'eigen vervoer', 'omgeving', 'bereid om',
]);
