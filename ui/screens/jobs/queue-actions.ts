import { html } from 'htm/preact';
import { JOB_ROUTES, type QueueRow } from '#schemas/http/jobs';
import { request } from '../../http/request.ts';
import { useAct } from '../../parts/use-act.ts';
import { useApp } from '../../session/app.ts';
import { jobWords as words } from '../../text/jobs.ts';

/** Stops a queue or lets it go on, and empties it: each after its effect was said. */
export function QueueActions({ queue: row, onDone }: { queue: QueueRow; onDone: () => void }) {
  const { questions, notices } = useApp();
  const attempt = useAct();
  const { queue, pausedMs, depth, scheduled, retrying, held, active } = row;
  const name = words.queueNames[queue];
  const params = { queue };
  const waiting = depth + scheduled + retrying + held;
  const turn = async () => {
    const isStopped = pausedMs !== null;
    const question = isStopped
      ? { title: words.resumeTitle(name), sentence: words.resumeLead(depth), action: words.resume }
      : { title: words.stopTitle(name), sentence: words.stopLead(active), action: words.stop };
    if (!(await questions.confirm(question))) return;
    await attempt(async () => {
      await request(isStopped ? JOB_ROUTES.resumeQueue : JOB_ROUTES.pauseQueue, { params });
      notices.done(isStopped ? words.resumedNow(name) : words.stoppedNow(name));
      onDone();
    });
  };
  const purge = async () => {
    const question = {
      title: words.purgeTitle(name),
      sentence: words.purgeLead(waiting, active),
      action: words.purge,
      isDanger: true,
      typed: queue,
    };
    if (!(await questions.confirm(question))) return;
    await attempt(async () => {
      const { cancelled } = await request(JOB_ROUTES.purgeQueue, {
        params,
        body: { confirm: true },
      });
      notices.done(words.purged(cancelled));
      onDone();
    });
  };
  return html`
    <button class="button" aria-label=${`${pausedMs === null ? words.stop : words.resume} ${name}`} onClick=${turn}>
      ${pausedMs === null ? words.stop : words.resume}
    </button>
    <button
      class="button"
      aria-label=${`${words.purge} ${name}`}
      disabled=${waiting === 0}
      title=${waiting === 0 ? words.nothingWaits : undefined}
      onClick=${purge}
    >
      ${words.purge}
    </button>
  `;
}
