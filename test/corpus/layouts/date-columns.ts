import type { HeadingKind } from '../language-data.js';
import type { PrintedCv } from '../printed-cv.js';
import type { Random } from '../random.js';
import {
  BULLETS,
  blockOf,
  chooseTheme,
  consent,
  contactFacts,
  contactLines,
  escapeHtml,
  type Fact,
  factOfJob,
  factOfStudy,
  languagesBlock,
  page,
  personalFacts,
  photo,
  type Styles,
  skillsBlock,
  withoutDates,
} from './blocks.js';
import type { Layout } from './layout.js';
import { NAME_LABELS } from './name-labels.js';

const rows = (
  facts: readonly Fact[],
  order: 'head' | 'at' | 'line',
  datesOf = (fact: Fact): string => escapeHtml(fact.dates.text),
): string =>
  facts
    .map((fact) => `<div class="cell dates">${datesOf(fact)}</div><div class="cell">${withoutDates(fact, order)}</div>`)
    .join('');

export const headline = (cv: PrintedCv): string =>
  cv.headline ? `<div class="headline">${escapeHtml(cv.headline)}</div>` : '';
export const sectionOf = (cv: PrintedCv, kind: HeadingKind, html: string): string =>
  html ? `<h2>${escapeHtml(cv.headings[kind])}</h2>${html}` : '';
const grid = (html: string): string => `<div class="grid">${html}</div>`;

/** Sections whose left column is a date or a label: skills and languages keep to the right one or take a label. */
function rest(cv: PrintedCv, styles: Styles, labelled: boolean): string {
  const label = (left: string, right: string): string =>
    `<div class="cell">${left}</div><div class="cell">${right}</div>`;
  const skills = cv.skills
    .map(({ group, items }) => label(escapeHtml(group ?? ''), items.map(escapeHtml).join(', ')))
    .join('');
  const languages = cv.languages.map(({ name, level }) => label(escapeHtml(name), escapeHtml(level ?? ''))).join('');
  const certificates = cv.certifications
    .map(({ name, year }) => label(escapeHtml(year ?? ''), escapeHtml(name)))
    .join('');
  return [
    cv.skills.length > 0 ? sectionOf(cv, 'skills', labelled ? grid(skills) : skillsBlock(cv, styles.skills)) : '',
    cv.languages.length > 0
      ? sectionOf(cv, 'languages', labelled ? grid(languages) : languagesBlock(cv, styles.languages))
      : '',
    cv.certifications.length > 0 ? sectionOf(cv, 'certifications', grid(certificates)) : '',
    blockOf(cv, 'interests', styles),
    blockOf(cv, 'references', styles),
  ].join('');
}

export const stylesOf = (random: Random): Styles => ({
  entry: 'stacked',
  bullets: random.pick(BULLETS),
  skills: random.pick(['lines', 'commas', 'list', 'columns']),
  languages: random.pick(['lines', 'dash', 'commas', 'parenthesis']),
});

const twoLineDates = ({ dates }: Fact): string =>
  dates.startText && dates.endText && dates.startText !== dates.endText
    ? `${escapeHtml(dates.startText)} –<br>${escapeHtml(dates.endText)}`
    : escapeHtml(dates.text);

export const DATE_COLUMNS: readonly Layout[] = [
  {
    name: 'tabular',
    traits: ['date-column', 'single-column', 'photo'],
    render(cv, random) {
      const theme = chooseTheme(random, ['Liberation Sans', 'Carlito', 'Liberation Serif', 'Noto Sans']);
      const styles = stylesOf(random);
      const order = random.pick(['head', 'head', 'at', 'line'] as const);
      const label = (name: string, value: string): string =>
        `<div class="cell">${escapeHtml(name)}:</div><div class="cell">${value}</div>`;
      const personal = [
        label(NAME_LABELS[cv.language], escapeHtml(cv.name)),
        ...contactFacts(cv).map(({ kind, html }) =>
          kind === 'link' ? label('Web', html) : label(cv.labels[kind]!, html),
        ),
        ...personalFacts(cv).map(([name, value]) => label(name, escapeHtml(value))),
      ].join('');
      const titled = random.chance(0.5);
      const css = `body { padding: 20mm 22mm 15mm 24mm } .grid { display: grid; grid-template-columns: ${random.int(34, 46)}mm 1fr; gap: ${random.pick([3, 5, 7])}pt 6mm } h1 { font-size: 18pt; margin-bottom: 6pt } h2 { font-size: 12pt; margin: 12pt 0 6pt; ${random.pick(['text-decoration: underline', `color: ${theme.colour}`, 'border-bottom: 0.6pt solid #555'])} } .photo { position: absolute; right: 22mm; top: 20mm }`;
      const body = [
        `<h1>${escapeHtml(titled ? cv.labels.title! : cv.name)}</h1>${titled ? '' : headline(cv)}${photo(75, false)}`,
        sectionOf(
          cv,
          'personal',
          grid(titled ? personal : personal.replace(label(NAME_LABELS[cv.language], escapeHtml(cv.name)), '')),
        ),
        blockOf(cv, 'summary', styles),
        sectionOf(
          cv,
          'experience',
          grid(
            rows(
              cv.experience.map((job) => factOfJob(job, styles.bullets)),
              order,
            ),
          ),
        ),
        sectionOf(cv, 'education', grid(rows(cv.education.map(factOfStudy), order))),
        rest(cv, styles, random.chance(0.5)),
        cv.licence ? `<p>${escapeHtml(cv.licence)}</p>` : '',
        consent(cv),
      ];
      return page(cv, theme, css, body.join(''));
    },
  },
  {
    name: 'date-column-narrow',
    traits: ['date-column', 'single-column', 'wrapped-dates'],
    render(cv, random) {
      const theme = chooseTheme(random);
      const styles = stylesOf(random);
      const order = random.pick(['head', 'at'] as const);
      const css = `body { padding: 16mm 18mm } .grid { display: grid; grid-template-columns: ${random.int(22, 27)}mm 1fr; gap: 6pt 5mm } .dates { color: ${theme.colour}; font-size: 90% } h1 { font-size: 24pt } h2 { font-size: 12pt; text-transform: uppercase; margin: 12pt 0 5pt; color: ${theme.colour} }`;
      const body = [
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactLines(cv, 'plain')}`,
        blockOf(cv, 'personal', styles),
        blockOf(cv, 'summary', styles),
        sectionOf(
          cv,
          'experience',
          grid(
            rows(
              cv.experience.map((job) => factOfJob(job, styles.bullets)),
              order,
              twoLineDates,
            ),
          ),
        ),
        sectionOf(cv, 'education', grid(rows(cv.education.map(factOfStudy), order, twoLineDates))),
        rest(cv, styles, false),
        consent(cv),
      ];
      return page(cv, theme, css, body.join(''));
    },
  },
  {
    name: 'dates-right-column',
    traits: ['date-column-right', 'single-column'],
    render(cv, random) {
      const theme = chooseTheme(random);
      const styles = stylesOf(random);
      const order = random.pick(['head', 'at', 'line'] as const);
      const right = (facts: readonly Fact[]): string =>
        grid(
          facts
            .map(
              (fact) =>
                `<div class="cell">${withoutDates(fact, order)}</div><div class="cell dates">${escapeHtml(fact.dates.text)}</div>`,
            )
            .join(''),
        );
      const css = `body { padding: 18mm 20mm } .grid { display: grid; grid-template-columns: 1fr ${random.int(36, 46)}mm; gap: 7pt 6mm } .dates { text-align: ${random.pick(['left', 'right'])} } h1 { font-size: 22pt; font-weight: normal } h2 { font-size: 13pt; font-weight: normal; color: ${theme.colour}; margin: 12pt 0 5pt; border-bottom: 0.5pt solid ${theme.colour} }`;
      const body = [
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactLines(cv, random.pick(['plain', 'labels']))}`,
        blockOf(cv, 'personal', styles),
        blockOf(cv, 'summary', styles),
        sectionOf(cv, 'experience', right(cv.experience.map((job) => factOfJob(job, styles.bullets)))),
        sectionOf(cv, 'education', right(cv.education.map(factOfStudy))),
        sectionOf(cv, 'skills', skillsBlock(cv, styles.skills)),
        sectionOf(cv, 'languages', languagesBlock(cv, styles.languages)),
        cv.certifications.length > 0
          ? sectionOf(
              cv,
              'certifications',
              grid(
                cv.certifications
                  .map(
                    ({ name, year }) =>
                      `<div class="cell">${escapeHtml(name)}</div><div class="cell dates">${escapeHtml(year ?? '')}</div>`,
                  )
                  .join(''),
              ),
            )
          : '',
        blockOf(cv, 'interests', styles),
        blockOf(cv, 'references', styles),
        consent(cv),
      ];
      return page(cv, theme, css, body.join(''));
    },
  },
  {
    name: 'timeline',
    traits: ['timeline', 'single-column'],
    render(cv, random) {
      const theme = chooseTheme(random, ['Lato', 'Open Sans', 'Roboto', 'Noto Sans']);
      const styles = stylesOf(random);
      const left = random.chance(0.5);
      const dot = (fact: Fact): string =>
        left
          ? `<div class="stop"><div class="when">${escapeHtml(fact.dates.text)}</div><div class="what">${withoutDates(fact, 'head')}</div></div>`
          : `<div class="stop"><div class="what"><div class="when">${escapeHtml(fact.dates.text)}</div>${withoutDates(fact, 'head')}</div></div>`;
      const line = left ? 34 : 3;
      const css = `body { padding: 16mm 18mm } h1 { font-size: 24pt; color: ${theme.colour} } h2 { font-size: 13pt; margin: 12pt 0 7pt } .stop { display: flex; position: relative; padding-bottom: 8pt } .when { ${left ? 'width: 30mm; flex: none; text-align: right; padding-right: 3mm' : `color: ${theme.colour}; font-weight: bold`} } .what { ${left ? 'padding-left: 8mm' : 'padding-left: 9mm'} }
        .stop::before { content: ''; position: absolute; left: ${line}mm; top: 4pt; width: 7pt; height: 7pt; border-radius: 4pt; background: ${theme.colour}; transform: translateX(-50%) } .stop::after { content: ''; position: absolute; left: ${line}mm; top: 4pt; bottom: -4pt; width: 0; border-left: 1pt solid ${theme.colour} }`;
      const body = [
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactLines(cv, random.pick(['plain', 'icons', 'labels']))}`,
        blockOf(cv, 'personal', styles),
        blockOf(cv, 'summary', styles),
        sectionOf(cv, 'experience', cv.experience.map((job) => dot(factOfJob(job, styles.bullets))).join('')),
        sectionOf(cv, 'education', cv.education.map((study) => dot(factOfStudy(study))).join('')),
        sectionOf(cv, 'skills', skillsBlock(cv, random.pick(['tags', 'columns', 'commas']))),
        sectionOf(cv, 'languages', languagesBlock(cv, random.pick(['lines', 'dots', 'dash']))),
        blockOf(cv, 'certifications', styles),
        blockOf(cv, 'interests', styles),
        blockOf(cv, 'references', styles),
        consent(cv),
      ];
      return page(cv, theme, css, body.join(''));
    },
  },
  {
    name: 'margin-headings',
    traits: ['label-column', 'margin-headings'],
    render(cv, random) {
      const theme = chooseTheme(random);
      const styles: Styles = {
        ...stylesOf(random),
        entry: random.pick(['titleDatesRight', 'inlineComma', 'stacked', 'employerFirst']),
      };
      const band = (kind: HeadingKind): string => {
        const html = blockOf(cv, kind, styles);
        const inner = html.replace(/^<section><h2>.*?<\/h2>/, '').replace(/<\/section>$/, '');
        return html ? `<h2>${escapeHtml(cv.headings[kind])}</h2><div class="content">${inner}</div>` : '';
      };
      const css = `body { padding: 18mm } h1 { font-size: 22pt } .bands { display: grid; grid-template-columns: 36mm 1fr; gap: 10pt 6mm; margin-top: 12pt } h2 { font-size: 11pt; color: ${theme.colour}; text-align: ${random.pick(['left', 'right'])}; text-transform: ${random.pick(['none', 'uppercase', 'lowercase'])} } .content { border-top: 0.5pt solid #aaa; padding-top: 2pt }`;
      const kinds: HeadingKind[] = [
        'contact',
        'personal',
        'summary',
        'experience',
        'education',
        'skills',
        'languages',
        'certifications',
        'interests',
        'references',
      ];
      return page(
        cv,
        theme,
        css,
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}<div class="bands">${kinds.map(band).join('')}</div>${consent(cv)}`,
      );
    },
  },
];
