import { entityContext, layOut, linesOf } from '../../test/support/core.js';
import { flowDocument, table } from '../../test/support/flow-builder.js';
import { parseDocument } from '../../test/support/parse-document.js';
import { readSkills } from './read-skills.js';

const read = (text: string, language = 'en') => readSkills(linesOf(text, language), entityContext(language));
const names = (text: string, language = 'en') => read(text, language).map((s) => s.name.value);

describe('skills: shapes of lists', () => {
  it.each([
    ['commas', 'TypeScript, PostgreSQL, Kafka'],
    ['pipes', 'TypeScript | PostgreSQL | Kafka'],
    ['dots', 'TypeScript · PostgreSQL • Kafka'],
    ['semicolons', 'TypeScript; PostgreSQL; Kafka.'],
    ['lines', 'TypeScript\nPostgreSQL\nKafka'],
    ['bullets', '- TypeScript\n- PostgreSQL\n- Kafka'],
    ['tabs', 'TypeScript\tPostgreSQL\tKafka'],
    ['a-list-that-goes-on-below', 'TypeScript, PostgreSQL,\nKafka'],
    ['said-twice', 'TypeScript, PostgreSQL, typescript\nKafka, PostgreSQL'],
  ])('%s', (_, text) => {
    expect(names(text)).toEqual(['TypeScript', 'PostgreSQL', 'Kafka']);
  });

  it('groups-with-colons: the group is no skill', () => {
    expect(read('Languages: TypeScript, Python\nDatabases: PostgreSQL').map((s) => [s.group, s.name.value])).toEqual([
      ['Languages', 'TypeScript'],
      ['Languages', 'Python'],
      ['Databases', 'PostgreSQL'],
    ]);
  });

  it('groups-in-bold above their skills', () => {
    expect(
      read('**Databases**\nPostgreSQL, Redis\n**Transport**\nKafka, RabbitMQ').map((s) => [s.group, s.name.value]),
    ).toEqual([
      ['Databases', 'PostgreSQL'],
      ['Databases', 'Redis'],
      ['Transport', 'Kafka'],
      ['Transport', 'RabbitMQ'],
    ]);
  });

  it('groups-in-a-table beside their skills', () => {
    const { lines } = layOut(
      flowDocument([
        table([
          ['Databases', 'PostgreSQL, Redis'],
          ['Transport', 'Kafka, RabbitMQ'],
        ]),
      ]),
    );
    expect(readSkills(lines, entityContext()).map((s) => s.name.value)).toEqual([
      'PostgreSQL',
      'Redis',
      'Kafka',
      'RabbitMQ',
    ]);
  });

  it('a-grid-of-words in a table', () => {
    const { lines } = layOut(
      flowDocument([
        table([
          ['Welding', 'Planning'],
          ['Teaching', 'Sailing'],
        ]),
      ]),
    );
    expect(readSkills(lines, entityContext()).map((s) => s.name.value)).toEqual([
      'Welding',
      'Planning',
      'Teaching',
      'Sailing',
    ]);
  });

  it('commas-in-brackets stay', () => {
    expect(names('AWS (EC2, S3), Terraform')).toEqual(['AWS (EC2, S3)', 'Terraform']);
  });

  it('names-with-signs stay whole', () => {
    expect(names('C++, C#, .NET, Node.js, CI/CD')).toEqual(['C++', 'C#', '.NET', 'Node.js', 'CI/CD']);
  });
});

describe('skills: levels', () => {
  it.each([
    ['Python (advanced)', 'Python', 'advanced'],
    ['Python: advanced', 'Python', 'advanced'],
    ['Python ★★★☆', 'Python', '★★★☆'],
    ['Python 80%', 'Python', '80%'],
    ['Python 4/5', 'Python', '4/5'],
  ])('%s', (text, name, level) => {
    expect(read(text).map((s) => [s.name.value, s.level])).toEqual([[name, level]]);
  });

  it.each(['Python – advanced', 'Python ●●●○○', 'Python ■■■□□'])('%s: the level is no part of the name', (text) => {
    expect(names(text)).toEqual(['Python']);
  });

  it('a-level-on-a-line-of-its-own is no skill', () => {
    expect(names('Python\nadvanced\nKafka\nbeginner')).toEqual(['Python', 'Kafka']);
  });

  it('German levels', () => {
    expect(names('Excel (sehr gut), SAP (Grundkenntnisse)', 'de')).toEqual(['Excel', 'SAP']);
  });
});

describe('skills: prose', () => {
  it('a-long-sentence is no list of skills', () => {
    expect(
      names(
        'I have been working with people from many different countries and I like to learn about the world.\nWelding',
      ),
    ).toEqual(['Welding']);
  });

  it('no-lines give none', () => {
    expect(readSkills([], entityContext())).toEqual([]);
  });
});

describe('skills: sections', () => {
  it('github-among-the-tools is no way to reach somebody', () => {
    const { record } = parseDocument(
      flowDocument('Mara Ellwood\nmara@example.com\n# Skills\n- Project: Jira, GitHub\n- Data: SQL, Kafka'),
    );
    expect(record.skills.map(({ name }) => name)).toEqual(expect.arrayContaining(['Jira', 'GitHub', 'SQL', 'Kafka']));
  });
});
