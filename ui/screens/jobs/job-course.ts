import { html } from 'htm/preact';
import type { Job } from '#schemas/http/jobs';
import { jobKind } from '#schemas/jobs/job-kinds';
import { LazyScreen } from '../lazy-screen.ts';
import { seriesOf } from './job-series.ts';

/** The courses of what a job told of and of its result, as charts; nothing where it told of none. */
export function JobCourse({ job }: { job: Job }) {
  const { progress, result } = jobKind(job.kind);
  const series = [...seriesOf(job.progress, progress), ...seriesOf(job.result, result)];
  if (series.length === 0) return null;
  return html`<${LazyScreen} load=${loadCharts} series=${series} />`;
}

/** Only who looks at a job that has something to draw fetches what draws it. */
const loadCharts = async () => (await import('./job-charts.ts')).JobCharts;
