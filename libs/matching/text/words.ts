import { foldKeepingLength } from '@vitamill/domain';

/** Words that say nothing of what is asked for, in the six languages of adverts. Folded. */
const EMPTY_WORDS = new Set(
  `post pqe gbp eur usd chf betreuung umgang durchfuhrung bearbeitung erstellung mitwirkung mitarbeit unterstutzung anwendung einsatz nutzung providing support handling dealing delivering supporting suivi mise place utilisation gestion gebruik uitvoeren toepassen manejo atencion gestione utilizzo over
yet so far currently moment bisher noch encore nog todavia ancora standard standards experience field fields
a an and or the of in on at to for with from by as is are be been have has had you your we our us their they it its this that these those who will can may must should would
any all some more most other such than then also not no yes own within across over under per via etc eg ie incl including plus well very ideally least minimum min max up about
experience experienced expertise knowledge skills skill ability able understanding proven strong solid excellent good great sound sufficient basic advanced professional proficient proficiency
working work works worked job role position years year months month similar equivalent related relevant required requirement requirements essential desirable preferred nice bonus advantage track record
familiar familiarity demonstrable demonstrated hands-on current currently valid qualified using use used ideal candidate looking seeking need needs needed join team member new willing willingness prior previous background qualification qualifications
und oder der die das den dem des ein eine einen einem einer eines im am zum zur von vom mit bei fur auf aus an als auch sowie wie sie ihr ihre ihren ihrer wir uns unser unsere unserer sind ist haben hat sein werden wird kann konnen uber unter nach vor durch ohne bis ab je zu so nicht kein keine sich es er man diese dieser dieses m w d x gn div
erfahrung erfahrungen kenntnisse kenntnissen kenntnis fahigkeit sehr gute guten guter gutes sicher sichere sicherer umgang fundierte mindestens mind idealerweise wunschenswert vorteil erforderlich zwingend notwendig abgeschlossene abgeschlossenes abgeschlossener berufserfahrung mehrjahrige erste einschlagige jahre jahren jahr bereich bereichen vergleichbar vergleichbare ahnliche arbeit arbeiten tatigkeit aufgaben profil bereitschaft beruf ausbildung qualifikation bringen gerne ihnen nachweis gultige gultiger vorhanden
et ou le la les l un une des du de d en au aux a dans par pour avec sur sous sans vous votre vos nous notre nos est sont etre avoir avez justifiez ce cette ces qui que se sa son ses leur il elle h f hf plus moins tres bon bonne bonnes bons
experience experiences connaissance connaissances maitrise competence competences annees annee ans an minimum souhaite souhaitee apprecie appreciee exige exigee indispensable atout serait similaire equivalent poste profil travail formation diplome capacite
en of de het een van voor met op aan bij uit over door naar te tot als je jij jouw u uw wij we ons onze zijn is hebt hebben heeft kunt kan je en-of dat die deze dit er niet geen ook om meer minimaal tenminste minstens
ervaring kennis vaardigheden goede uitstekende beheersing aantoonbare relevante jaar jaren werkervaring vereist pre opleiding afgeronde niveau vergelijkbaar werken functie taal
y o el los las una unos unas del al con por para sin sobre entre es son ser tener tienes su sus nuestro nuestra que se como experiencia conocimientos conocimiento dominio nivel anos ano minima minimo imprescindible valorara valorable similar titulacion manejo puesto trabajo formacion
e ed il lo gli i uno una della dello delle dei degli di da dal dalla nel nella con su per tra fra che non sono essere avere hai esperienza conoscenza conoscenze buona ottima almeno anni anno richiesto richiesta preferibile gradito gradita requisiti titolo livello lavoro ruolo competenze capacita`
    .split(/\s+/)
    .filter(Boolean),
);

const WORD = /[\p{L}\p{N}][\p{L}\p{N}+#]*(?:[.'-](?=[\p{L}\p{N}])[\p{L}\p{N}+#]+)*/gu;

/** Folded words of a text; "node.js", "c++", "gmp-audit" stay whole. */
export const splitWords = (text: string): string[] => foldKeepingLength(text.normalize('NFC')).match(WORD) ?? [];

/** The words of a text that carry meaning, each once, folded, in order. */
export function contentWords(text: string): string[] {
  const words: string[] = [];
  for (const word of splitWords(text)) {
    // Genitives and articles glued by an apostrophe: "d'excel", "tribunal's".
    const bare = word.replace(/^(?:d|l|qu|s|n|dell|nell|all)'/, '').replace(/'s?$/, '');
    for (const part of bare.includes('-') && bare.length > 12 ? bare.split('-') : [bare]) {
      if (part.length < 2 || EMPTY_WORDS.has(part) || /^\d+[km]?$/.test(part)) continue;
      if (!words.includes(part)) words.push(part);
    }
  }
  return words;
}

/** Endings of inflection that are cut before words are compared: plural, gender, case, adjective. Folded, longest first. */
const ENDINGS = [
  'ungen',
  'innen',
  'ements',
  'ations',
  'ement',
  'ation',
  'ingen',
  'ments',
  'ungs',
  'ung',
  'ing',
  'ers',
  'ies',
  'ern',
  'eur',
  'rice',
  'euse',
  'ales',
  'aux',
  'ment',
  'ent',
  'er',
  'en',
  'es',
  'em',
  'in',
  'ed',
  'al',
  'el',
  'e',
  's',
  'n',
  'a',
  'o',
  'i',
  'y',
];

/** A rough stem: what is left of a word without its ending, at least four letters. */
export function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = cutEnding(word);
  if (stems.size < REMEMBERED) stems.set(word, stem);
  return stem;
}

/** Words whose stems are kept; the same in every process, so that results do not hang on it. */
const REMEMBERED = 50_000;
const stems = new Map<string, string>();

function cutEnding(word: string): string {
  if (word.length < 6 || /[\d+#.]/.test(word)) return word.length > 4 && word.endsWith('s') ? word.slice(0, -1) : word;
  for (const ending of ENDINGS)
    if (word.endsWith(ending) && word.length - ending.length >= 4) return word.slice(0, -ending.length);
  return word;
}

/**
 * How alike two folded words are: 1 the same stem, less where one is part of the other (compounds: "intensivstation" of
 * "intensivpflege" is none, of "intensiv" is one) or they share a long beginning ("consolidation", "consolidatie").
 */
export function wordSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 4 || /[\d+#.]/.test(short)) return 0;
  const stemA = stemOf(a);
  const stemB = stemOf(b);
  if (stemA === stemB) return 0.95;
  if (short.length >= 6 && long.includes(short)) return 0.8;
  // "beatmet" and "Beatmung": one stem goes on where the other ends.
  const [brief, full] = stemA.length <= stemB.length ? [stemA, stemB] : [stemB, stemA];
  if (brief.length >= 5 && full.length - brief.length <= 3 && full.startsWith(brief)) return 0.8;
  const stem = short === a ? stemA : stemB;
  if (stem.length >= 6 && long.includes(stem)) return 0.75;
  let shared = 0;
  while (shared < short.length && a[shared] === b[shared]) shared++;
  if (shared >= 6 && shared >= 0.65 * long.length) return 0.8;
  if (shared >= 5 && shared >= 0.75 * long.length) return 0.75;
  return 0;
}

export type WordComparer = (a: string, b: string) => number;

/** Comparisons that are kept; then all are forgotten, which changes no result. */
const REMEMBERED_PAIRS = 300_000;

/** `wordSimilarity` that remembers: candidates for one job share most of their words. */
export function rememberingComparer(): WordComparer {
  const known = new Map<string, Map<string, number>>();
  let size = 0;
  return (a, b) => {
    let row = known.get(a);
    if (!row) {
      if (size > REMEMBERED_PAIRS) {
        known.clear();
        size = 0;
      }
      row = new Map();
      known.set(a, row);
    }
    let alike = row.get(b);
    if (alike === undefined) {
      alike = wordSimilarity(a, b);
      row.set(b, alike);
      size++;
    }
    return alike;
  };
}
