/** What stands for "@" in print that was read badly. "Q" only between small letters, where no address has a capital. */
const EMAIL_WITH_SLIP =
  /^([A-Za-z0-9][\w.+-]*)(?:©|®|\(@\)|\(a\)|@@)([A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})$/;
const EMAIL_WITH_Q = /^([a-z0-9][a-z0-9._+-]*)Q([a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,})$/;
const EMAIL = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)*[.,][A-Za-z0-9]{2,}$/;
const WEB_ADDRESS = /^(?:https?:\/\/|www\.)/i;

/** Years, months with years and days with months and years: what digits in print of a CV mostly are. */
const DATE = /^[([]?(?:\d{1,2}[./-]){0,2}(?:19|20)\d\d[)\],;.:]?$/;
const RANGE = /^(?:\d{1,2}[./-]){0,2}(?:19|20)\d\d[-–—](?:\d{1,2}[./-]){0,2}(?:19|20)\d\d[,;.:]?$/;
const PHONE = /^\(?\+?\d[\d()./-]{6,}\d$/;
const DIGIT_OF: Readonly<Record<string, string>> = { O: '0', o: '0', D: '0', l: '1', I: '1', '|': '1', S: '5', B: '8' };

/** Mends what is certainly a slip of recognition: only where the word's grammar leaves no other reading. */
export function repairOcrWord(word: string): string {
  const slip = EMAIL_WITH_SLIP.exec(word) ?? EMAIL_WITH_Q.exec(word);
  let repaired = slip ? `${slip[1]}@${slip[2]}` : word;
  if (EMAIL.test(repaired) || WEB_ADDRESS.test(repaired)) repaired = repaired.replace(/[.,](?:c[0O]m|com)$/, '.com');
  repaired = repaired.replace(/^(https?):?\/{1,2}(?=www\.|[a-z0-9-]+\.[a-z])/i, '$1://');
  if (repaired !== word) return repaired;
  return repairDigits(word) ?? repairCapitals(word);
}

/** "2O19", "0l/2020": letters for digits, where what comes out is a date or a phone number and was mostly digits. */
function repairDigits(word: string): string | null {
  const digits = word.match(/\d/g)?.length ?? 0;
  const letters = word.match(/[OoDlI|SB]/g)?.length ?? 0;
  if (letters === 0 || digits <= letters || digits < 2) return null;
  const repaired = word.replace(/[OoDlI|SB]/g, (letter) => DIGIT_OF[letter] ?? letter);
  return DATE.test(repaired) || RANGE.test(repaired) || PHONE.test(repaired) ? repaired : null;
}

/** "lT", "NeurlPS": a small l among capitals is a capital I; two letters that words do not have in this order. */
function repairCapitals(word: string): string {
  return word.replace(/(?<![\p{Ll}\d])l(?=\p{Lu}{1,}(?!\p{Ll}))|(?<=\p{L})l(?=\p{Lu}{2,}(?!\p{Ll}))/gu, 'I');
}

/** Languages that have no word "Al": what is read so is "AI", one letter of which looks like the other in print. */
const WITHOUT_AL = new Set(['en', 'de', 'nl', 'sv', 'da', 'no', 'fi', 'pl', 'cs', 'sk', 'hu']);

/** The words of a line in `language`, mended where a word alone does not tell. */
export function repairInLanguage(word: string, language: string): string {
  return WITHOUT_AL.has(language) ? word.replace(/^(\(?)Al(?=[),.;:/]*$|[-/&]\p{L})/u, '$1AI') : word;
}
