import type { LanguageLexicon } from '@vitamill/domain';
import { fold } from '../text/fold.js';
import { cefrOf } from './cefr.js';
import { CLDR_NAMES } from './data/cldr-names.js';

export interface NormalisedLanguage {
  /** BCP 47 */
  readonly code: string;
  readonly confidence: number;
}

// "native name, English name, other": what a language is called by itself and in English, wherever a CV prints it
const OWN =
  'en english anglais;de deutsch german allemand schwyzerdutsch=gsw;fr francais french;es espanol spanish castellano castilian;it italiano italian;pt portugues portuguese;nl nederlands dutch vlaams flemish;sv svenska swedish;da dansk danish;no norsk norwegian bokmal=nb nynorsk=nn;fi suomi finnish;pl polski polish;cs cestina czech cesky;sk slovencina slovak slovensky;hu magyar hungarian;ro romana romanian;hr hrvatski croatian;sr srpski serbian српски;bs bosanski bosnian;sl slovenscina slovenian slovene;el ελληνικα greek;bg български bulgarian;uk українська ukrainian;ru русскии russian;tr turkce turkish;ar arabic العربية;he hebrew עברית;zh chinese mandarin 中文 普通话 cantonese=yue;ja japanese 日本語;ko korean 한국어;hi hindi;ur urdu;bn bengali;pa punjabi;ta tamil;te telugu;ml malayalam;mr marathi;gu gujarati;fa persian farsi dari=prs;ku kurdish kurmanji;ps pashto;vi vietnamese;th thai;id indonesian;ms malay;tl tagalog filipino;sw swahili kiswahili;am amharic;so somali;ti tigrinya;ha hausa;yo yoruba;ig igbo;zu zulu;xh xhosa;af afrikaans;sq shqip albanian;mk македонски macedonian;et eesti estonian;lv latviesu latvian;lt lietuviu lithuanian;mt malti maltese;ga gaeilge irish;cy cymraeg welsh;gd gaelic;eu euskara basque;ca catala catalan valencia;gl galego galician;is islenska icelandic;lb letzebuergesch luxembourgish;rm romansh;fy frysk frisian;yi yiddish;la latin latein;eo esperanto;hy armenian;ka georgian;az azerbaijani;kk kazakh;uz uzbek;be беларуская belarusian;mn mongolian;ne nepali;si sinhala;km khmer;lo lao;my burmese;oj ojibwe anishinaabemowin;iu inuktitut;ht haitian creole;mg malagasy;rw kinyarwanda;ln lingala;wo wolof;ak akan twi;bm bambara;mi maori;ase asl american sign language;bfi bsl british sign language;gsg dgs deutsche gebardensprache';

let own: Map<string, string> | null = null;
const ownNames = (): Map<string, string> => {
  if (own) return own;
  own = new Map();
  for (const row of OWN.split(';')) {
    const [code = '', ...names] = row.split(' ');
    for (const name of names) {
      const [word = '', other] = name.split('=');
      own.set(fold(word), other ?? code);
    }
  }
  for (const [name, code] of [
    ['american sign language', 'ase'],
    ['british sign language', 'bfi'],
    ['deutsche gebardensprache', 'gsg'],
    ['haitian creole', 'ht'],
    ['sign language', 'sgn'],
    ['brazilian portuguese', 'pt-BR'],
    ['english us', 'en-US'],
    ['british english', 'en-GB'],
    ['american english', 'en-US'],
    ['swiss german', 'gsw'],
    ['schweizerdeutsch', 'gsw'],
  ] as const)
    own.set(name, code);
  return own;
};

const indexes = new WeakMap<readonly LanguageLexicon[], Map<string, Map<string, string>>>();
const namesOf = (lexicons: readonly LanguageLexicon[]): Map<string, Map<string, string>> => {
  let byLanguage = indexes.get(lexicons);
  if (!byLanguage) {
    byLanguage = new Map(
      lexicons.map((lexicon) => [
        lexicon.language,
        new Map(Object.entries(lexicon.languageNames).map(([name, code]) => [fold(name), code])),
      ]),
    );
    indexes.set(lexicons, byLanguage);
  }
  return byLanguage;
};

/** Words around the name: "langue française", "język angielski", "английский язык", "english language", "en anglais". */
const AROUND =
  /(?<![\p{L}])(language|langue|lengua|lingua|limba|jezyk|jazyk|jezik|idioma|sprache|taal|sprak|sprog|kieli|nyelv|язык|мова|език|γλωσσα|dili|dil)(?![\p{L}])/gu;

const find = (
  key: string,
  lexicons: readonly LanguageLexicon[],
  language: string | null,
): NormalisedLanguage | null => {
  if (key.length < 2) return null;
  const byLanguage = namesOf(lexicons);
  const primary = language?.split('-')[0] ?? '';
  const direct = byLanguage.get(primary)?.get(key);
  if (direct) return { code: direct, confidence: 0.98 };
  const english = byLanguage.get('en')?.get(key) ?? ownNames().get(key);
  if (english) return { code: english, confidence: 0.95 };
  for (const names of byLanguage.values()) {
    const code = names.get(key);
    if (code) return { code, confidence: 0.9 };
  }
  const rare = cldrNames(primary).get(key) ?? cldrNames('en').get(key);
  return rare ? { code: rare, confidence: 0.85 } : null;
};

const cldr = new Map<string, ReadonlyMap<string, string>>();
/** Names of all languages that CLDR knows, in one language. */
const cldrNames = (language: string): ReadonlyMap<string, string> => {
  let names = cldr.get(language);
  if (!names) {
    const rows = (CLDR_NAMES[language === 'nb' || language === 'nn' ? 'no' : language] ?? '').split(';');
    names = new Map(rows.map((row) => [fold(row.slice(row.indexOf(' '))), row.slice(0, row.indexOf(' '))]));
    cldr.set(language, names);
  }
  return names;
};

/** "englannin kieli": a name in the genitive before the word for language. */
const finnishName = (genitive: string): string => genitive.replace(/n$/, '').replace(/nni$/, 'nti');

/** BCP 47 of a printed name of a language, by the document's language first, then English and the language's own name, then any. */
export const normaliseLanguageName = (
  raw: string,
  lexicons: readonly LanguageLexicon[],
  language: string | null,
): NormalisedLanguage | null => {
  if (raw.length > 120) return null;
  const whole = fold(raw);
  const exact = find(whole, lexicons, language);
  if (exact) return exact;
  const outsideBrackets = fold(raw.replace(/[([].*?[)\]]/g, ' '));
  const bare = outsideBrackets.replace(AROUND, ' ').replace(/\s+/g, ' ').trim();
  const finnish = /^(\p{L}+n) kieli$/u.exec(outsideBrackets)?.[1];
  const candidates = [
    outsideBrackets,
    bare,
    ...(finnish ? [finnishName(finnish)] : []),
    fold(raw.split(/\s[-–—]\s|[:,;/|(]/)[0] ?? ''),
  ];
  for (const candidate of candidates) {
    const found = find(candidate, lexicons, language);
    if (found) return { ...found, confidence: found.confidence - 0.03 };
  }
  // "English C1", "Englisch verhandlungssicher": the name first, then a level
  const words = bare.split(' ');
  for (let count = Math.min(3, words.length - 1); count >= 1; count--) {
    const found = find(words.slice(0, count).join(' '), lexicons, language);
    if (found && cefrOf(words.slice(count).join(' '), lexicons, language))
      return { ...found, confidence: found.confidence - 0.08 };
  }
  return null;
};
