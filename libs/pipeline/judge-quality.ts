import type { Finding, Issue, LaidOutDocument, MasterRecord, Section } from '@vitamill/domain';

type Content = Omit<MasterRecord, 'quality'>;

/** How likely the document is a CV at all: what it has of what CVs have. */
function cvProbability(content: Content, sections: readonly Section[]): number {
  const known = new Set(
    sections.filter((s) => s.heading && s.confidence >= 0.6 && s.kind !== 'other').map((s) => s.kind),
  );
  const dated = content.experience.filter((e) => e.start || e.end).length;
  const headed = known.has('experience') || known.has('education');
  // a school in a sentence of an advert or a paper is no study of a person
  const studies = headed || dated > 0 ? content.education.filter((e) => e.degree || e.institution).length : 0;
  const points =
    -2.2 +
    (content.contact.name ? 0.7 : 0) +
    (content.contact.emails.length > 0 || content.contact.phones.length > 0 ? 0.6 : 0) +
    Math.min(2.4, 0.8 * known.size) +
    Math.min(1.8, 0.9 * dated) +
    Math.min(1.2, 0.6 * studies) +
    (content.languages.length > 0 ? 0.4 : 0) +
    (content.skills.length >= 3 ? 0.4 : 0) -
    (headed ? 0 : 1.2) -
    // CVs have a life of dates
    (dated + studies > 0 ? 0 : 0.6);
  return Math.round((1 / (1 + Math.exp(-1.3 * points))) * 100) / 100;
}

const finding = ({ code, severity, message, path }: Issue): Finding => ({ code, severity, message, path });

/** What is known about the parse itself: findings, every line that no field accounts for, whether anything was left out. */
export function judgeQuality(
  content: Content,
  document: LaidOutDocument,
  sections: readonly Section[],
  accounted: ReadonlySet<number>,
  issues: readonly Issue[],
): MasterRecord['quality'] {
  const headings = new Set(sections.flatMap((s) => (s.heading ? [s.heading.index] : [])));
  const unmapped = document.lines.filter((l) => !accounted.has(l.index) && !headings.has(l.index) && l.text.trim());
  const found: Issue[] = [...issues];
  const add = (code: Issue['code'], severity: Issue['severity'], message: string, path: string | null): void => {
    found.push({ code, severity, message, path });
  };
  if (document.hidden.length > 0)
    add(
      'hidden_text',
      'warning',
      `${document.hidden.length} pieces of text that a reader cannot see were kept out of every field.`,
      null,
    );
  if (!content.contact.name) add('no_name', 'warning', 'No name was found.', '/contact/name');
  if (content.contact.emails.length === 0 && content.contact.phones.length === 0)
    add('no_contact', 'warning', 'Neither an e-mail address nor a phone number was found.', '/contact');
  if (content.experience.length === 0) add('no_experience', 'info', 'No position was found.', '/experience');
  if (content.education.length === 0) add('no_education', 'info', 'No study was found.', '/education');
  if (headings.size === 0) add('no_headings', 'info', 'The document has no headings that are known.', null);
  content.experience.forEach((e, i) => {
    if (e.start && e.end && e.start.slice(0, 4) > e.end.slice(0, 4))
      add('date_range_reversed', 'warning', 'The end lies before the start.', `/experience/${i}`);
    if (e.start && e.start.slice(0, 7) > content.reference_date.slice(0, e.start.slice(0, 7).length))
      add('date_in_future', 'info', 'The start lies after the reference date.', `/experience/${i}/start`);
  });
  const probability = cvProbability(content, sections);
  if (probability < 0.3) add('not_a_cv', 'warning', 'The document does not look like a CV.', null);
  if (unmapped.length > 0)
    add(
      'unmapped_lines',
      'info',
      `${unmapped.length} lines stand in no field; they are listed in unmapped_lines.`,
      '/quality/unmapped_lines',
    );
  const partial = found.some((f) =>
    ['page_limit_reached', 'ocr_time_limit_reached', 'page_unreadable'].includes(f.code),
  );
  return {
    status: partial ? 'partial' : 'complete',
    cv_probability: probability,
    findings: found.map(finding),
    unmapped_lines: unmapped.map((l) => ({ page: l.page, text: l.text })),
  };
}
