import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { SystemCondition } from '#schemas/fleet/system-condition';
import { CONDITION_ROUTES } from '#schemas/http/conditions';
import type { SystemState } from '#schemas/http/system';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { Icon } from '../../parts/icon.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { conditions as words } from '../../text/conditions.ts';
import { dateTime, span } from '../../text/numbers.ts';
import { conditionPath, conditionSentence } from './condition-words.ts';

/** The latest that are over; whoever wants more asks the audit trail. */
const EARLIER_MAX = 50;

/** What is wrong with the system itself now, and on demand what was. */
export function ConditionsPanel({ system }: { system: SystemState }) {
  const isOpen = useSignal(false);
  const { conditions, agents } = system;
  return html`<section class="card conditions" aria-labelledby="conditions-title">
    <h2 id="conditions-title">${words.title}</h2>
    ${conditions.length === 0 && html`<p class="muted">${words.none}</p>`}
    <ul>
      ${conditions.map(
        (one) => html`<li key=${one.conditionId} data-severity=${one.severity}>
          <${Said} of=${one} agents=${agents} />
          <${Since} of=${one} />
        </li>`,
      )}
    </ul>
    <details
      onToggle=${(event: Event) => {
        isOpen.value = (event.target as HTMLDetailsElement).open;
      }}
    >
      <summary>${words.earlier}</summary>
      ${isOpen.value && html`<${Earlier} agents=${agents} now=${conditions.length} />`}
    </details>
  </section>`;
}

function Said({ of, agents }: { of: SystemCondition; agents: SystemState['agents'] }) {
  const { session } = useApp();
  const found = conditionPath(of, agents);
  // A way that would end in a refusal is none.
  const path = found?.startsWith('/jobs') && !session.may('job:read') ? null : found;
  const sentence = conditionSentence(of, agents);
  return html`<p>
    <${Icon} name=${of.severity === 'critical' ? 'danger' : 'warning'} />
    <span class="spoken">${words.severity[of.severity]}: </span>
    ${path === null ? sentence : html`<a href=${path}>${sentence}</a>`}
  </p>`;
}

function Since({ of: { raisedMs } }: { of: SystemCondition }) {
  const { now } = useApp();
  return html`<small title=${dateTime(raisedMs)}>${words.since(span(now.value - raisedMs))}</small>`;
}

/** Read anew whenever another one begins or ends. */
function Earlier({ agents, now }: { agents: SystemState['agents']; now: number }) {
  const { state, reload } = useLoad(
    (signal) =>
      request(CONDITION_ROUTES.systemConditions, { query: { limit: EARLIER_MAX }, signal }),
    [now],
  );
  const loaded = state.value;
  if (loaded.kind === 'loading') return html`<${Skeleton} blocks=${1} />`;
  if (loaded.kind === 'failed') {
    return html`<${Failure} title=${words.failed} sentence=${loaded.sentence} retry=${reload} />`;
  }
  const over = loaded.value.items.filter(({ clearedMs }) => clearedMs !== null);
  if (over.length === 0) return html`<p class="muted">${words.earlierNone}</p>`;
  return html`<ul>
    ${over.map(
      (one) => html`<li key=${one.conditionId}>
        <${Said} of=${one} agents=${agents} />
        <small>${words.from(dateTime(one.raisedMs), dateTime(one.clearedMs ?? 0))}</small>
      </li>`,
    )}
  </ul>`;
}
