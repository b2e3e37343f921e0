import type { HeadingKind } from '../language-data.js';
import type { PrintedCv } from '../printed-cv.js';
import type { Random } from '../random.js';
import {
  BULLETS,
  blockOf,
  blocks,
  chooseTheme,
  consent,
  contactLines,
  type EntryStyle,
  escapeHtml,
  type LanguageStyle,
  page,
  photo,
  type SkillStyle,
  type Styles,
} from './blocks.js';
import type { Layout } from './layout.js';

interface Sidebar {
  readonly side: 'left' | 'right';
  readonly background: string;
  readonly ink: string;
  /** Percent of the page's width. */
  readonly width: number;
}

/** A page with a coloured strip; which of the two columns comes first in the file is a matter of chance. */
function sidebarPage(
  cv: PrintedCv,
  random: Random,
  theme: Parameters<typeof page>[1],
  bar: Sidebar,
  css: string,
  aside: string,
  main: string,
): string {
  const columns = bar.side === 'left' ? `${bar.width}% 1fr` : `1fr ${bar.width}%`;
  const [asideAt, mainAt] = bar.side === 'left' ? [1, 2] : [2, 1];
  const parts = [`<div class="aside">${aside}</div>`, `<div class="main">${main}</div>`];
  const own = `.strip { position: fixed; top: 0; bottom: 0; ${bar.side}: 0; width: ${bar.width}%; background: ${bar.background}; z-index: -1 }
    .grid { display: grid; grid-template-columns: ${columns} } .aside { grid-column: ${asideAt}; grid-row: 1; padding: 12mm 6mm; color: ${bar.ink} } .main { grid-column: ${mainAt}; grid-row: 1; padding: 12mm 9mm }
    .aside .fact { overflow-wrap: anywhere; margin-bottom: 2pt } .photo { display: block; margin: 0 auto 8pt }
    .aside .tag { border-color: ${bar.ink} } .aside .bar { background: #9993 } .aside .bar span, .aside .dots .on { background: ${bar.ink} }`;
  return page(
    cv,
    theme,
    own + css,
    `<div class="strip"></div><div class="grid">${(random.chance(0.5) ? parts : parts.reverse()).join('')}</div>`,
  );
}

const title = (cv: PrintedCv): string =>
  `<h1>${escapeHtml(cv.name)}</h1>${cv.headline ? `<div class="headline">${escapeHtml(cv.headline)}</div>` : ''}`;
const SIDE: readonly HeadingKind[] = ['personal', 'skills', 'languages', 'interests'];
const MAIN: readonly HeadingKind[] = ['summary', 'experience', 'education', 'certifications', 'references'];
const narrow = (random: Random): Pick<Styles, 'skills' | 'languages'> => ({
  skills: random.pick<SkillStyle>(['list', 'list', 'dots', 'bars', 'tags']),
  languages: random.pick<LanguageStyle>(['lines', 'parenthesis', 'columns', 'dots']),
});
const contact = (cv: PrintedCv, style: 'plain' | 'labels' | 'icons'): string =>
  `<section><h2>${escapeHtml(cv.headings.contact)}</h2>${contactLines(cv, style)}</section>`;

export const SIDEBARS: readonly Layout[] = [
  {
    name: 'sidebar-left-light',
    traits: ['two-column', 'sidebar-left', 'photo'],
    render(cv, random) {
      const theme = chooseTheme(random);
      const styles: Styles = {
        ...narrow(random),
        entry: random.pick<EntryStyle>(['stacked', 'titleDatesRight', 'employerParenthesis']),
        bullets: random.pick(BULLETS),
      };
      const css = `h1 { font-size: 22pt; color: ${theme.colour} } h2 { font-size: 12pt; color: ${theme.colour}; margin: 10pt 0 4pt; ${random.pick(['', 'text-transform: uppercase;', 'border-bottom: 1pt solid currentColor;'])} } .headline { font-size: 12pt }`;
      return sidebarPage(
        cv,
        random,
        theme,
        { side: 'left', background: '#eceff1', ink: '#222', width: random.int(30, 36) },
        css,
        `${photo(85, random.chance(0.6))}${contact(cv, random.pick(['plain', 'labels']))}${blocks(cv, SIDE, styles)}`,
        `${title(cv)}${blocks(cv, MAIN, styles)}${consent(cv)}`,
      );
    },
  },
  {
    name: 'sidebar-left-dark',
    traits: ['two-column', 'sidebar-left', 'white-text'],
    render(cv, random) {
      const theme = chooseTheme(random);
      const styles: Styles = {
        ...narrow(random),
        entry: random.pick<EntryStyle>(['datesFirst', 'titleDatesRight', 'inlineComma']),
        bullets: random.pick(BULLETS),
      };
      const css = `h1 { font-size: 19pt; line-height: 1.1 } .aside h2 { font-size: 11pt; text-transform: uppercase; margin: 12pt 0 4pt; border-bottom: 0.5pt solid #fff8 } .main h2 { font-size: 13pt; color: ${theme.colour}; margin: 0 0 5pt } section { margin-bottom: 10pt }`;
      return sidebarPage(
        cv,
        random,
        theme,
        { side: 'left', background: theme.colour, ink: '#fff', width: random.int(31, 37) },
        css,
        `${title(cv)}${contact(cv, random.pick(['plain', 'labels', 'icons']))}${blocks(cv, ['summary', ...SIDE], styles)}`,
        `${blocks(cv, ['experience', 'education', 'certifications', 'references'], styles)}${consent(cv)}`,
      );
    },
  },
  {
    name: 'sidebar-right-dark',
    traits: ['two-column', 'sidebar-right', 'white-text'],
    render(cv, random) {
      const theme = chooseTheme(random);
      const styles: Styles = {
        ...narrow(random),
        entry: random.pick<EntryStyle>(['stacked', 'employerFirst', 'employerDash']),
        bullets: random.pick(BULLETS),
      };
      const css = `h1 { font-size: 24pt } .headline { color: #666; margin-bottom: 6pt } h2 { font-size: 11.5pt; margin: 12pt 0 5pt; text-transform: uppercase; letter-spacing: ${random.pick([0, 0, 1.5])}pt } .main h2 { color: ${theme.colour} }`;
      return sidebarPage(
        cv,
        random,
        theme,
        {
          side: 'right',
          background: random.pick(['#263238', '#1d2b3a', theme.colour]),
          ink: '#fff',
          width: random.int(30, 36),
        },
        css,
        `${random.chance(0.5) ? photo(80, true) : ''}${contact(cv, random.pick(['plain', 'icons', 'labels']))}${blocks(cv, ['personal', 'languages', 'skills', 'certifications', 'interests'], styles)}`,
        `${title(cv)}${blocks(cv, ['summary', 'experience', 'education', 'references'], styles)}${consent(cv)}`,
      );
    },
  },
  {
    name: 'sidebar-right-plain',
    traits: ['two-column', 'sidebar-right', 'skill-tags'],
    render(cv, random) {
      const theme = chooseTheme(random);
      const styles: Styles = {
        entry: random.pick<EntryStyle>(['titleDatesRight', 'stacked']),
        bullets: random.pick(BULLETS),
        skills: 'tags',
        languages: random.pick(['columns', 'bars', 'lines']),
      };
      const css = `.main { border-right: 0.7pt solid #bbb } h1 { font-size: 23pt; color: ${theme.colour} } h2 { font-size: 12.5pt; margin: 12pt 0 4pt } .head { color: ${theme.colour} } .dates { color: #777; font-size: 90% }`;
      return sidebarPage(
        cv,
        random,
        theme,
        { side: 'right', background: '#fff', ink: '#222', width: random.int(32, 38) },
        css,
        `${contact(cv, random.pick(['plain', 'icons']))}${blocks(cv, ['personal', 'summary', 'skills', 'languages', 'interests'], styles)}`,
        `${title(cv)}${blocks(cv, ['experience', 'education', 'certifications', 'references'], styles)}${consent(cv)}`,
      );
    },
  },
  {
    name: 'linkedin-export',
    traits: ['two-column', 'sidebar-left', 'job-board-export', 'durations'],
    wishes: {
      monthDates: true,
      flatSkills: true,
      promoted: true,
      omit: ['interests', 'references', 'personal'],
      jobs: [3, 5],
    },
    render(cv, random) {
      const theme = { font: 'Liberation Sans', size: 10.5, colour: '#293e49' };
      const duration = (months: number): string => {
        const [years, rest] = [Math.floor(months / 12), months % 12];
        const words: Readonly<Record<string, readonly [string, string]>> = {
          en: ['year', 'month'],
          de: ['J.', 'M.'],
          fr: ['an', 'mois'],
          es: ['año', 'mes'],
          it: ['anno', 'mese'],
          nl: ['jr', 'mnd'],
        };
        const [year, month] = words[cv.language] ?? ['', ''];
        if (!year) return '';
        const plural = (n: number, word: string): string =>
          `${n} ${cv.language === 'en' && n > 1 ? `${word}s` : cv.language === 'es' && n > 1 ? `${word}${word === 'mes' ? 'es' : 's'}` : word}`;
        return ` (${[years ? plural(years, year) : '', rest ? plural(rest, month!) : ''].filter(Boolean).join(' ')})`;
      };
      const styles: Styles = { entry: 'stacked', bullets: 'plain', skills: 'list', languages: 'parenthesis' };
      let last = '';
      const jobs = cv.experience
        .map((job) => {
          const again = job.employer === last;
          last = job.employer;
          return `<div class="job">${again ? '' : `<div class="employer">${escapeHtml(job.employer)}</div>`}<div class="role">${escapeHtml(job.title)}</div><div>${escapeHtml(job.dates.text)}${escapeHtml(duration(job.dates.months))}</div>${job.place ? `<div class="place">${escapeHtml(job.place)}</div>` : ''}${job.bullets.map((b) => `<div>- ${escapeHtml(b)}</div>`).join('')}</div>`;
        })
        .join('');
      const studies = cv.education
        .map(
          (s) =>
            `<div class="job"><div class="employer">${escapeHtml(s.institution)}</div><div>${escapeHtml(s.degreeText)} · (${escapeHtml(s.dates.text)})</div></div>`,
        )
        .join('');
      const css = `@page { margin: 0 0 16mm; @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 9pt 'Liberation Sans'; color: #999; padding-right: 60pt } }
        h1 { font-size: 26pt; font-weight: normal } .main h2 { font-size: 15.75pt; font-weight: normal; margin: 16pt 0 6pt } .aside h2 { font-size: 13pt; font-weight: normal; margin: 10pt 0 4pt } .employer { font-size: 12pt; margin-top: 6pt } .role { font-size: 11.5pt } .place { color: #777 } .aside ul { list-style: none; padding: 0 }`;
      return sidebarPage(
        cv,
        random,
        theme,
        { side: 'left', background: '#293e49', ink: '#fff', width: 34 },
        css,
        `${contact(cv, 'plain')}${blocks(cv, ['skills', 'languages', 'certifications'], styles)}`,
        `${title(cv)}${blockOf(cv, 'summary', styles)}<h2>${escapeHtml(cv.headings.experience)}</h2>${jobs}<h2>${escapeHtml(cv.headings.education)}</h2>${studies}`,
      );
    },
  },
  {
    name: 'icons-and-bars',
    traits: ['two-column', 'sidebar-left', 'icon-font', 'rating-bars'],
    wishes: { flatSkills: false },
    render(cv, random) {
      const theme = chooseTheme(random, ['Lato', 'Roboto', 'Open Sans']);
      const styles: Styles = {
        entry: random.pick<EntryStyle>(['titleDatesRight', 'datesFirst']),
        bullets: random.pick(BULLETS),
        skills: random.pick(['bars', 'dots']),
        languages: random.pick(['bars', 'dots']),
      };
      const icons: Readonly<Record<string, string>> = {
        summary: '\uf007',
        experience: '\uf0b1',
        education: '\uf19d',
        skills: '\uf085',
        languages: '\uf0ac',
        certifications: '\uf0a3',
        interests: '\uf004',
        contact: '\uf2bb',
        personal: '\uf007',
        references: '\uf0c0',
      };
      const withIcons = (html: string, kind: HeadingKind): string =>
        html.replace('<h2>', `<h2><span class="icon">${icons[kind]}</span> `);
      const icon = (kinds: readonly HeadingKind[]): string =>
        kinds.map((kind) => withIcons(blockOf(cv, kind, styles), kind)).join('');
      const css = `h1 { font-size: 21pt; font-weight: 300 } h2 { font-size: 12pt; margin: 11pt 0 5pt; color: ${theme.colour} } .headline { color: ${theme.colour} } .bar { width: 55pt }`;
      return sidebarPage(
        cv,
        random,
        theme,
        { side: 'left', background: '#f3f1ec', ink: '#333', width: 35 },
        css,
        `${photo(90, true)}${withIcons(contact(cv, 'icons'), 'contact')}${icon(['personal', 'skills', 'languages', 'interests'])}`,
        `${title(cv)}${icon(['summary', 'experience', 'education', 'certifications', 'references'])}${consent(cv)}`,
      );
    },
  },
];
