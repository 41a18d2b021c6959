import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { AgentState } from '#schemas/http/system';
import { useApp } from '../../session/app.ts';
import { fleet as words } from '../../text/fleet.ts';
import { DrainDialog } from './drain-dialog.ts';
import { EndDialog } from './end-dialog.ts';
import { LimitsDialog } from './limits-dialog.ts';
import { MaintenanceDialog } from './maintenance-dialog.ts';
import { PutOutButton } from './put-out-button.ts';
import { RenewCredentialButton } from './renew-credential-button.ts';

type Action = 'drain' | 'restart' | 'terminate' | 'maintain' | 'limits';

/** What can be done with the agent; each is asked about with its effect before it is done. */
export function AgentActions({ agent }: { agent: AgentState }) {
  const { session } = useApp();
  const open = useSignal<Action | null>(null);
  const close = () => {
    open.value = null;
  };
  const { drain, order, maintenance } = agent.operation;
  const isThere = agent.status !== 'offline';
  const isOut = maintenance.some(({ gpuUuid }) => gpuUuid === null);
  const offered: readonly (readonly [Action, boolean])[] = [
    ['drain', isThere && drain === null && order === null],
    ['restart', isThere && order === null],
    ['terminate', isThere && order === null],
    ['maintain', !isOut],
    ['limits', true],
  ];
  if (!session.may('fleet:operate')) {
    return html`<div class="agent-actions"><${PutOutButton} agent=${agent} /></div>`;
  }
  return html`<div class="agent-actions" role="group" aria-label=${words.actions}>
      ${offered
        .filter(([, isOffered]) => isOffered)
        .map(
          ([action]) => html`<button
            key=${action}
            class="button"
            onClick=${() => {
              open.value = action;
            }}
          >
            ${words[action]}
          </button>`,
        )}
      <${RenewCredentialButton} agent=${agent} />
      <${PutOutButton} agent=${agent} />
    </div>
    ${open.value === 'drain' && html`<${DrainDialog} agent=${agent} onClose=${close} />`}
    ${open.value === 'restart' && html`<${EndDialog} agent=${agent} how="restart" onClose=${close} />`}
    ${open.value === 'terminate' && html`<${EndDialog} agent=${agent} how="terminate" onClose=${close} />`}
    ${open.value === 'maintain' && html`<${MaintenanceDialog} agent=${agent} gpuUuid=${null} onClose=${close} />`}
    ${open.value === 'limits' && html`<${LimitsDialog} agent=${agent} onClose=${close} />`}`;
}
