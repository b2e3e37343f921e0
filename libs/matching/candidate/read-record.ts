import type { MasterRecord, Provenance } from '@vitamill/domain';
import { foldKeepingLength } from '@vitamill/domain';
import type { CandidateProfile, LineContext, MatchingResources } from '../types.js';
import { ProfileBuilder } from './build-profile.js';
import { TRAINING, UNFINISHED } from './entry-words.js';
import { monthsOf } from './months.js';
import type { ReadOptions } from './read-text.js';

/**
 * A CV that was parsed as lines and dated entries. Each line keeps the pointer of its field and where it stands in the
 * document. Contact and personal data, references and interests are not read.
 */
export function readRecordProfile(
  record: MasterRecord,
  provenance: Provenance,
  resources: MatchingResources,
  { referenceDate, job }: ReadOptions,
): CandidateProfile {
  const builder = new ProfileBuilder(record.language, resources.vocabularyOf(record.language), job);
  const today = monthsOf(referenceDate, 'start') ?? 0;
  const add = (text: string | null | undefined, path: string, context: LineContext, entry = -1): void => {
    if (!text) return;
    const span = provenance[path]?.spans[0];
    for (const piece of text.split(/\n|(?<=[.!?;])\s+(?=[\p{Lu}\d])/u))
      builder.addLine({ text: piece, context, entry, path, page: span?.page ?? null, bbox: span?.bbox ?? null });
  };

  add(record.contact.headline, '/contact/headline', 'summary');
  add(record.summary, '/summary', 'summary');
  record.experience.forEach((position, i) => {
    const path = `/experience/${i}`;
    const title = [position.title?.raw, position.team].filter(Boolean).join(', ');
    const header = [title, position.employer?.name].filter(Boolean).join(', ');
    const folded = foldKeepingLength(title);
    const entry = builder.addEntry({
      kind: 'work',
      title: title || header,
      start: monthsOf(position.start, 'start'),
      end: position.is_current ? today : monthsOf(position.end, 'end'),
      current: position.is_current,
      training:
        TRAINING.test(folded) ||
        position.employment_type === 'internship' ||
        position.employment_type === 'apprenticeship',
      unfinished: false,
    });
    add(header, `${path}/title`, 'work', entry);
    add(position.description, `${path}/description`, 'work', entry);
    position.highlights.forEach((text, j) => {
      add(text, `${path}/highlights/${j}`, 'work', entry);
    });
  });
  record.education.forEach((study, i) => {
    const path = `/education/${i}`;
    const header = [[study.degree?.raw, study.field?.raw].filter(Boolean).join(' '), study.institution?.name]
      .filter(Boolean)
      .join(', ');
    const all = foldKeepingLength([header, ...study.highlights].join(' '));
    const entry = builder.addEntry({
      kind: 'study',
      title: header,
      start: monthsOf(study.start, 'start'),
      end: study.is_current ? today : monthsOf(study.end, 'end'),
      current: study.is_current,
      training: false,
      unfinished: UNFINISHED.test(all) || study.is_current || (monthsOf(study.end, 'start') ?? 0) > today,
    });
    add(
      [header, study.end].filter(Boolean).join(', '),
      `${path}/${study.degree ? 'degree' : 'institution'}`,
      'study',
      entry,
    );
    study.highlights.forEach((text, j) => {
      add(text, `${path}/highlights/${j}`, 'study', entry);
    });
  });
  record.skills.forEach((skill, i) => {
    if (skill.sources.includes('skills')) add(skill.name, `/skills/${i}/name`, 'skills');
  });
  record.certifications.forEach((one, i) => {
    add([one.name, one.issuer, one.date].filter(Boolean).join(', '), `/certifications/${i}/name`, 'certificates');
  });
  add(record.driving_licence && `Driving licence ${record.driving_licence}`, '/driving_licence', 'certificates');
  record.projects.forEach((one, i) => {
    add([one.name, one.description].filter(Boolean).join(': '), `/projects/${i}/name`, 'projects');
    one.highlights.forEach((text, j) => {
      add(text, `/projects/${i}/highlights/${j}`, 'projects');
    });
  });
  record.publications.forEach((one, i) => {
    add(one.title, `/publications/${i}/title`, 'projects');
  });
  record.awards.forEach((one, i) => {
    add(one.title, `/awards/${i}/title`, 'other');
  });
  record.volunteering.forEach((one, i) => {
    add([one.title, one.description].filter(Boolean).join(': '), `/volunteering/${i}/title`, 'projects');
  });
  record.memberships.forEach((one, i) => {
    add(one.title, `/memberships/${i}/title`, 'certificates');
  });
  for (const line of record.quality.unmapped_lines)
    builder.addLine({ text: line.text, context: 'other', entry: -1, path: null, page: line.page, bbox: null });
  const languages = record.languages.flatMap((one, i) => {
    const code = one.code;
    const text = [one.name, one.level?.raw].filter(Boolean).join(' ');
    add(text, `/languages/${i}/name`, 'languages');
    return code ? [{ code: code.split('-')[0]!, cefr: one.level?.cefr ?? null, line: -1 }] : [];
  });
  return builder.build(languages);
}
