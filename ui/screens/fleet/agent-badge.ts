import { html } from 'htm/preact';
import type { AgentState } from '#schemas/http/system';
import { Icon } from '../../parts/icon.ts';
import { fleet as words } from '../../text/fleet.ts';
import { systemWords } from '../../text/system.ts';

const ICONS = {
  online: 'good',
  draining: 'warning',
  maintenance: 'stale',
  offline: 'danger',
} as const;
const STATES = {
  online: 'up',
  draining: 'degraded',
  maintenance: 'degraded',
  offline: 'down',
} as const;

/** How an agent is, as icon and word. */
export function AgentBadge({
  agent: { status, operation },
}: {
  agent: Pick<AgentState, 'status' | 'operation'>;
}) {
  if (status === 'offline' && operation.isStopped === true) {
    return html`<span class="badge" data-state="up"><${Icon} name="not_graded" />${words.stopped}</span>`;
  }
  return html`<span class="badge" data-state=${STATES[status]}>
    <${Icon} name=${ICONS[status]} />${systemWords.status[status]}
  </span>`;
}
