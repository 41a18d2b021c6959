import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { JobId } from '#schemas/ids/ids';
import type { Loaded } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';

/** So long after the last answer at least: a busy hub tells of jobs many times a second. */
const AT_MOST_EVERY_MS = 500;
/** Also without news: what stands there changes with time, too, such as the reason why a job waits. */
const CHECK_EVERY_MS = 5_000;
/** Where no news can come. */
const ASK_EVERY_MS = 2_000;
/** What fails is asked for less often: the hub may be failing because of too many questions. */
const AFTER_FAILURE_MS = 10_000;

/** What is shown of something that changes. */
export interface Live<T> {
  /** The latest that came to this question, also while newer is missing. */
  readonly state: Signal<Loaded<T>>;
  /** Why it is not up to date; null: it is. */
  readonly lost: string | null;
}

export interface LiveOptions {
  /** News of other jobs change nothing; absent: news of any job do. */
  readonly jobId?: JobId;
  /** False: nothing changes any more. */
  readonly isOn?: boolean;
}

/**
 * Has it loaded again when the hub tells that jobs changed, while the page is in sight. What came before stays when a later
 * answer fails to come, as long as the question is the same; what never came is left to whoever loads it.
 */
export function useLive<T>(
  loaded: Signal<Loaded<T>>,
  reload: () => void,
  question: string,
  { jobId, isOn = true }: LiveOptions = {},
): Live<T> {
  const now = loaded.value;
  const last = useRef<{ question: string; state: Loaded<T> } | null>(null);
  const lost = useRef<string | null>(null);
  if (now.kind === 'ready' && now !== last.current?.state) {
    last.current = { question, state: now };
    lost.current = null;
  }
  const kept = last.current?.question === question ? last.current.state : null;
  if (now.kind === 'failed') lost.current = kept === null ? null : now.sentence;
  const next = now.kind === 'ready' ? now : (kept ?? now);
  const state = useSignal(next);
  if (state.peek() !== next) state.value = next;
  useReloading(now, isOn && (now.kind === 'ready' || kept !== null), reload, jobId);
  return { state, lost: lost.current };
}

function useReloading(
  now: Loaded<unknown>,
  isWorth: boolean,
  reload: () => void,
  jobId: JobId | undefined,
): void {
  const { live, onJobs } = useApp();
  const isTold = live.state.value.kind === 'live';
  /** News that came while an answer was on its way, which may not know of them. */
  const missed = useRef(false);
  useEffect(() => {
    if (!isWorth || now.kind === 'loading') return;
    const sinceMs = performance.now();
    let isAsked = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      isAsked = true;
      if (document.visibilityState === 'visible') reload();
      else document.addEventListener('visibilitychange', reload, { once: true });
    };
    const askIn = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(ask, ms);
    };
    const stop = onJobs((jobIds) => {
      if (jobId !== undefined && !jobIds.includes(jobId)) return;
      if (isAsked) missed.current = true;
      else if (now.kind === 'ready') {
        askIn(Math.max(0, sinceMs + AT_MOST_EVERY_MS - performance.now()));
      }
    });
    const usualMs = isTold ? CHECK_EVERY_MS : ASK_EVERY_MS;
    if (now.kind === 'failed') askIn(AFTER_FAILURE_MS);
    else askIn(missed.current ? AT_MOST_EVERY_MS : usualMs);
    missed.current = false;
    return () => {
      stop();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', reload);
    };
  }, [now, isWorth, isTold, jobId]);
}
