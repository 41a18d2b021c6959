import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { describeError } from '#schemas/errors/tremolo-error';
import { JOB_ROUTES } from '#schemas/http/jobs';
import type { JobId } from '#schemas/ids/ids';
import type { JobLogLine } from '#schemas/jobs/messages';
import { request } from '../../http/request.ts';
import { useApp } from '../../session/app.ts';

/** The most that the hub gives at once. */
const PAGE = 1_000;
/** Where no news come that there is more. */
const EVERY_MS = 2_000;
const AFTER_FAILURE_MS = 10_000;
/** So long after the last answer at least. */
const AT_MOST_EVERY_MS = 500;

/** The log of one attempt as far as it has come. */
export interface ReadLog {
  readonly lines: Signal<readonly JobLogLine[]>;
  /** All that was said so far is here. */
  readonly isWhole: Signal<boolean>;
  /** Why no more comes; null: it comes. */
  readonly failure: Signal<string | null>;
}

/** Reads the log of an attempt to its end, and as long as `isGrowing` what is said from then on. */
export function useJobLog(jobId: JobId, attempt: number, isGrowing: boolean): ReadLog {
  const { onJobs } = useApp();
  const lines = useSignal<readonly JobLogLine[]>([]);
  const isWhole = useSignal(false);
  const failure = useSignal<string | null>(null);
  const growing = useRef(isGrowing);
  growing.current = isGrowing;
  const read = async (signal: AbortSignal): Promise<number | null> => {
    // Asked before reading: what is said right before the end is read once more after it.
    const wasGrowing = growing.current;
    try {
      const after = lines.peek().at(-1)?.line ?? 0;
      const query = { attempt, after, limit: PAGE };
      const page = await request(JOB_ROUTES.jobLog, { params: { jobId }, query, signal });
      if (signal.aborted) return null;
      if (page.lines.length > 0) lines.value = [...lines.peek(), ...page.lines];
      failure.value = null;
      if (page.lines.length === PAGE) return 0;
      isWhole.value = true;
      return wasGrowing ? EVERY_MS : null;
    } catch (error) {
      if (signal.aborted) return null;
      console.warn(describeError(error));
      failure.value = (error as Error).message;
      return AFTER_FAILURE_MS;
    }
  };
  useEffect(() => {
    lines.value = [];
    isWhole.value = false;
    failure.value = null;
  }, [jobId, attempt]);
  useEffect(() => {
    if (attempt === 0) return;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isWoken = false;
    const go = async () => {
      timer = undefined;
      isWoken = false;
      const waitMs =
        document.visibilityState === 'visible' ? await read(controller.signal) : EVERY_MS;
      if (waitMs !== null && !controller.signal.aborted) timer = setTimeout(go, waitMs);
    };
    void go();
    const stop = onJobs((jobIds) => {
      const isIdle = timer !== undefined && !isWoken && failure.peek() === null;
      if (!isIdle || !jobIds.includes(jobId)) return;
      isWoken = true;
      clearTimeout(timer);
      timer = setTimeout(go, AT_MOST_EVERY_MS);
    });
    return () => {
      stop();
      controller.abort();
      clearTimeout(timer);
    };
    // Once more when it has ended.
  }, [jobId, attempt, isGrowing]);
  return { lines, isWhole, failure };
}
