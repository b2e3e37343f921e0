import { entityContext, linesOf } from '../../test/support/core.js';
import { readCertifications, readItems, readPublications } from './read-items.js';

const certificates = (text: string) =>
  readCertifications(linesOf(text), entityContext()).map((c) => [
    c.name.value,
    c.issuer?.value ?? null,
    c.date?.value ?? null,
  ]);

describe('certifications', () => {
  it.each([
    ['dash-issuer-comma-date', 'Forklift Licence – Harbour Training Ltd, 2019'],
    ['pipes', 'Forklift Licence | Harbour Training Ltd | 2019'],
    ['issuer-in-brackets', 'Forklift Licence (Harbour Training Ltd) 2019'],
    ['date-in-front', '2019: Forklift Licence (Harbour Training Ltd)'],
    ['date-in-a-column', '2019\tForklift Licence, Harbour Training Ltd'],
    ['date-at-the-right', 'Forklift Licence – Harbour Training Ltd\t2019'],
    ['issuer-below', '**Forklift Licence**\t2019\nHarbour Training Ltd'],
  ])('%s', (_, text) => {
    expect(certificates(text)).toEqual([['Forklift Licence', 'Harbour Training Ltd', '2019']]);
  });

  it('one-a-bullet', () => {
    expect(certificates('- Forklift Licence, 2019\n- First Aid, 05/2021\n- Crane Operator')).toEqual([
      ['Forklift Licence', null, '2019'],
      ['First Aid', null, '2021-05'],
      ['Crane Operator', null, null],
    ]);
  });

  it('dates-on-lines-above', () => {
    expect(certificates('2019\nForklift Licence\n2021\nFirst Aid')).toEqual([
      ['Forklift Licence', null, '2019'],
      ['First Aid', null, '2021'],
    ]);
  });

  it('an-address-is-kept', () => {
    const [certificate] = readCertifications(
      linesOf('Forklift Licence, 2019, https://example.com/verify/123'),
      entityContext(),
    );
    expect(certificate?.url?.value).toBe('https://example.com/verify/123');
  });
});

describe('projects, awards and the like', () => {
  const items = (text: string) => readItems(linesOf(text), entityContext(), 'projects');

  it('title-with-dates, organisation below, bullets as highlights', () => {
    const [item, ...others] = items(
      'Harbour Map\t2019 – 2020\nHarbour Trading Ltd\n- Drew the depths of nine basins\n- Published the map',
    );
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      title: { value: 'Harbour Map' },
      organisation: { value: 'Harbour Trading Ltd' },
      dates: { value: { start: '2019', end: '2020', isCurrent: false } },
    });
    expect(item!.highlights.map((h) => h.value)).toEqual(['Drew the depths of nine basins', 'Published the map']);
  });

  it('titles-without-dates, told apart by their bullets', () => {
    expect(
      items('**Harbour Map**\n- Drew the depths of nine basins\n**Tide Clock**\n- Built the case of oak').map(
        (i) => i.title.value,
      ),
    ).toEqual(['Harbour Map', 'Tide Clock']);
  });

  it('one-a-bullet with years', () => {
    expect(items('- Employee of the Year, 2019\n- Golden Anchor, 2021').map((i) => i.dates?.value.end)).toEqual([
      '2019',
      '2021',
    ]);
  });
});

describe('publications', () => {
  it('one-a-paragraph, with year, DOI and address', () => {
    const found = readPublications(
      linesOf(
        '- Ellwood, M. (2019). The flow of goods through small harbours. Journal of Quays, 12(3). doi:10.1234/quay.1207\n- Ellwood, M. (2021). Tides and timetables. https://example.com/tides',
      ),
      entityContext(),
    );
    expect(found.map((p) => [p.dates?.value.end, p.doi?.value ?? null, p.url?.value ?? null])).toEqual([
      ['2019', '10.1234/quay.1207', null],
      ['2021', null, 'https://example.com/tides'],
    ]);
    expect(found[1]!.title.value).toContain('Tides and timetables');
  });
});
