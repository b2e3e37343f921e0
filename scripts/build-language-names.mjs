// Compiles libs/normalisation/languages/data/cldr-names.ts: what the languages of the world are called in the languages that are read, from
// the CLDR that Node brings (Intl.DisplayNames). The output is committed, so records do not depend on the Node that makes them.
//
//   node scripts/build-language-names.mjs
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const READ = 'en de fr es it pt nl sv da no fi pl cs sk hu ro hr el bg uk ru tr'.split(' ');
const letters = [...'abcdefghijklmnopqrstuvwxyz'];
const english = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const codes = [
  ...letters.flatMap((a) => letters.map((b) => a + b)),
  ...letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c))),
].filter(
  (code) => english.of(code) && new Intl.Locale(code).language === code && Intl.getCanonicalLocales(code)[0] === code,
);
// No tongue of anybody's CV: artificial scripts of CLDR, and codes that stand for no language.
const NONE = new Set(['und', 'mul', 'zxx', 'mis', 'root', 'art']);
const table = Object.fromEntries(
  READ.map((language) => {
    const names = new Intl.DisplayNames([language], { type: 'language', fallback: 'none' });
    const rows = codes.flatMap((code) => {
      const name = NONE.has(code) ? undefined : names.of(code);
      return name ? [`${code} ${name}`] : [];
    });
    return [language, rows.join(';')];
  }),
);
const out = join(dirname(fileURLToPath(import.meta.url)), '../libs/normalisation/languages/data/cldr-names.ts');
const lines = Object.entries(table).map(([language, rows]) => `  ${language}: ${JSON.stringify(rows)},`);
writeFileSync(
  out,
  `/** "code name; ..." by language, from CLDR ${process.versions.cldr} (Unicode licence, see NOTICE). Made by scripts/build-language-names.mjs. */\nexport const CLDR_NAMES: Readonly<Record<string, string>> = {\n${lines.join('\n')}\n};\n`,
);
console.log(`${codes.length} languages`);
