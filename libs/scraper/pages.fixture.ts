import type { Posting } from './types.js';

const BODY =
  'You design and run the pumps of our water works. You bring three years of experience with PLC systems, a degree in ' +
  'engineering and a driving licence. We offer a permanent contract, thirty days of holiday and a workshop of our own.';
const LD = {
  '@context': 'https://schema.org',
  '@type': 'JobPosting',
  title: 'Pump engineer',
  hiringOrganization: { '@type': 'Organization', name: 'Brook Ltd' },
  description: `<p>${BODY}</p><ul><li>Shift work</li></ul>`,
  jobLocation: { '@type': 'Place', address: { addressLocality: 'Leeds', addressCountry: 'GB' } },
};
const EXPECTED = { title: 'Pump engineer', company: 'Brook Ltd' };
const page = (body: string, head = '') => `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
const script = (text: string) => `<script type="application/ld+json">${text}</script>`;
const ld = (value: unknown) => page('<h1>Noise</h1>', script(JSON.stringify(value)));
const chrome = (main: string, head = '') =>
  page(
    `<header>Brook careers</header><nav><a href="/">All jobs</a></nav>${main}<aside>Similar jobs: Plumber</aside>
     <footer>Imprint</footer><script>track('NEVER')</script><div style="display:none">HIDDEN</div>`,
    head,
  );

export interface FixturePage {
  readonly html: string;
  readonly expected: Partial<Posting>;
  readonly origin: string;
  /** Must not stand in the description. */
  readonly without?: string;
}

/** Job postings as differently built sites show them; all invented. */
export const PAGES: Readonly<Record<string, FixturePage>> = {
  'json-ld.plain': {
    html: ld(LD),
    expected: { ...EXPECTED, location: 'Leeds, GB', description: `${BODY}\n\n- Shift work` },
    origin: 'json_ld',
  },
  'json-ld.graph': {
    html: ld({ '@graph': [{ '@type': 'WebSite', name: 'X' }, LD] }),
    expected: EXPECTED,
    origin: 'json_ld',
  },
  'json-ld.list': { html: ld([{ '@type': 'BreadcrumbList' }, LD]), expected: EXPECTED, origin: 'json_ld' },
  'json-ld.type-list': { html: ld({ ...LD, '@type': ['Thing', 'JobPosting'] }), expected: EXPECTED, origin: 'json_ld' },
  'json-ld.full-type': {
    html: ld({ ...LD, '@type': 'http://schema.org/JobPosting' }),
    expected: EXPECTED,
    origin: 'json_ld',
  },
  'json-ld.nested': { html: ld({ '@type': 'WebPage', mainEntity: LD }), expected: EXPECTED, origin: 'json_ld' },
  'json-ld.company-as-text': {
    html: ld({ ...LD, hiringOrganization: 'Brook Ltd' }),
    expected: EXPECTED,
    origin: 'json_ld',
  },
  'json-ld.escaped-html': {
    html: ld({ ...LD, description: '&lt;p&gt;Line one &amp;amp; more&lt;/p&gt;&lt;p&gt;Line two&lt;/p&gt;' }),
    expected: { ...EXPECTED, description: 'Line one & more\n\nLine two' },
    origin: 'json_ld',
  },
  'json-ld.line-breaks-in-texts': {
    html: page('', script(JSON.stringify(LD).replace('Pump engineer', 'Pump\n engineer'))),
    expected: EXPECTED,
    origin: 'json_ld',
  },
  'json-ld.comment-and-trailing-comma': {
    html: page('', script(`<!-- ${JSON.stringify(LD).slice(0, -1)},} -->`)),
    expected: EXPECTED,
    origin: 'json_ld',
  },
  'json-ld.broken-first': {
    html: page('', script('{"@type": "JobPosting"') + script(JSON.stringify(LD))),
    expected: EXPECTED,
    origin: 'json_ld',
  },
  'json-ld.year-salary': {
    html: ld({
      ...LD,
      baseSalary: { currency: 'GBP', value: { minValue: 41000, maxValue: '52,000', unitText: 'YEAR' } },
      validThrough: '2026-06-30T00:00:00Z',
    }),
    expected: { salary: { min: 41_000, max: 52_000, currency: 'GBP' }, validThrough: '2026-06-30T00:00:00.000Z' },
    origin: 'json_ld',
  },
  'json-ld.month-salary': {
    html: ld({ ...LD, salaryCurrency: 'EUR', baseSalary: { value: { value: 4000, unitText: 'MONTH' } } }),
    expected: { salary: { min: 48_000, max: 48_000, currency: 'EUR' } },
    origin: 'json_ld',
  },
  'json-ld.hour-salary': {
    html: ld({ ...LD, baseSalary: { currency: 'EUR', value: { value: 21, unitText: 'HOUR' } } }),
    expected: { salary: null },
    origin: 'json_ld',
  },
  'json-ld.remote': {
    html: ld({ ...LD, jobLocationType: 'TELECOMMUTE' }),
    expected: { isRemote: true },
    origin: 'json_ld',
  },
  'json-ld.several-places': {
    html: ld({
      ...LD,
      jobLocation: [LD.jobLocation, { address: { addressLocality: 'York', addressCountry: { name: 'UK' } } }],
    }),
    expected: { location: 'Leeds, GB; York, UK' },
    origin: 'json_ld',
  },
  'microdata.nested': {
    html: page(
      `<div itemscope itemtype="https://schema.org/JobPosting"><h2 itemprop="title">Pump engineer</h2>
       <span itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization"><b itemprop="name">Brook Ltd</b></span>
       <div itemprop="jobLocation" itemscope><div itemprop="address" itemscope><span itemprop="addressLocality">Leeds</span></div></div>
       <meta itemprop="validThrough" content="2026-07-01"><div itemprop="description"><p>${BODY}</p></div></div>`,
    ),
    expected: { ...EXPECTED, location: 'Leeds', description: BODY, validThrough: '2026-07-01T00:00:00.000Z' },
    origin: 'microdata',
  },
  'microdata.salary': {
    html: page(
      `<article itemscope itemtype="http://schema.org/JobPosting"><h1 itemprop="title">Pump engineer</h1>
       <p itemprop="hiringOrganization">Brook Ltd</p><p itemprop="description">${BODY}</p><div itemprop="baseSalary" itemscope>
       <meta itemprop="currency" content="EUR"><span itemprop="value" itemscope><data itemprop="minValue" value="50000">50k</data>
       <data itemprop="maxValue" value="60000">60k</data><meta itemprop="unitText" content="YEAR"></span></div></article>`,
    ),
    expected: { ...EXPECTED, salary: { min: 50_000, max: 60_000, currency: 'EUR' } },
    origin: 'microdata',
  },
  'open-graph.at': {
    html: chrome(`<main><p>${BODY}</p></main>`, '<meta property="og:title" content="Pump engineer at Brook Ltd">'),
    expected: { ...EXPECTED, description: BODY },
    origin: 'open_graph',
    without: 'NEVER',
  },
  'open-graph.site-name': {
    html: chrome(
      `<main><p>${BODY}</p></main>`,
      '<meta property="og:title" content="Pump engineer | Jobs"><meta property="og:site_name" content="Brook Ltd">',
    ),
    expected: EXPECTED,
    origin: 'open_graph',
  },
  'open-graph.hiring': {
    html: chrome(
      `<div><p>${BODY}</p></div>`,
      '<meta name="og:title" content="Brook Ltd hiring Pump engineer | Board">',
    ),
    expected: EXPECTED,
    origin: 'open_graph',
  },
  'text.main': {
    html: chrome(`<main><h1>Pump engineer</h1><p>${BODY}</p></main>`, '<title>Pump engineer - Brook Ltd</title>'),
    expected: { ...EXPECTED, description: `Pump engineer\n\n${BODY}` },
    origin: 'text',
    without: 'Similar jobs',
  },
  'text.divs': {
    html: chrome(
      `<div class="cookie-banner">We use cookies</div><div class="job"><h1>Pump engineer</h1><div>${BODY}</div></div>`,
      '<title>Pump engineer bei Brook Ltd</title>',
    ),
    expected: EXPECTED,
    origin: 'text',
    without: 'cookies',
  },
  'text.label': {
    html: chrome(`<h1>Pump engineer</h1><p>Arbeitgeber: Brook Ltd</p><p>${BODY}</p>`, '<title>Stellenangebot</title>'),
    expected: EXPECTED,
    origin: 'text',
  },
  'text.old-tags': {
    html: `<TITLE>Pump engineer | Brook Ltd</TITLE><BODY><TABLE><TR><TD><H1>Pump<BR>engineer</H1><P>${BODY}</TABLE>`,
    expected: EXPECTED,
    origin: 'text',
  },
};
