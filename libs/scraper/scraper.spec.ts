import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { extractPosting, fetchPage, mayFetch, ScrapeError } from './index.js';
import { PAGES } from './pages.fixture.js';

let server: Server;
let origin: string;
let asked: string[] = [];
const ROBOTS = 'User-agent: *\nDisallow: /private/\nAllow: /private/open$\n';

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const html = { 'content-type': 'text/html; charset=utf-8' };
    const fixture = PAGES[path.slice(1)];
    if (fixture) response.writeHead(200, html).end(fixture.html);
    else if (path === '/robots.txt') response.writeHead(200).end(ROBOTS);
    else if (path.startsWith('/to/')) response.writeHead(302, { location: decodeURIComponent(path.slice(4)) }).end();
    else if (path === '/loop') response.writeHead(302, { location: '/loop' }).end();
    else if (path === '/packed')
      response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(gzipSync(PAGES['text.main']!.html));
    else if (path === '/bomb')
      response.writeHead(200, { ...html, 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(3_000_000)));
    else if (path === '/large') response.writeHead(200, html).end(Buffer.alloc(300_000, 'x'));
    else if (path === '/latin')
      response
        .writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1' })
        .end(Buffer.from('<h1>Käufer</h1>', 'latin1'));
    else if (path === '/file') response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF');
    else if (path === '/slow') return;
    else response.writeHead(path.startsWith('/private/open') ? 200 : 404, html).end('<p>open</p>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
});

const options = (timeoutMilliseconds = 20_000) => ({
  timeoutMilliseconds,
  maxBytes: 200_000,
  findTarget: async (text: string) => {
    const url = new URL(text);
    if (url.origin !== origin) throw Object.assign(new Error('Not public.'), { fault: 'refused_address' });
    return { url, address: '127.0.0.1' };
  },
});
const faultOf = async (path: string, timeout?: number): Promise<string> => {
  const error = await fetchPage(origin + path, options(timeout)).catch((thrown: unknown) => thrown);
  return error instanceof ScrapeError ? error.fault : `no fault: ${String(error)}`;
};

describe('a site of differently built pages', () => {
  it.each(Object.keys(PAGES))('%s', async (name) => {
    const { expected, origin: from, without } = PAGES[name]!;
    const { html } = await fetchPage(`${origin}/${name}`, options());
    const { posting, origins } = extractPosting(html);
    expect(posting).toMatchObject(expected);
    expect([origins.title, extractPosting(html)]).toEqual([
      name.startsWith('text.') ? 'text' : from,
      { posting, origins },
    ]);
    if (without) expect(posting.description).not.toContain(without);
  });
});

describe('fetching', () => {
  it('asks robots.txt first and keeps to it', async () => {
    expect(await faultOf('/private/job')).toBe('robots_disallowed');
    expect(asked).toEqual(['/robots.txt']);
    expect((await fetchPage(`${origin}/private/open`, options())).html).toBe('<p>open</p>');
  });

  it('follows redirects, each checked like the first', async () => {
    const { url } = await fetchPage(`${origin}/to/%2Fprivate%2Fopen`, options());
    expect(url).toBe(`${origin}/private/open`);
    expect(await faultOf('/to/http%3A%2F%2F169.254.169.254%2Flatest')).toBe('refused_address');
    expect(await faultOf('/to/%2Fprivate%2Fjob')).toBe('robots_disallowed');
    expect(await faultOf('/to/file%3A%2F%2F%2Fetc%2Fpasswd')).toBe('refused_address');
    expect(await faultOf('/loop')).toBe('too_many_redirects');
  });

  it.each([
    ['/large', 'too_large'],
    ['/bomb', 'too_large'],
    ['/file', 'not_html'],
    ['/nowhere', 'http_status'],
  ])('refuses %s: %s', async (path, fault) => {
    expect(await faultOf(path)).toBe(fault);
  });

  it('gives a page up that does not come', async () => {
    expect(await faultOf('/slow', 300)).toBe('timeout');
  });

  it('reads packed pages and other encodings', async () => {
    expect((await fetchPage(`${origin}/packed`, options())).html).toBe(PAGES['text.main']!.html);
    expect((await fetchPage(`${origin}/latin`, options())).html).toContain('Käufer');
  });
});

describe('robots.txt', () => {
  it.each([
    ['', '/a', true],
    ['User-agent: *\nDisallow: /', '/a', false],
    ['User-agent: *\nDisallow:', '/a', true],
    ['User-agent: other\nDisallow: /', '/a', true],
    ['User-agent: *\nDisallow: /\n\nUser-agent: Vitamill-Scraper\nAllow: /', '/a', true],
    ['User-agent: a\nUser-agent: vitamill-scraper # us\nDisallow: /a', '/ab', false],
    ['User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
    ['User-agent: *\nDisallow: /*.php$', '/x.php', false],
    ['User-agent: *\nDisallow: /*.php$', '/x.php?y', true],
    ['User-agent: *\nDisallow: /a*c*e', '/abcde', false],
    ['User-agent: *\r\nDisallow: /a', '/a', false],
  ])('%j: %s is %s', (robots, path, allowed) => {
    expect(mayFetch(robots, 'Vitamill-Scraper', path)).toBe(allowed);
  });
});

describe('hostile pages', () => {
  it('end in a posting or none, whatever they hold', () => {
    const piece = fc.constantFrom(
      '<div itemscope itemtype="https://schema.org/JobPosting">',
      '<p itemprop="title" itemscope>',
      '<script type="application/ld+json">',
      '{"@type":"JobPosting","title":',
      '[1,{"@value":2}]',
      '</script>',
      '<main>',
      '<h1>',
      '&lt;',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        const { posting } = extractPosting(pieces.join(''));
        for (const value of [posting.title, posting.company, posting.description])
          expect(value === null || typeof value === 'string').toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('may be nested as deep as they like', () => {
    expect(() => extractPosting('<div>'.repeat(500_000))).toThrow(ScrapeError);
    expect(extractPosting(`${'<div>'.repeat(1_900)}<h1>Deep</h1>`).posting.title).toBe('Deep');
    expect(() =>
      extractPosting(
        `<div itemscope itemtype="https://schema.org/JobPosting">${'<p itemprop="x" itemscope>'.repeat(5_000)}`,
      ),
    ).not.toThrow();
  });
});
