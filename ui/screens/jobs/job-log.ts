import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Job } from '#schemas/http/jobs';
import { isFinal } from '#schemas/jobs/job';
import { type JobLogLine, LOG_LINES_MAX } from '#schemas/jobs/messages';
import { saveFile } from '../../parts/save-file.ts';
import { shortId, jobWords as words } from '../../text/jobs.ts';
import { count } from '../../text/numbers.ts';
import { LogLines } from './log-lines.ts';
import { LogTools } from './log-tools.ts';
import { useJobLog } from './use-job-log.ts';

/** Lines in the page at once: a browser draws no ten thousand every two seconds. */
const SHOWN_MAX = 1_000;
/** So near the end the reader follows it. */
const NEAR_PX = 48;

/** What an attempt says, live: followed or held, searched, and saved as a file. */
export function JobLog({ job }: { job: Job }) {
  const chosen = useSignal<number | null>(null);
  const attempt = chosen.value ?? job.attempt;
  return html`<section class="card stack" aria-labelledby="log-title">
    <h2 id="log-title">${words.log}</h2>
    ${
      attempt === 0
        ? html`<p class="muted">${isFinal(job.state) ? words.logNever : words.logNone}</p>`
        : html`<${OfAttempt} key=${attempt} job=${job} attempt=${attempt} onAttempt=${(
            next: number,
          ) => {
            chosen.value = next === job.attempt ? null : next;
          }} />`
    }
  </section>`;
}

interface OfAttemptProps {
  readonly job: Job;
  readonly attempt: number;
  readonly onAttempt: (attempt: number) => void;
}

function OfAttempt({ job, attempt, onAttempt }: OfAttemptProps) {
  const isGrowing = attempt === job.attempt && (job.state === 'running' || job.state === 'leased');
  const log = useJobLog(job.jobId, attempt, isGrowing);
  const sought = useSignal('');
  /** The last line that is shown while it is held; null: it follows. */
  const heldAt = useSignal<number | null>(null);
  const all = log.lines.value;
  const held = heldAt.value;
  const upTo = held === null ? all : all.filter(({ line }) => line <= held);
  const wanted = sought.value.trim().toLowerCase();
  const found =
    wanted === '' ? upTo : upTo.filter(({ text }) => text.toLowerCase().includes(wanted));
  const shown = found.slice(-SHOWN_MAX);
  const box = useFollowing(shown, held === null);
  const save = () =>
    saveFile(
      `tremolo-job-${shortId(job.jobId)}-attempt-${attempt}.log`,
      'text/plain',
      all.map(({ atMs, text }) => `${new Date(atMs).toISOString()} ${text}\n`).join(''),
    );
  return html`
    <${LogTools}
      attempts=${job.attempt}
      attempt=${attempt}
      onAttempt=${onAttempt}
      sought=${sought}
      isHeld=${held !== null}
      isGrowing=${isGrowing}
      onHold=${() => {
        heldAt.value = held === null ? (all.at(-1)?.line ?? 0) : null;
      }}
      onSave=${all.length === 0 ? null : save}
    />
    <p class="muted" role="status">
      ${wanted === '' ? words.logLines(count(upTo.length)) : words.logFound(count(found.length), count(upTo.length))}${held !== null && ` · ${words.logHeld(all.length - upTo.length)}`}${found.length > shown.length && ` · ${words.logEarlier(found.length - shown.length)}`}
    </p>
    ${log.failure.value !== null && html`<p class="hint wrong" role="alert">${words.logFailed}: ${log.failure.value}</p>`}
    ${(all.at(-1)?.line ?? 0) >= LOG_LINES_MAX && html`<p class="muted">${words.logCapped(count(LOG_LINES_MAX))}</p>`}
    <div class="job-log" data-empty=${shown.length === 0 || undefined} ref=${box} role="log" aria-live="off" aria-labelledby="log-title" tabindex="0">
      ${
        shown.length === 0
          ? html`<p class="muted">${wanted !== '' ? words.logNoMatch : !log.isWhole.value ? words.logComes : isGrowing ? words.logNone : words.logNever}</p>`
          : html`<${LogLines} lines=${shown} sought=${wanted} />`
      }
    </div>
  `;
}

/** Keeps the end in sight for a reader who was there. */
function useFollowing(shown: readonly JobLogLine[], isFollowing: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const wasAtEnd = useRef(true);
  const element = box.current;
  if (element !== null) {
    wasAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
  }
  const last = shown.at(-1)?.line ?? 0;
  useLayoutEffect(() => {
    if (isFollowing && wasAtEnd.current) box.current?.scrollTo(0, box.current.scrollHeight);
  }, [last, isFollowing]);
  return box;
}
