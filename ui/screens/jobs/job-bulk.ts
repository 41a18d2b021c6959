import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { JobRow } from '#schemas/http/jobs';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { jobWords as words } from '../../text/jobs.ts';
import { actionsOf, type JobAction, jobPerson } from './job-actions.ts';
import { jobName } from './job-columns.ts';
import { type JobOutcome, useJobAction } from './use-job-action.ts';

interface JobBulkProps {
  readonly rows: readonly JobRow[];
  readonly offered: readonly JobAction[];
  readonly clear: () => void;
  readonly onDone: () => void;
}

/** What can be done to all selected jobs, and what became of each that was refused. */
export function JobBulk({ rows, offered, clear, onDone }: JobBulkProps) {
  const { session } = useApp();
  const acting = useJobAction();
  const refused = useSignal<readonly JobOutcome[] | null>(null);
  const person = jobPerson(session);
  const able = (action: JobAction) => rows.filter((job) => actionsOf(job, person).includes(action));
  const start = async (action: JobAction) => {
    const outcomes = await acting.run(action, able(action));
    if (outcomes === null) return;
    onDone();
    if (outcomes.some(({ refusal }) => refusal !== null)) refused.value = outcomes;
    else clear();
  };
  return html`
    ${offered.map((action) => {
      const n = able(action).length;
      return (
        n > 0 &&
        html`<button key=${action} class="button" disabled=${acting.busy.value} onClick=${() => start(action)}>
          ${words.actions[action]} (${n})
        </button>`
      );
    })}
    ${
      refused.value !== null &&
      html`<${Outcomes}
        outcomes=${refused.value}
        onClose=${() => {
          refused.value = null;
          clear();
        }}
      />`
    }
  `;
}

function Outcomes({ outcomes, onClose }: { outcomes: readonly JobOutcome[]; onClose: () => void }) {
  const done = outcomes.filter(({ refusal }) => refusal === null).length;
  return html`<${Dialog} title=${words.outcome(done, outcomes.length - done)} onClose=${onClose}>
    <ul class="outcomes">
      ${outcomes.map(
        ({ job, refusal }) => html`<li key=${job.jobId}>
          <span class="strong">${jobName(job)}</span>
          <span class=${refusal === null ? 'muted' : ''}>${refusal ?? words.outcomeDone}</span>
        </li>`,
      )}
    </ul>
    <div class="dialog-buttons">
      <button class="button primary" onClick=${onClose}>${text.close}</button>
    </div>
  <//>`;
}
