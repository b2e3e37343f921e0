import { type RunStatisticsRepository, STAGE_BUCKETS } from '@vitamill/persistence';

type Figures = Awaited<ReturnType<RunStatisticsRepository['read']>>;

const STAGE = 'vitamill_pipeline_stage_duration_seconds';
const FAILURES = 'vitamill_pipeline_failures_total';

/** What the workers wrote down, in Prometheus' text format. Labels are names of stages and codes of the catalogue. */
export function renderPipelineFigures({ stages, failures }: Figures): string {
  const lines = [
    `# HELP ${STAGE} Duration of the stages of runs, all workers together`,
    `# TYPE ${STAGE} histogram`,
    ...stages.flatMap(({ stage, runs, seconds, buckets }) => [
      ...STAGE_BUCKETS.map((bound, place) => `${STAGE}_bucket{stage="${stage}",le="${bound}"} ${buckets[place] ?? 0}`),
      `${STAGE}_bucket{stage="${stage}",le="+Inf"} ${runs}`,
      `${STAGE}_sum{stage="${stage}"} ${seconds}`,
      `${STAGE}_count{stage="${stage}"} ${runs}`,
    ]),
    `# HELP ${FAILURES} Runs that failed for good or were put back, by code, all workers together`,
    `# TYPE ${FAILURES} counter`,
    ...failures.map(({ code, outcome, runs }) => `${FAILURES}{code="${code}",outcome="${outcome}"} ${runs}`),
  ];
  return `${lines.join('\n')}\n`;
}
