import { html } from 'htm/preact';
import { JOB_ROUTES } from '#schemas/http/jobs';
import { request } from '../../../http/request.ts';
import { Row, Rows } from '../../../parts/rows.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { dashboardWords as words } from '../../../text/dashboards.ts';
import { jobWords } from '../../../text/jobs.ts';
import { count } from '../../../text/numbers.ts';
import { useLive } from '../../jobs/use-live.ts';

/** What waits and what is at work, queue by queue. */
export function JobsWidget() {
  const { session } = useApp();
  const may = session.may('job:read');
  const first = useLoad(
    (signal) => (may ? request(JOB_ROUTES.queues, { signal }) : Promise.resolve(null)),
    [may],
  );
  const { state } = useLive(first.state, first.reload, 'queues', { isOn: may });
  if (!may) return html`<p class="muted">${words.noRight}</p>`;
  const loaded = state.value;
  if (loaded.kind !== 'ready' || loaded.value === null) {
    return html`<p class="muted">${loaded.kind === 'failed' ? loaded.sentence : words.noData}</p>`;
  }
  return html`<${Rows}>
    ${loaded.value.queues.map(
      ({ queue, active, depth }) => html`<${Row} key=${queue} name=${jobWords.queueNames[queue]}>
        ${words.running}: ${count(active)} · ${words.waiting}: ${count(depth)}
      <//>`,
    )}
  <//>`;
}
