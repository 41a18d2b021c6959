import type { ReadonlySignal } from '@preact/signals';
import { useSignal } from '@preact/signals';
import { describeError } from '#schemas/errors/tremolo-error';
import type { JobRow } from '#schemas/http/jobs';
import { useApp } from '../../session/app.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { act, type JobAction } from './job-actions.ts';

/** What became of one job of many. */
export interface JobOutcome {
  readonly job: JobRow;
  /** Why it was refused; null: it is done. */
  readonly refusal: string | null;
}

/** The asking and doing of something with one job or several. */
export interface JobActing {
  readonly busy: ReadonlySignal<boolean>;
  /** Says what it will do, does it once the person agrees, and says that it is done. Null: the person thought better of it. */
  readonly run: (action: JobAction, jobs: readonly JobRow[]) => Promise<JobOutcome[] | null>;
}

/** Does things with jobs, one after the other, each only after its effect was said. */
export function useJobAction(): JobActing {
  const { questions, notices } = useApp();
  const busy = useSignal(false);
  const run = async (action: JobAction, jobs: readonly JobRow[]) => {
    if (busy.peek()) return null;
    const { title, says } = words.asks[action];
    const question = {
      title: title(jobs.length),
      sentence: says,
      action: words.actions[action],
      isDanger: action === 'cancel' || action === 'delete',
    };
    if (!(await questions.confirm(question))) return null;
    busy.value = true;
    try {
      const outcomes: JobOutcome[] = [];
      for (const job of jobs) outcomes.push({ job, refusal: await refusalOf(action, job) });
      const done = outcomes.filter(({ refusal }) => refusal === null).length;
      if (done > 0) notices.done(words.done[action](done));
      return outcomes;
    } finally {
      busy.value = false;
    }
  };
  return { busy, run };
}

async function refusalOf(action: JobAction, { jobId }: JobRow): Promise<string | null> {
  try {
    await act(action, jobId);
    return null;
  } catch (error) {
    console.warn(describeError(error));
    return (error as Error).message;
  }
}
