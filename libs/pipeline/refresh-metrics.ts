import type { DateRange, MasterEducation, MasterPosition, MasterRecord } from '@vitamill/domain';
import { averageTenure, gapsBetween, highestEducationLevel, monthsOfRange, unionMonths } from '@vitamill/normalisation';

type Dated = Pick<MasterPosition | MasterEducation, 'start' | 'end' | 'is_current'>;

const rangeOf = ({ start, end, is_current: isCurrent }: Dated): DateRange | null =>
  start === null && end === null && !isCurrent ? null : { start, end, isCurrent };

/** What follows from the dates and degrees of a record, reckoned anew after a person corrected them. */
export function refreshMetrics(record: MasterRecord): MasterRecord {
  const { reference_date: referenceDate } = record;
  const experience = record.experience.map((position) => {
    const range = rangeOf(position);
    return { ...position, months: range && monthsOfRange(range, referenceDate) };
  });
  const ranges = experience.flatMap((position) => rangeOf(position) ?? []);
  const studies = record.education.map((study) => ({ level: study.degree?.level ?? null, dates: rangeOf(study) }));
  return {
    ...record,
    experience,
    metrics: {
      ...record.metrics,
      experience_months: unionMonths(ranges, referenceDate),
      average_tenure_months: averageTenure(ranges, referenceDate),
      gaps: gapsBetween(ranges, referenceDate),
      highest_education_level: highestEducationLevel(studies, referenceDate),
    },
  };
}
