import { html } from 'htm/preact';
import type { PartitionLayout, PartitionState, PartitionStep } from '#schemas/broker/partition';
import { isPartitioning } from '#schemas/broker/partition';
import type { PartitionRow } from '#schemas/http/partition';
import { Command } from '../../parts/command.ts';
import { Icon, type IconName } from '../../parts/icon.ts';
import { mig as words } from '../../text/mig.ts';
import { dateTime } from '../../text/numbers.ts';

interface MigRunsProps {
  /** The latest first. */
  readonly runs: readonly PartitionRow[];
  /** Null: who looks may not. */
  readonly onUndo: ((before: PartitionLayout) => void) | null;
}

/** What was done to the GPU lately, each command with what it said. */
export function MigRuns({ runs, onUndo }: MigRunsProps) {
  return html`<h3>${words.lately}</h3>
    <ol class="mig-runs">
      ${runs.map((row, i) => html`<${Run} key=${row.runId} row=${row} onUndo=${i === 0 ? onUndo : null} />`)}
    </ol>`;
}

function Run({ row, onUndo }: { row: PartitionRow; onUndo: MigRunsProps['onUndo'] }) {
  const { state, askedBy, askedMs, run, plan } = row;
  const steps = run?.steps ?? [];
  const isOpen = isPartitioning(state);
  return html`<li>
    <p class="mig-state" role=${isOpen ? 'status' : undefined}>
      <${Icon} name=${iconOf(state)} /> <b>${words.states[state]}</b>
      <span class="muted"> ${words.asked(askedBy, dateTime(askedMs))}</span>
    </p>
    ${run?.sentence && html`<p>${run.sentence}</p>`}
    ${
      run !== null &&
      run.byHand.length > 0 &&
      html`<p>${words.byHand}</p>
        ${run.byHand.map((command) => html`<${Command} key=${command.join(' ')} line=${command.join(' ')} />`)}`
    }
    ${
      steps.length > 0 &&
      html`<details open=${isOpen || state === 'stuck'}>
        <summary>${words.steps(steps.length)}</summary>
        <ol class="mig-steps">
          ${steps.map((step, i) => html`<${Step} key=${i} step=${step} />`)}
        </ol>
      </details>`
    }
    ${
      onUndo !== null &&
      (state === 'applied' || state === 'stuck') &&
      html`<button class="button" onClick=${() => onUndo(plan.before)}>${words.undo}</button>`
    }
  </li>`;
}

function Step({ step: { way, command, endedMs, exitCode, output } }: { step: PartitionStep }) {
  const how = endedMs === null ? words.runs : words.ended(exitCode);
  return html`<li>
    <code>${command.join(' ')}</code>
    <span class="muted">${way === 'back' ? `${words.wayBackStep}, ` : ''}${how}</span>
    ${endedMs !== null && html`<pre tabindex="0">${output === '' ? words.silent : output}</pre>`}
  </li>`;
}

function iconOf(state: PartitionState): IconName {
  if (isPartitioning(state)) return 'waiting';
  if (state === 'applied') return 'good';
  return state === 'stuck' ? 'danger' : 'warning';
}
