import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { eld } from 'eld/medium';
import { detectLanguage } from './detect-language.js';
import { readNgramTable } from './ngram-table.js';

const TEXTS = [
  'Led a team of twelve engineers and cut the cost of the platform by a third.',
  'Leitung eines Teams von zwölf Entwicklern, Senkung der Kosten um ein Drittel.',
  "Responsable d'une équipe de douze personnes, réduction des coûts d'un tiers.",
  'Verantwoordelijk voor een team van twaalf ontwikkelaars en de kosten daarvan.',
  'Kierowanie zespołem dwunastu programistów i obniżenie kosztów o jedną trzecią.',
  'Ръководител на екип от дванадесет души, намаляване на разходите с една трета.',
  'Керівник команди з дванадцяти розробників, зменшення витрат на третину.',
  'Επικεφαλής ομάδας δώδεκα μηχανικών και μείωση του κόστους κατά ένα τρίτο.',
  'On iki kişilik bir ekibin yönetimi ve maliyetlerin üçte bir oranında azaltılması.',
  'Tizenkét fős csapat vezetése és a költségek harmadával való csökkentése.',
  '日本語を話します。',
  "it's 'quoted' \\ and 2019 x_y",
  'ab',
  '',
];

describe('the language of a text by its letters', () => {
  it.each(TEXTS)('is what eld tells: %s', (text) => {
    const [ours, theirs] = [detectLanguage(text), eld.detect(text)];
    expect(ours.language).toBe(theirs.language);
    expect(ours.isReliable()).toBe(theirs.isReliable());
    expect(ours.getScores()).toEqual(theirs.getScores());
  });

  it('is told with every n-gram of its data', async () => {
    const entry = import.meta.resolve('eld/medium');
    const file = new URL('../ngrams/medium.js', entry);
    const { ngramsData } = (await import(file.href)) as { ngramsData: { ngrams: Record<string, object> } };
    const table = readNgramTable(readFileSync(fileURLToPath(file), 'utf8'));
    const ngrams = Object.entries(ngramsData.ngrams);
    expect(table.size).toBe(ngrams.length);
    expect(
      ngrams.filter(([ngram, weights]) => JSON.stringify(table.weightsOf(ngram)) !== JSON.stringify(weights)),
    ).toEqual([]);
    expect(table.weightsOf('nothing')).toBeUndefined();
  });

  it('is not told from data of another form', () => {
    expect(() => readNgramTable('export default {}')).toThrow('no n-grams');
  });
});
