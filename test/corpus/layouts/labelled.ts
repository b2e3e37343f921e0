import type { HeadingKind } from '../language-data.js';
import type { PrintedCv } from '../printed-cv.js';
import {
  type BulletStyle,
  blockOf,
  bulletList,
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
  skillsBlock,
  withoutDates,
} from './blocks.js';
import { headline, sectionOf as section, stylesOf } from './date-columns.js';
import type { Layout } from './layout.js';
import { NAME_LABELS } from './name-labels.js';

/** Label : value, one fact a row, as Europass had it until 2020 and as many application forms still have it. */
function labelRows(
  cv: PrintedCv,
  fact: Fact,
  kind: 'job' | 'study',
  bullets: BulletStyle,
  source: readonly string[],
): string {
  const { labels } = cv;
  const row = (label: string, value: string): string =>
    value ? `<div class="label">${escapeHtml(label)}</div><div class="cell">${value}</div>` : '';
  const place = fact.place ? `, ${escapeHtml(fact.place)}` : '';
  return kind === 'job'
    ? row(labels.dates!, escapeHtml(fact.dates.text)) +
        row(labels.position!, escapeHtml(fact.head)) +
        row(labels.employer!, escapeHtml(fact.at) + place) +
        row(labels.duties!, bulletList(source, bullets))
    : row(labels.dates!, escapeHtml(fact.dates.text)) +
        row(labels.degree!, escapeHtml(fact.head)) +
        row(labels.institution!, escapeHtml(fact.at) + place);
}

export const LABELLED: readonly Layout[] = [
  {
    name: 'europass-labels',
    traits: ['label-column', 'europass', 'table'],
    wishes: { monthDates: true },
    render(cv, random) {
      const theme = { font: random.pick(['Liberation Sans', 'Carlito']), size: 10, colour: '#0e4194' };
      const _styles = stylesOf(random);
      const row = (label: string, value: string): string =>
        `<div class="label">${escapeHtml(label)}</div><div class="cell">${value}</div>`;
      const head = (kind: HeadingKind): string =>
        `<div class="label section">${escapeHtml(cv.headings[kind])}</div><div class="cell line"></div>`;
      const bullets = random.pick<BulletStyle>(['plain', 'dash', 'prose']);
      const gap = '<div class="gap"></div><div></div>';
      const body = [
        head('personal') + row(NAME_LABELS[cv.language], `<b>${escapeHtml(cv.name)}</b>`),
        ...contactFacts(cv).map(({ kind, html }) => row(kind === 'link' ? 'Web' : cv.labels[kind]!, html)),
        ...personalFacts(cv).map(([label, value]) => row(label, escapeHtml(value))),
        cv.headline ? row(cv.labels.position!, escapeHtml(cv.headline)) : '',
        cv.summary ? head('summary') + row('', escapeHtml(cv.summary)) : '',
        head('experience') +
          cv.experience.map((job) => labelRows(cv, factOfJob(job, 'plain'), 'job', bullets, job.bullets)).join(gap),
        head('education') +
          cv.education.map((study) => labelRows(cv, factOfStudy(study), 'study', bullets, [])).join(gap),
        cv.languages.length > 0
          ? head('languages') +
            cv.languages
              .map(({ name, level }, i) =>
                i === 0 ? row(cv.labels.mother!, escapeHtml(name)) : row(name, escapeHtml(level ?? '')),
              )
              .join('')
          : '',
        cv.skills.length > 0
          ? head('skills') +
            cv.skills.map(({ group, items }) => row(group ?? '', items.map(escapeHtml).join(', '))).join('')
          : '',
        cv.certifications.length > 0
          ? head('certifications') +
            cv.certifications.map(({ name, year }) => row(year ?? '', escapeHtml(name))).join('')
          : '',
        cv.interests.length > 0 ? head('interests') + row('', cv.interests.map(escapeHtml).join(', ')) : '',
        cv.references.length > 0 ? head('references') + row('', cv.references.map(escapeHtml).join('<br>')) : '',
        cv.licence ? row('', escapeHtml(cv.licence)) : '',
      ];
      const css = `body { padding: 15mm 14mm } .title { text-align: left; color: #0e4194; font-size: 15pt; margin-bottom: 10pt } .grid { display: grid; grid-template-columns: 52mm 1fr; gap: 2.5pt 5mm } .label { text-align: right; color: ${theme.colour} } .section { text-transform: ${random.pick(['uppercase', 'none'])}; font-weight: bold; margin-top: 9pt } .line { border-bottom: 0.7pt solid #999; margin-top: 9pt } .gap { height: 5pt }`;
      return page(
        cv,
        theme,
        css,
        `<div class="title">Europass ${escapeHtml(cv.labels.title!)}</div><div class="grid">${body.join('')}</div>${consent(cv)}`,
      );
    },
  },
  {
    name: 'europass-new',
    traits: ['single-column', 'europass', 'dates-first'],
    wishes: { monthDates: true, places: true },
    render(cv, random) {
      const theme = { font: 'Open Sans', size: 9.5, colour: '#004494' };
      const styles = stylesOf(random);
      const entry = (fact: Fact): string =>
        `<div class="entry"><div class="bracket">[ ${escapeHtml(fact.dates.startText ?? '')}${fact.dates.startText ? ' – ' : ''}${escapeHtml(fact.dates.endText ?? fact.dates.text)} ] <b>${escapeHtml(fact.head)}</b></div><div class="at">${escapeHtml(fact.at)}</div>${fact.place ? `<div class="place">${escapeHtml(fact.place)}</div>` : ''}${fact.rest}</div>`;
      const current = (fact: Fact): Fact =>
        fact.dates.current && !fact.dates.endText
          ? { ...fact, dates: { ...fact.dates, startText: null, endText: fact.dates.text } }
          : fact;
      const native = cv.languages[0];
      const languages = native
        ? `<div>${escapeHtml(cv.labels.mother!)}: <b>${escapeHtml(native.name)}</b></div>${cv.languages
            .slice(1)
            .map(({ name, level }) => `<div>${escapeHtml(name)}${level ? ` ${escapeHtml(level)}` : ''}</div>`)
            .join('')}`
        : '';
      const facts = [
        ...personalFacts(cv).map(([label, value]) => `<b>${escapeHtml(label)}:</b> ${escapeHtml(value)}`),
        ...contactFacts(cv).map(({ kind, html }) =>
          kind === 'link' ? html : `<b>${escapeHtml(cv.labels[kind]!)}:</b> ${html}`,
        ),
      ];
      const css = `body { padding: 14mm 16mm } .top { background: #eef3fa; margin: -14mm -16mm 0; padding: 12mm 16mm 6mm } h1 { font-size: 17pt; font-weight: normal } h2 { font-size: 11pt; color: ${theme.colour}; font-weight: normal; text-transform: uppercase; border-bottom: 0.8pt solid #9db4d3; margin: 11pt 0 5pt } h2::before { content: '●  '; font-size: 8pt } .bracket { color: #333 } .at { color: ${theme.colour} }`;
      const body = [
        `<div class="top"><h1>${escapeHtml(cv.name)}</h1>${headline(cv)}<div>${facts.join(' | ')}</div></div>`,
        blockOf(cv, 'summary', styles),
        section(cv, 'experience', cv.experience.map((job) => entry(current(factOfJob(job, styles.bullets)))).join('')),
        section(cv, 'education', cv.education.map((study) => entry(current(factOfStudy(study)))).join('')),
        section(cv, 'languages', languages),
        section(
          cv,
          'skills',
          cv.skills
            .map(
              ({ group, items }) =>
                `<div>${group ? `<b>${escapeHtml(group)}</b><br>` : ''}${items.map(escapeHtml).join(' / ')}</div>`,
            )
            .join(''),
        ),
        blockOf(cv, 'certifications', styles),
        cv.licence ? `<p>${escapeHtml(cv.licence)}</p>` : '',
        blockOf(cv, 'interests', styles),
        blockOf(cv, 'references', styles),
        consent(cv),
      ];
      return page(cv, theme, css, body.join(''));
    },
  },
  {
    name: 'job-board-form',
    traits: ['single-column', 'job-board-export', 'labels'],
    wishes: { omit: ['references'] },
    render(cv, random) {
      const theme = { font: random.pick(['Liberation Sans', 'Noto Sans']), size: 10, colour: '#333' };
      const styles = stylesOf(random);
      const colon = (label: string, value: string): string =>
        `<div><span class="label">${escapeHtml(label)}:</span> ${escapeHtml(value)}</div>`;
      const jobs = cv.experience
        .map(
          (job) =>
            `<div class="entry">${colon(cv.labels.dates!, job.dates.text)}${colon(cv.labels.employer!, job.place ? `${job.employer}, ${job.place}` : job.employer)}${colon(cv.labels.position!, job.title)}${job.bullets.length > 0 ? colon(cv.labels.duties!, job.bullets.join('; ')) : ''}</div>`,
        )
        .join('');
      const studies = cv.education
        .map(
          (study) =>
            `<div class="entry">${colon(cv.labels.dates!, study.dates.text)}${colon(cv.labels.institution!, study.institution)}${colon(cv.labels.degree!, study.degreeText)}</div>`,
        )
        .join('');
      const css = `body { padding: 18mm 20mm } h1 { font-size: 18pt } h2 { font-size: 12pt; background: #e6e6e6; padding: 3pt 5pt; margin: 11pt 0 6pt } .label { ${random.pick(['font-weight: bold', 'color: #777', ''])} }`;
      const body = [
        `<h1>${escapeHtml(cv.name)}</h1>${headline(cv)}${contactLines(cv, 'labels')}${personalFacts(cv)
          .map(([label, value]) => colon(label, value))
          .join('')}`,
        section(cv, 'experience', jobs),
        section(cv, 'education', studies),
        section(cv, 'languages', languagesBlock(cv, random.pick(['lines', 'dash']))),
        section(cv, 'skills', skillsBlock(cv, random.pick(['commas', 'lines']))),
        blockOf(cv, 'certifications', styles),
        cv.summary ? section(cv, 'summary', `<p>${escapeHtml(cv.summary)}</p>`) : '',
        blockOf(cv, 'interests', styles),
        consent(cv),
      ];
      return page(cv, theme, css, body.join(''));
    },
  },
  {
    name: 'bordered-table',
    traits: ['table', 'bordered'],
    render(cv, random) {
      const theme = chooseTheme(random, ['Carlito', 'Liberation Serif', 'Liberation Sans']);
      const styles = stylesOf(random);
      const head = (kind: HeadingKind): string => `<tr><th colspan="2">${escapeHtml(cv.headings[kind])}</th></tr>`;
      const row = (left: string, right: string): string => `<tr><td class="left">${left}</td><td>${right}</td></tr>`;
      const wide = (html: string): string => `<tr><td colspan="2">${html}</td></tr>`;
      const order = random.pick(['head', 'at', 'line'] as const);
      const fact = (f: Fact): string => row(escapeHtml(f.dates.text), withoutDates(f, order));
      const body = [
        head('personal') + row(escapeHtml(NAME_LABELS[cv.language]), `<b>${escapeHtml(cv.name)}</b>`),
        ...contactFacts(cv).map(({ kind, html }) => row(kind === 'link' ? 'Web' : escapeHtml(cv.labels[kind]!), html)),
        ...personalFacts(cv).map(([label, value]) => row(escapeHtml(label), escapeHtml(value))),
        cv.summary ? head('summary') + wide(escapeHtml(cv.summary)) : '',
        head('education') + cv.education.map((study) => fact(factOfStudy(study))).join(''),
        head('experience') + cv.experience.map((job) => fact(factOfJob(job, styles.bullets))).join(''),
        cv.languages.length > 0
          ? head('languages') +
            cv.languages.map(({ name, level }) => row(escapeHtml(name), escapeHtml(level ?? ''))).join('')
          : '',
        cv.skills.length > 0
          ? head('skills') +
            cv.skills
              .map(({ group, items }) =>
                group
                  ? row(escapeHtml(group), items.map(escapeHtml).join(', '))
                  : wide(items.map(escapeHtml).join(', ')),
              )
              .join('')
          : '',
        cv.certifications.length > 0
          ? head('certifications') +
            cv.certifications
              .map(({ name, year }) => (year ? row(escapeHtml(year), escapeHtml(name)) : wide(escapeHtml(name))))
              .join('')
          : '',
        cv.interests.length > 0 ? head('interests') + wide(cv.interests.map(escapeHtml).join(', ')) : '',
        cv.references.length > 0 ? head('references') + wide(cv.references.map(escapeHtml).join('<br>')) : '',
      ];
      const css = `body { padding: 18mm } h1 { text-align: center; font-size: 17pt; margin-bottom: 8pt } table { width: 100%; border-collapse: collapse } td, th { border: 0.6pt solid #555; padding: 3pt 5pt; text-align: left; vertical-align: top } th { background: ${random.pick(['#d9e2ec', '#e7e6e6', '#dfead9'])} } .left { width: 40mm } tr { break-inside: avoid }`;
      return page(
        cv,
        theme,
        css,
        `<h1>${escapeHtml(cv.labels.title!)}</h1><table>${body.join('')}</table>${cv.licence ? `<p>${escapeHtml(cv.licence)}</p>` : ''}${consent(cv)}`,
      );
    },
  },
];
