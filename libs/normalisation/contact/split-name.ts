import { fold } from '../text/fold.js';

export interface SplitName {
  /** Without titles and degrees, as printed. */
  readonly full: string;
  readonly given: string | null;
  readonly family: string | null;
  readonly prefix: string | null;
  readonly suffix: string | null;
}

const PREFIXES = new Set(
  'dr prof professor univ ing mgr bc mudr judr phdr rndr mvdr pharmdr paeddr mag magister inz lic dipl diplom dkfm dott dottssa ssa arch avv geom rag sig sigra sr sra srta d dna don dona mr mrs ms miss mx sir dame herr frau hr fru mme mlle mr me monsieur madame mademoiselle m dhr mevr mw drs ir mag phmr rev reverend fr capt captain col lt maj sgt eng engr akad doc docent dozent pd priv doz habil hab rer nat phil med dent jur oec h c hc pan pani p dna dl dna ο κ κα δρ д р проф инж dr-ing av op yrd uzm ogr gor bay bayan drtech kand techn cand'.split(
    ' ',
  ),
);
/** Prefixes that are words or initials too: only with a dot, or before other titles. */
const ONLY_WITH_DOT = new Set(
  'm d p me sr fr h c o op av med nat phil dl don ms lic rag maj col lt κ ο д р arch hab kand cand ssa doc ing'.split(
    ' ',
  ),
);
const SUFFIX =
  /^(?:ph\.?\s?d|m\.?b\.?a|m\.?d|dr|esq|jr|sr|ii|iii|iv|cpa|cfa|pmp|rn|bsn|msn|csc|dis|mba|llm|ll\.?m|ll\.?b|b\.?sc|m\.?sc|b\.?a|m\.?a|b\.?eng|m\.?eng|bed|mphil|d\.?phil|edd|dba|acca|cissp|shrm-cp|phr|pe|dds|dvm|dpt|fnp|np|lcsw|crna|fca|aca|cipd|mcipd|frcs|mrcp|obe|mbe|cbe|dipl\.?-?\s?ing|mag|mpa|mph|msc|bsc|llb|jd|j\.?d|m\.?ed|b\.?ed|ing|prince2|csm|cscp|r\.?n|b\.?eng|ll\.?m|dipl\.?|\(fh\)|\(hons\)|hons|bakk|he|him|she|her|they)\.?$/i;
const PARTICLES = new Set(
  'van von der den de del della dello dei degli di da do dos das du des la le los las y i e ter ten te zu zum zur vom op t bin ibn ben bint al el abu ap mac mc af av ní nic ó ni o st san santa lo dal dalla'.split(
    ' ',
  ),
);
const FAMILY_FIRST = new Set(['hu', 'zh', 'ja', 'ko', 'vi']);
const TWO_FAMILY_NAMES = new Set(['es', 'pt', 'gl', 'ca', 'eu']);
const PATRONYMIC =
  /(ович|евич|ович|ьич|ійович|івна|ївна|овна|евна|ична|инична|ovych|ivna|ovich|evich|ovna|evna|yovych)$/iu;
const SLAVIC_FAMILY =
  /(енко|ук|юк|чук|ський|ська|цький|цька|ов|ова|ев|ева|єв|єва|ёв|ёва|ин|ина|ін|іна|ий|ая|ко|ич|дзе|швілі|ян)$/iu;
const SPANISH_SECOND_GIVEN = new Set(
  'maria jose juan luis carlos antonio manuel ana carmen isabel angel angeles pilar ulises jesus javier miguel fernando francisco pedro pablo alberto alejandro eduardo enrique ignacio andres david daniel raul rafael ramon mercedes dolores rosario teresa elena lucia cristina beatriz patricia guadalupe fernanda sofia paula pedro joao paulo miguel filipa sofia rita ines catarina margarida beatriz henrique augusto cristiano eduarda luisa de'.split(
    ' ',
  ),
);

const bareWord = (word: string): string => fold(word.replace(/[.,()]/g, ''));
const isCapitals = (word: string): boolean => /\p{Lu}{2}/u.test(word) && word === word.toUpperCase();
const isParticle = (word: string): boolean => PARTICLES.has(fold(word)) && !isCapitals(word);
const capitalised = (word: string) => /^\p{Lu}/u.test(word);

const isPrefix = (word: string, extra: ReadonlySet<string>): boolean => {
  const bare = bareWord(word);
  if (!bare) return false;
  const dotted = word.includes('.');
  return bare.split(' ').every((part) => {
    if (ONLY_WITH_DOT.has(part) && !dotted) return false;
    return PREFIXES.has(part) || extra.has(part);
  });
};

/**
 * Parts of a printed name. Titles before and degrees after it are taken off `full`. Which word is the family name is read from capitals ("DUPONT
 * Jean"), a comma ("Dupont, Jean"), particles, patronymics, and the order of the language (Hungarian first, Spanish and Portuguese two).
 * One word alone has neither part.
 */
export const splitName = (
  raw: string,
  { language = null, prefixes = [] }: { readonly language?: string | null; readonly prefixes?: readonly string[] } = {},
): SplitName => {
  const extra = new Set(prefixes.map((prefix) => fold(prefix.replace(/\./g, ''))).filter((p) => p.length > 1));
  const primary = language?.split('-')[0] ?? '';
  const pieces = raw
    .replace(/\s+/g, ' ')
    .trim()
    .split(/\s*,\s*/);
  const suffixes: string[] = [];
  let main = pieces[0] ?? '';
  let inverted: string | null = null;
  for (const piece of pieces.slice(1)) {
    if (piece.split(' ').every((word) => SUFFIX.test(word) || isPrefix(word, extra))) suffixes.push(piece);
    else if (inverted === null && /\p{L}/u.test(piece)) inverted = piece;
  }
  let words = main.split(' ').filter(Boolean);
  const before: string[] = [];
  const takePrefixes = () => {
    while (
      words.length > 1 &&
      isPrefix(words[0]!, extra) &&
      !(words.length === 2 && !words[0]!.includes('.') && words[0]!.length > 5 && !PREFIXES.has(bareWord(words[0]!)))
    ) {
      before.push(words.shift()!);
    }
  };
  takePrefixes();
  while (
    words.length > 2 &&
    SUFFIX.test(words.at(-1)!) &&
    (/[.()]/.test(words.at(-1)!) ||
      isCapitals(words.at(-1)!) ||
      /^(PhD|MSc|BSc|LLM|Jr|Sr|MEng|BEng|MPhil|DPhil|MEd|Ing)$/.test(words.at(-1)!)) &&
    !(isCapitals(words.at(-1)!) && words.every(isCapitals) && !/^(II|III|IV|JR|MBA|PHD|MD|RN|CPA)$/.test(words.at(-1)!))
  )
    suffixes.unshift(words.pop()!);
  const finish = (given: string[] | null, family: string[] | null, full: string): SplitName => ({
    full,
    given: given && given.length > 0 ? given.join(' ') : null,
    family: family && family.length > 0 ? family.join(' ') : null,
    prefix: before.length > 0 ? before.join(' ') : null,
    suffix: suffixes.length > 0 ? suffixes.join(', ') : null,
  });
  if (inverted !== null) {
    const family = words;
    words = inverted.split(' ').filter(Boolean);
    takePrefixes();
    main = [...family, ...words].join(' ');
    // "Berg, Lisa van den": the particles belong to the family name
    const at = words.findIndex((word, i) => i > 0 && isParticle(word) && !capitalised(word));
    const particles = at > 0 ? words.splice(at) : [];
    return finish(words, [...particles, ...family], [...words, ...particles, ...family].join(' '));
  }
  const full = words.join(' ');
  if (words.length < 2) return finish(null, null, full);

  const capitals = words.map((word) => isCapitals(word) && word.replace(/[^\p{L}]/gu, '').length > 1);
  if (
    capitals.some(Boolean) &&
    !capitals.every((c, i) => c || isParticle(words[i]!) || /^\p{Lu}\.?$/u.test(words[i]!))
  ) {
    const family = words.filter(
      (word, i) => capitals[i] || (isParticle(word) && (capitals[i + 1] || capitals[i - 1] || capitals[i + 2])),
    );
    const given = words.filter((word) => !family.includes(word));
    if (given.length > 0 && family.length > 0) return finish(given, family, full);
  }
  const patronymic = words.findIndex((word, i) => i > 0 && PATRONYMIC.test(word));
  if (words.length === 3 && patronymic === 2 && ['uk', 'ru', 'be', ''].includes(primary))
    return finish(words.slice(1), words.slice(0, 1), full);
  if (words.length === 3 && patronymic === 1) return finish(words.slice(0, 2), words.slice(2), full);
  if (
    words.length === 2 &&
    (primary === 'uk' || primary === 'ru') &&
    SLAVIC_FAMILY.test(words[0]!) &&
    !SLAVIC_FAMILY.test(words[1]!)
  )
    return finish(words.slice(1), words.slice(0, 1), full);
  if (FAMILY_FIRST.has(primary) && (primary !== 'hu' || words.length <= 4)) {
    const familyLength = words.length > 2 && /[-]|^(né|dr\.?)$/iu.test(words[0]!) ? 1 : 1;
    return finish(words.slice(familyLength), words.slice(0, familyLength), full);
  }
  const particle = words.findIndex(
    (word, i) => i > 0 && i < words.length - 1 && isParticle(word) && !/^(maria|e|y|i)$/i.test(word),
  );
  if (particle > 0) {
    // "Maria do Carmo Silva", "Juan de Dios Pérez" aside, a particle opens the family name
    const opensFamily = !TWO_FAMILY_NAMES.has(primary) || particle >= words.length - 3;
    const twoFamilies =
      TWO_FAMILY_NAMES.has(primary) && particle >= 2 && !SPANISH_SECOND_GIVEN.has(fold(words[particle - 1]!));
    if (opensFamily)
      return finish(
        words.slice(0, twoFamilies ? particle - 1 : particle),
        words.slice(twoFamilies ? particle - 1 : particle),
        full,
      );
  }
  if (TWO_FAMILY_NAMES.has(primary) && words.length >= 3) {
    const familyLength = words.length === 3 && SPANISH_SECOND_GIVEN.has(fold(words[1]!)) ? 1 : 2;
    return finish(words.slice(0, -familyLength), words.slice(-familyLength), full);
  }
  if (/^(ní|nic|ó|mac|o['’]?|mc)$/iu.test(words.at(-2) ?? '') && words.length > 2)
    return finish(words.slice(0, -2), words.slice(-2), full);
  return finish(words.slice(0, -1), words.slice(-1), full);
};
