import { DEFAULT_PARSE_LIMITS } from '@vitamill/domain';
import { drawLines, exchanged, misread, pdfWithFalseLetters } from '../../../test/support/false-letters.js';
import { extractPdf } from './extract-pdf.js';

const ENGLISH = [
  'Harbour pilot at the port of Whitby since March 2016',
  'Planned the moorings of forty vessels every week and',
  'trained the younger pilots in the use of the radar',
  'Wrote the handbook for night manoeuvres, which three',
  'other ports have taken over since then',
];
const GERMAN = [
  'Führung von zwölf Beschäftigten, Überwachung der Bäume',
  'und Pflege der öffentlichen Grünflächen für die Städte',
];

async function judge(content: string, change: (letter: string) => string = (letter) => letter) {
  const { pages } = await extractPdf(pdfWithFalseLetters(content, change), { limits: DEFAULT_PARSE_LIMITS });
  return { needs: pages[0]!.needsOcr, text: pages[0]!.items.map(({ text }) => text).join(' ') };
}

describe('judging the text layer of a page', () => {
  it('doubts a text whose font exchanges letters', async () => {
    const { needs, text } = await judge(drawLines(ENGLISH), exchanged);
    expect(text).toContain(exchanged('Harbour pilot'));
    expect(needs).toBe('unlikely-text-layer');
  });

  it.each([1, 3, -2])('doubts a text whose letters are shifted by %d', async (by) => {
    const shifted = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + by);
    expect((await judge(drawLines(ENGLISH), shifted)).needs).toBe('unlikely-text-layer');
  });

  it('doubts a page of which one font alone exchanges letters', async () => {
    const sound = drawLines(ENGLISH, 'F2', 780);
    expect((await judge(`${sound} ${drawLines(ENGLISH, 'F1', 500)}`, exchanged)).needs).toBe('unlikely-text-layer');
    expect((await judge(sound, exchanged)).needs).toBeNull();
  });

  it('tells letters of two bytes that were taken for two characters', async () => {
    const { needs, text } = await judge(drawLines(GERMAN), misread);
    expect(text).toContain('FÃ¼hrung');
    expect(needs).toBe('broken-text-layer');
    expect((await judge(drawLines(GERMAN))).needs).toBeNull();
  });

  it.each([
    ['English', ENGLISH],
    ['German', GERMAN],
    [
      'names of tools',
      [
        'Python Java Kubernetes Docker Terraform Ansible Jenkins PostgreSQL MongoDB Redis Kafka Spark',
        'Hadoop Airflow Snowflake Tableau Django Flask React Angular TypeScript Webpack Babel Nginx',
      ],
    ],
    [
      'names of persons',
      [
        'Sunita Krishnamurthy, Venkataraman Ramachandran, Balakrishnan Subramaniam, Padmanabhan Raghunathan,',
        'Lakshminarayanan Natarajan, Gopalakrishnan Thiruvengadam, Wojciech Brzezinski, Nguyen Thi Phuong,',
        'Oluwaseun Adebayo, Chukwuemeka Okonkwo, Siobhan Ni Bhriain, Gwenllian Llywelyn, Mihai Popescu',
      ],
    ],
    [
      'filler',
      [
        'Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et',
        'dolore magna aliqua ut enim ad minim veniam quis nostrud exercitation ullamco laboris nisi ut aliquip',
      ],
    ],
  ])('leaves %s in peace', async (_, lines) => {
    expect((await judge(drawLines(lines))).needs).toBeNull();
  });
});
