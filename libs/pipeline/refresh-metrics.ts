import type { DateRange, MasterEducation, MasterPosition, MasterRecord, Months } from '@vitamill/domain';
import {
  averageTenure,
  gapsBetween,
  highestEducationLevel,
  monthsOfRange,
  overlapsBetween,
  unionMonths,
} from '@vitamill/normalisation';

type Dated = Pick<MasterPosition | MasterEducation, 'start' | 'end' | 'is_current'>;

const rangeOf = ({ start, end, is_current: isCurrent }: Dated): DateRange | null =>
  start === null && end === null && !isCurrent ? null : { start, end, isCurrent };

/** What follows from the dates, titles and degrees of a record, reckoned anew after a person corrected them. */
export function refreshMetrics(record: MasterRecord): MasterRecord {
  const { reference_date: referenceDate } = record;
  const experience = record.experience.map((position) => {
    const range = rangeOf(position);
    return { ...position, months: range && monthsOfRange(range, referenceDate) };
  });
  const dated = experience.flatMap((position, index) => {
    const range = rangeOf(position);
    return range ? [{ index, range }] : [];
  });
  const ranges = dated.map(({ range }) => range);
  const managing = dated.flatMap(({ index, range }) => (experience[index]!.title?.management_level ? [range] : []));
  const studies = record.education.map((study) => ({ level: study.degree?.level ?? null, dates: rangeOf(study) }));
  return {
    ...record,
    experience,
    metrics: {
      ...record.metrics,
      experience_months: unionMonths(ranges, referenceDate),
      management_months: managementMonths(
        managing,
        dated.some(({ index }) => experience[index]!.title),
        referenceDate,
      ),
      average_tenure_months: averageTenure(ranges, referenceDate),
      gaps: gapsBetween(ranges, referenceDate),
      overlaps: overlapsBetween(dated, referenceDate),
      highest_education_level: highestEducationLevel(studies, referenceDate),
    },
  };
}

/** No word of management in any title of a dated position: none, as far as the CV says. */
export const managementMonths = (
  managing: readonly DateRange[],
  anyTitle: boolean,
  referenceDate: string,
): Months | null =>
  unionMonths(managing, referenceDate) ?? (anyTitle && managing.length === 0 ? { min: 0, max: 0 } : null);
