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
  contactRow,
  type EntryStyle,
  escapeHtml,
  factOfJob,
  languagesBlock,
  page,
  personalLines,
  photo,
  type Styles,
  skillsBlock,
} from './blocks.js';
import type { Layout } from './layout.js';

const headline = (cv: PrintedCv): string =>
  cv.headline ? `<div class="headline">${escapeHtml(cv.headline)}</div>` : '';
const stylesOf = (random: Random, entry: readonly EntryStyle[]): Styles => ({
  entry: random.pick(entry),
  bullets: random.pick(BULLETS),
  skills: random.pick(['lines', 'list', 'tags', 'columns']),
  languages: random.pick(['lines', 'dash', 'columns', 'parenthesis']),
});

export const DESIGNED: readonly Layout[] = [
  {
    name: 'header-band',
    traits: ['header-band', 'single-column', 'white-text'],
    render(cv, random) {
      const theme = chooseTheme(random);
      const styles = stylesOf(random, ['titleDatesRight', 'employerFirst', 'inlineComma']);
      const css = `.band { background: ${theme.colour}; color: #fff; padding: 12mm 18mm; display: flex; gap: 8mm; align-items: center } .body { padding: 4mm 18mm 14mm } h1 { font-size: 25pt } .contacts { font-size: 90%; margin-top: 4pt } h2 { font-size: 12.5pt; color: ${theme.colour}; margin: 11pt 0 4pt }`;
      return page(
        cv,
        theme,
        css,
        `<div class="band">${random.chance(0.4) ? photo(62, true) : ''}<div><h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactRow(cv, random.pick([' | ', ' • ', '<br>']), random.chance(0.4))}</div></div><div class="body">${blocks(cv, ['personal', 'summary', 'experience', 'education', 'skills', 'languages', 'certifications', 'interests', 'references'], styles)}${consent(cv)}</div>`,
      );
    },
  },
  {
    name: 'two-regions',
    traits: ['two-column', 'mixed-regions'],
    render(cv, random) {
      const theme = chooseTheme(random);
      const styles = stylesOf(random, ['stacked', 'datesFirst', 'employerParenthesis']);
      const css = `body { padding: 15mm 17mm } .top { display: flex; justify-content: space-between } h1 { font-size: 22pt } h2 { font-size: 11.5pt; border-left: 4pt solid ${theme.colour}; padding-left: 5pt; margin: 9pt 0 5pt } .two { display: grid; grid-template-columns: 1fr 1fr; gap: 9mm } .three { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 7mm } .top .fact { text-align: right }`;
      const body = [
        `<div class="top"><div><h1>${escapeHtml(cv.name)}</h1>${headline(cv)}</div><div>${contactLines(cv, 'plain')}${personalLines(cv)}</div></div>`,
        blockOf(cv, 'summary', styles),
        `<div class="two"><div>${blockOf(cv, 'experience', styles)}</div><div>${blocks(cv, ['education', 'certifications'], styles)}</div></div>`,
        `<div class="three"><div>${blockOf(cv, 'skills', { ...styles, skills: 'list' })}</div><div>${blockOf(cv, 'languages', styles)}</div><div>${blocks(cv, ['interests', 'references'], styles)}</div></div>`,
        consent(cv),
      ];
      return page(cv, theme, css, body.join(''));
    },
  },
  {
    name: 'narrow-hyphenated',
    traits: ['two-column', 'narrow', 'hyphenated'],
    wishes: { bullets: [2, 4] },
    render(cv, random) {
      const theme = { ...chooseTheme(random), size: 10 };
      const styles: Styles = {
        ...stylesOf(random, ['stacked', 'datesFirst']),
        skills: random.pick(['commas', 'lines']),
        bullets: random.pick(['prose', 'disc', 'dash']),
      };
      const css = `body { padding: 15mm 16mm } .flow { columns: 2; column-gap: 9mm; text-align: justify; hyphens: auto } h1 { font-size: 20pt; text-align: center } .headline, .contacts { text-align: center } h2 { font-size: 11.5pt; color: ${theme.colour}; text-align: left; margin: 8pt 0 3pt; hyphens: none } .head, .at { text-align: left; hyphens: none }`;
      return page(
        cv,
        theme,
        css,
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactRow(cv, ' · ')}<div class="flow">${blocks(cv, ['personal', 'summary', 'experience', 'education', 'skills', 'languages', 'certifications', 'interests', 'references'], styles)}</div>${consent(cv)}`,
      );
    },
  },
  {
    name: 'poster',
    traits: ['two-column', 'canva-like', 'letter-spaced', 'photo'],
    wishes: { jobs: [2, 3], bullets: [1, 2] },
    render(cv, random) {
      const theme = chooseTheme(random, ['Lato', 'Open Sans', 'Roboto']);
      const styles: Styles = {
        ...stylesOf(random, ['datesFirst', 'stacked']),
        skills: random.pick(['list', 'tags']),
        bullets: random.pick(['prose', 'disc']),
      };
      const soft = random.pick(['#f6e9e0', '#e3ece7', '#e9e6f2', '#f2efe4']);
      const [first, ...others] = [cv.given, cv.family];
      const css = `.hero { background: ${soft}; padding: 14mm 16mm; display: flex; gap: 10mm; align-items: center } h1 { font-size: 30pt; letter-spacing: 5pt; font-weight: 300; text-transform: uppercase; line-height: 1.1 } .headline { letter-spacing: 3pt; text-transform: uppercase; font-size: 9pt } .cols { display: grid; grid-template-columns: 38% 1fr; gap: 10mm; padding: 8mm 16mm } h2 { font-size: 10.5pt; letter-spacing: 3pt; text-transform: uppercase; background: ${soft}; display: inline-block; padding: 2pt 8pt; margin: 10pt 0 6pt; border-radius: 8pt }`;
      const split = cv.name === `${cv.given} ${cv.family}` && random.chance(0.5);
      const name = split ? `${escapeHtml(first!)}<br>${others.map(escapeHtml).join(' ')}` : escapeHtml(cv.name);
      return page(
        cv,
        theme,
        css,
        `<div class="hero">${photo(95, true)}<div><h1>${name}</h1>${headline(cv)}</div></div><div class="cols"><div><section><h2>${escapeHtml(cv.headings.contact)}</h2>${contactLines(cv, random.pick(['plain', 'icons']))}</section>${blocks(cv, ['personal', 'summary', 'skills', 'languages', 'interests'], styles)}</div><div>${blocks(cv, ['experience', 'education', 'certifications', 'references'], styles)}${consent(cv)}</div></div>`,
      );
    },
  },
  {
    name: 'cards',
    traits: ['cards', 'two-column', 'skill-tags'],
    render(cv, random) {
      const theme = chooseTheme(random, ['Lato', 'Open Sans', 'Roboto', 'Noto Sans']);
      const styles = stylesOf(random, ['stacked', 'datesFirst']);
      const card = (html: string): string => `<div class="card">${html}</div>`;
      const jobs = cv.experience.map((job) => {
        const fact = factOfJob(job, styles.bullets);
        return card(
          `<div class="head">${escapeHtml(fact.head)}</div><div>${escapeHtml(fact.at)}${fact.place ? `, ${escapeHtml(fact.place)}` : ''}</div><div class="dates">${escapeHtml(fact.dates.text)}</div>${fact.rest}`,
        );
      });
      const studies = cv.education.map((s) =>
        card(
          `<div class="head">${escapeHtml(s.degreeText)}</div><div>${escapeHtml(s.institution)}</div><div class="dates">${escapeHtml(s.dates.text)}</div>`,
        ),
      );
      const heading = (kind: HeadingKind, html: string): string =>
        html ? `<h2>${escapeHtml(cv.headings[kind])}</h2>${html}` : '';
      const css = `body { padding: 14mm 16mm; background: #fff } h1 { font-size: 24pt; color: ${theme.colour} } h2 { font-size: 13pt; margin: 11pt 0 5pt } .deck { display: grid; grid-template-columns: 1fr 1fr; gap: 8pt } .card { border: 0.7pt solid #ccc; border-radius: 6pt; padding: 7pt 9pt; break-inside: avoid; background: ${random.pick(['#fff', '#fafafa', '#f4f7fb'])} } .dates { color: ${theme.colour}; font-size: 90% }`;
      const body = [
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactRow(cv, '   ', true)}${personalLines(cv)}`,
        blockOf(cv, 'summary', styles),
        heading('experience', `<div class="deck">${jobs.join('')}</div>`),
        heading('education', `<div class="deck">${studies.join('')}</div>`),
        heading('skills', skillsBlock(cv, 'tags')),
        heading('languages', languagesBlock(cv, 'commas')),
        blocks(cv, ['certifications', 'interests', 'references'], styles),
        consent(cv),
      ];
      return page(cv, theme, css, body.join(''));
    },
  },
  {
    name: 'boxed-headings',
    traits: ['single-column', 'heading-bars'],
    render(cv, random) {
      const theme = chooseTheme(random);
      const styles = stylesOf(random, ['titleDatesRight', 'datesFirst', 'inlineDates', 'stacked']);
      const css = `body { padding: 16mm 18mm } h1 { font-size: 23pt; text-align: ${random.pick(['left', 'center'])} } h2 { font-size: 11.5pt; background: ${theme.colour}; color: #fff; padding: 3pt 7pt; margin: 11pt 0 6pt } .photo { float: right; margin-left: 10pt } .head { font-style: ${random.pick(['normal', 'italic'])} }`;
      return page(
        cv,
        theme,
        css,
        `${random.chance(0.5) ? photo(70, false) : ''}<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactLines(cv, random.pick(['plain', 'labels', 'icons']))}${blocks(cv, ['personal', 'summary', 'experience', 'education', 'certifications', 'languages', 'skills', 'interests', 'references'], styles)}${consent(cv)}`,
      );
    },
  },
  {
    name: 'equal-columns',
    traits: ['two-column', 'equal-columns'],
    render(cv, random) {
      const theme = chooseTheme(random);
      const styles = stylesOf(random, ['stacked', 'employerParenthesis', 'datesFirst']);
      const swap = random.chance(0.5);
      const css = `body { padding: 14mm } h1 { font-size: 24pt } .head-row { display: flex; justify-content: space-between; border-bottom: 2pt solid ${theme.colour}; padding-bottom: 6pt } .two { display: grid; grid-template-columns: ${swap ? '45% 1fr' : '1fr 45%'}; gap: 8mm } h2 { font-size: 12pt; margin: 10pt 0 5pt; color: ${theme.colour} }`;
      const [a, b] = [
        blocks(cv, ['experience', 'references'], styles),
        blocks(cv, ['summary', 'education', 'skills', 'languages', 'certifications', 'interests'], styles),
      ];
      return page(
        cv,
        theme,
        css,
        `<div class="head-row"><div><h1>${escapeHtml(cv.name)}</h1>${headline(cv)}</div><div>${contactLines(cv, random.pick(['plain', 'icons']))}${personalLines(cv)}</div></div><div class="two"><div>${swap ? b : a}</div><div>${swap ? a : b}</div></div>${consent(cv)}`,
      );
    },
  },
];
