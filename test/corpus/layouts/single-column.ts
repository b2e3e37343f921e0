import type { HeadingKind } from '../language-data.js';
import {
  BULLETS,
  blockOf,
  blocks,
  chooseTheme,
  consent,
  contactFacts,
  contactLines,
  contactRow,
  type EntryStyle,
  entries,
  escapeHtml,
  factOfJob,
  factOfStudy,
  languagesBlock,
  page,
  personalLines,
  type Styles,
} from './blocks.js';
import type { Layout } from './layout.js';

const MAIN: readonly HeadingKind[] = [
  'summary',
  'experience',
  'education',
  'skills',
  'languages',
  'certifications',
  'publications',
  'interests',
  'references',
];
const STUDENT: readonly HeadingKind[] = [
  'summary',
  'education',
  'experience',
  'languages',
  'skills',
  'certifications',
  'publications',
  'interests',
  'references',
];
const SKILLED: readonly HeadingKind[] = [
  'summary',
  'skills',
  'experience',
  'certifications',
  'education',
  'languages',
  'interests',
  'references',
];

const personal = (cv: Parameters<Layout['render']>[0]): string => blockOf(cv, 'personal', {} as Styles);
const headline = (cv: Parameters<Layout['render']>[0]): string =>
  cv.headline ? `<div class="headline">${escapeHtml(cv.headline)}</div>` : '';

export const SINGLE_COLUMN: readonly Layout[] = [
  {
    name: 'classic-centred',
    traits: ['single-column', 'centred-header'],
    render(cv, random) {
      const theme = chooseTheme(random);
      const styles: Styles = {
        entry: random.pick<EntryStyle>(['employerFirst', 'titleDatesRight', 'stacked']),
        bullets: random.pick(BULLETS),
        skills: random.pick(['lines', 'list', 'commas']),
        languages: random.pick(['lines', 'commas', 'dash']),
      };
      const css = `body { padding: 18mm 20mm } h1 { text-align: center; font-size: 20pt } .headline, .contacts { text-align: center }
        h2 { font-size: 11.5pt; text-transform: ${random.pick(['uppercase', 'none'])}; border-bottom: 1pt solid ${theme.colour}; margin: 10pt 0 4pt }`;
      return page(
        cv,
        theme,
        css,
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactRow(cv, random.pick([' • ', ' | ', ' · ']))}${personal(cv)}${blocks(cv, random.pick([MAIN, STUDENT, SKILLED]), styles)}${consent(cv)}`,
      );
    },
  },
  {
    name: 'latex-article',
    traits: ['single-column', 'latex-like', 'dates-right'],
    render(cv, random) {
      const theme = { ...chooseTheme(random), font: random.pick(['Latin Modern Roman', 'Liberation Serif']), size: 10 };
      const styles: Styles = {
        entry: random.pick<EntryStyle>(['employerFirst', 'titleDatesRight']),
        bullets: 'disc',
        skills: 'lines',
        languages: 'commas',
      };
      const css = `body { padding: 16mm 18mm } h1 { text-align: center; font-size: 22pt; font-weight: normal; font-variant: small-caps }
        .contacts { text-align: center; font-size: 90% } h2 { font-size: 12pt; font-variant: small-caps; font-weight: normal; border-bottom: 0.5pt solid black; margin: 9pt 0 4pt }`;
      return page(
        cv,
        theme,
        css,
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactRow(cv, ' | ')}${personal(cv)}${blocks(cv, random.pick([MAIN, STUDENT]), styles)}`,
      );
    },
  },
  {
    name: 'pipes-one-pager',
    traits: ['single-column', 'dense', 'pipes'],
    wishes: { jobs: [3, 5], bullets: [0, 2] },
    render(cv, random) {
      const theme = { ...chooseTheme(random), size: 9 };
      const styles: Styles = {
        entry: 'pipes',
        bullets: random.pick(['disc', 'prose', 'plain']),
        skills: 'commas',
        languages: 'commas',
      };
      const css = `body { padding: 11mm 13mm; line-height: 1.2 } h1 { font-size: 15pt } h2 { font-size: 9.5pt; color: ${theme.colour}; margin: 5pt 0 1pt; text-transform: uppercase } .entry { margin-bottom: 2pt }`;
      return page(
        cv,
        theme,
        css,
        `<h1>${escapeHtml(cv.name)}${cv.headline ? ` | ${escapeHtml(cv.headline)}` : ''}</h1>${contactRow(cv, ' | ')}${personal(cv)}${blocks(cv, random.pick([MAIN, SKILLED]), styles)}${consent(cv)}`,
      );
    },
  },
  {
    name: 'letter-spaced',
    traits: ['single-column', 'letter-spaced'],
    render(cv, random) {
      const theme = chooseTheme(random, ['Lato', 'Open Sans', 'Roboto', 'Carlito', 'Noto Sans']);
      const spaced = random.chance(0.5);
      const space = (text: string): string =>
        spaced ? Array.from(text.toLocaleUpperCase(cv.language)).join(' ').replaceAll('   ', ' \u00a0 ') : text;
      const own = {
        ...cv,
        headings: Object.fromEntries(
          Object.entries(cv.headings).map(([kind, text]) => [kind, space(text)]),
        ) as typeof cv.headings,
      };
      const styles: Styles = {
        entry: random.pick<EntryStyle>(['titleDatesRight', 'employerParenthesis', 'datesFirst']),
        bullets: random.pick(BULLETS),
        skills: random.pick(['columns', 'commas']),
        languages: random.pick(['columns', 'dash']),
      };
      const spacing = spaced ? '' : 'letter-spacing: 4pt; text-transform: uppercase;';
      const css = `body { padding: 20mm 24mm } h1 { text-align: center; font-weight: 300; font-size: 24pt; letter-spacing: ${random.pick([3, 6, 9])}pt; text-transform: uppercase }
        .headline { text-align: center; letter-spacing: 2pt } .contacts { text-align: center; margin: 6pt 0 10pt } h2 { font-size: 11pt; font-weight: normal; ${spacing} text-align: ${random.pick(['left', 'center'])}; margin: 14pt 0 6pt; color: ${theme.colour} }`;
      return page(
        cv,
        theme,
        css,
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactRow(cv, '  ·  ')}${personal(own)}${blocks(own, MAIN, styles)}${consent(cv)}`,
      );
    },
  },
  {
    name: 'no-headings',
    traits: ['single-column', 'no-headings'],
    wishes: { omit: ['interests', 'references', 'certifications', 'personal'] },
    render(cv, random) {
      const theme = chooseTheme(random);
      const entry = random.pick<EntryStyle>(['stacked', 'titleDatesRight', 'inlineDates']);
      const rule = random.chance(0.6) ? '<hr>' : '<div class="gap"></div>';
      const css =
        'body { padding: 20mm 22mm } h1 { font-size: 17pt } hr { border: 0; border-top: 0.6pt solid #888; margin: 9pt 0 } .gap { height: 16pt }';
      const parts = [
        cv.summary ? `<p>${escapeHtml(cv.summary)}</p>` : '',
        entries(
          cv.experience.map((job) => factOfJob(job, random.pick(BULLETS))),
          entry,
        ),
        entries(cv.education.map(factOfStudy), entry),
        cv.skills
          .map(
            ({ group, items }) =>
              `<div>${group ? `${escapeHtml(group)}: ` : ''}${items.map(escapeHtml).join(', ')}</div>`,
          )
          .join(''),
        languagesBlock(cv, 'commas'),
      ];
      return page(
        cv,
        theme,
        css,
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactLines(cv, 'plain')}${rule}${parts.filter(Boolean).join(rule)}`,
      );
    },
  },
  {
    name: 'dates-first-run-in',
    traits: ['single-column', 'dates-first'],
    render(cv, random) {
      const theme = chooseTheme(random);
      const bullets = random.pick(BULLETS);
      const separator = random.pick([': ', ' ', ' – ', '  ']);
      const runIn = (fact: ReturnType<typeof factOfStudy>, employerFirst: boolean): string => {
        const [first, second] = employerFirst ? [fact.at, fact.head] : [fact.head, fact.at];
        return `<div class="entry"><div>${escapeHtml(fact.dates.text)}${separator}<b>${escapeHtml(first)}</b>, ${escapeHtml(second)}${fact.place ? `, ${escapeHtml(fact.place)}` : ''}</div>${fact.rest}</div>`;
      };
      const employerFirst = random.chance(0.5);
      const styles: Styles = { entry: 'stacked', bullets, skills: random.pick(['commas', 'list']), languages: 'lines' };
      const css = `body { padding: 20mm 22mm } h1 { font-size: 18pt; color: ${theme.colour} } h2 { font-size: 12pt; text-decoration: underline; margin: 10pt 0 4pt }`;
      const heading = (kind: 'experience' | 'education', html: string): string =>
        `<section><h2>${escapeHtml(cv.headings[kind])}:</h2>${html}</section>`;
      const body = [
        blockOf(cv, 'summary', styles),
        heading('education', cv.education.map((study) => runIn(factOfStudy(study), employerFirst)).join('')),
        heading('experience', cv.experience.map((job) => runIn(factOfJob(job, bullets), employerFirst)).join('')),
        blocks(cv, ['languages', 'skills', 'certifications', 'interests', 'references'], styles),
      ].join('');
      return page(
        cv,
        theme,
        css,
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactLines(cv, 'labels')}${personalLines(cv)}${body}${consent(cv)}`,
      );
    },
  },
  {
    name: 'running-header',
    traits: ['single-column', 'multi-page', 'running-header'],
    wishes: { jobs: [5, 7], bullets: [3, 5], require: ['summary'] },
    render(cv, random) {
      const theme = { ...chooseTheme(random), size: 11 };
      const styles: Styles = {
        entry: random.pick<EntryStyle>(['titleDatesRight', 'inlineComma', 'employerFirst']),
        bullets: random.pick(['disc', 'dash', 'square']),
        skills: random.pick(['lines', 'list']),
        languages: 'dash',
      };
      const contact = contactFacts(cv);
      const css = `@page { margin: 27mm 22mm 22mm; @top-left { content: "${cv.name.replaceAll('"', '')}"; font: 8.5pt '${theme.font}'; color: #777 } @top-right { content: "${cv.labels.title}"; font: 8.5pt '${theme.font}'; color: #777 }
        @bottom-center { content: "${cv.labels.page} " counter(page) " / " counter(pages); font: 8.5pt '${theme.font}'; color: #777 } }
        h1 { font-size: 20pt } h2 { font-size: 13pt; color: ${theme.colour}; margin: 14pt 0 6pt } .entry { margin-bottom: 12pt } li, .duty { margin: 2pt 0 }`;
      return page(
        cv,
        theme,
        css,
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}<div>${contact.map(({ html }) => html).join('<br>')}</div>${cv.licence ? `<div>${escapeHtml(cv.licence)}</div>` : ''}${personal(cv)}${blocks(cv, MAIN, styles)}${consent(cv)}`,
      );
    },
  },
  {
    name: 'functional',
    traits: ['single-column', 'functional', 'skills-first'],
    wishes: { jobs: [2, 4], bullets: [0, 0], groupedSkills: true, require: ['summary', 'skills'] },
    render(cv, random) {
      const theme = chooseTheme(random);
      const styles: Styles = {
        entry: random.pick<EntryStyle>(['inlineDates', 'pipes', 'inlineComma']),
        bullets: 'disc',
        skills: 'list',
        languages: 'commas',
      };
      const css = `body { padding: 18mm 22mm } h1 { font-size: 21pt; text-align: right } .contacts { text-align: right } .headline { text-align: right }
        h2 { font-size: 12pt; background: #e8ecef; padding: 2pt 4pt; margin: 10pt 0 5pt }`;
      return page(
        cv,
        theme,
        css,
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactRow(cv, '<br>')}${personal(cv)}${blocks(cv, ['summary', 'skills', 'experience', 'education', 'certifications', 'languages', 'interests', 'references'], styles)}${consent(cv)}`,
      );
    },
  },
  {
    name: 'google-docs',
    traits: ['single-column', 'employer-first'],
    render(cv, random) {
      const theme = { ...chooseTheme(random), font: random.pick(['Open Sans', 'Noto Serif', 'Roboto']) };
      const styles: Styles = {
        entry: 'employerDash',
        bullets: random.pick(['disc', 'prose']),
        skills: random.pick(['commas', 'list']),
        languages: 'commas',
      };
      const css = `body { padding: 18mm 19mm } h1 { font-size: 30pt; font-weight: normal } h2 { font-size: 11pt; color: ${theme.colour}; text-transform: uppercase; margin: 16pt 0 5pt } .top { display: flex; justify-content: space-between; gap: 20pt } .top .fact { font-size: 90% } .dates { color: #777 }`;
      return page(
        cv,
        theme,
        css,
        `<div class="top"><div><h1>${escapeHtml(cv.name)}</h1>${headline(cv)}</div><div>${contactLines(cv, 'plain')}</div></div>${personal(cv)}${blocks(cv, MAIN, styles)}${consent(cv)}`,
      );
    },
  },
  {
    name: 'academic',
    traits: ['single-column', 'academic', 'dense'],
    wishes: { publications: true, jobs: [3, 5], bullets: [0, 2], require: ['languages'] },
    render(cv, random) {
      const theme = {
        ...chooseTheme(random),
        font: random.pick(['Latin Modern Roman', 'Liberation Serif', 'Noto Serif']),
        size: 10,
      };
      const entry = random.pick<EntryStyle>(['inlineComma', 'employerFirst', 'titleDatesRight']);
      const styles: Styles = { entry, bullets: random.pick(['dash', 'prose']), skills: 'commas', languages: 'commas' };
      const numbered = random.chance(0.6);
      const publications = cv.publications
        .map((text, i) => `<div class="publication">${numbered ? `[${i + 1}] ` : ''}${escapeHtml(text)}</div>`)
        .join('');
      const css =
        'body { padding: 20mm 23mm } h1 { font-size: 18pt } h2 { font-size: 12.5pt; margin: 12pt 0 4pt } .publication { padding-left: 16pt; text-indent: -16pt; margin-bottom: 3pt }';
      const body = [
        blocks(cv, ['summary', 'education', 'experience'], styles),
        `<section><h2>${escapeHtml(cv.headings.publications)}</h2>${publications}</section>`,
        blocks(cv, ['certifications', 'languages', 'skills', 'interests', 'references'], styles),
      ].join('');
      return page(
        cv,
        theme,
        css,
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactLines(cv, 'plain')}${personal(cv)}${body}`,
      );
    },
  },
  {
    name: 'roles-under-employer',
    traits: ['single-column', 'roles-under-employer'],
    wishes: { promoted: true, jobs: [3, 5], places: true },
    render(cv, random) {
      const theme = chooseTheme(random);
      const bullets = random.pick(BULLETS);
      const right = random.chance(0.6);
      const groups: { employer: string; place: string | null; jobs: typeof cv.experience }[] = [];
      for (const job of cv.experience) {
        const last = groups.at(-1);
        if (last?.employer === job.employer) last.jobs = [...last.jobs, job];
        else groups.push({ employer: job.employer, place: job.place, jobs: [job] });
      }
      const role = (job: (typeof cv.experience)[number]): string => {
        const { rest } = factOfJob(job, bullets);
        return right
          ? `<div class="role"><div class="row"><i>${escapeHtml(job.title)}</i><span class="right">${escapeHtml(job.dates.text)}</span></div>${rest}</div>`
          : `<div class="role"><div class="head">${escapeHtml(job.title)}</div><div class="dates">${escapeHtml(job.dates.text)}</div>${rest}</div>`;
      };
      const jobs = groups
        .map(
          ({ employer, place, jobs: held }) =>
            `<div class="entry"><div class="employer">${escapeHtml(employer)}${place ? `, ${escapeHtml(place)}` : ''}</div>${held.map(role).join('')}</div>`,
        )
        .join('');
      const styles: Styles = {
        entry: right ? 'employerFirst' : 'stacked',
        bullets,
        skills: random.pick(['lines', 'columns']),
        languages: 'dash',
      };
      const css = `body { padding: 17mm 20mm } h1 { font-size: 20pt; color: ${theme.colour} } h2 { font-size: 12pt; border-top: 1.2pt solid ${theme.colour}; padding-top: 3pt; margin: 10pt 0 5pt } .employer { font-weight: bold; font-size: 108% } .role { margin: 3pt 0 4pt ${random.pick([0, 10])}pt }`;
      const body = [
        blockOf(cv, 'summary', styles),
        `<section><h2>${escapeHtml(cv.headings.experience)}</h2>${jobs}</section>`,
        blocks(cv, ['education', 'skills', 'certifications', 'languages', 'interests', 'references'], styles),
      ].join('');
      return page(
        cv,
        theme,
        css,
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactRow(cv, ' · ')}${personal(cv)}${body}${consent(cv)}`,
      );
    },
  },
];
