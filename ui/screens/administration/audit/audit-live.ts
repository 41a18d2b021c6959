import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { AuditRow } from '#schemas/audit/audit-row';
import { Icon } from '../../../parts/icon.ts';
import { useApp } from '../../../session/app.ts';
import { auditWords } from '../../../text/audit.ts';
import { clockTime } from '../../../text/numbers.ts';
import { AuditWhat, aboutWhat, whoDid } from './audit-columns.ts';
import { AuditEntryDialog } from './audit-entry-dialog.ts';
import { AuditTail, TAIL_ROWS } from './audit-tail.ts';

const words = auditWords.live;

/** Entries as they are recorded. Nothing jumps under the pointer: it can be paused, and is while an entry is open. */
export function AuditLive() {
  const { live, onAudit } = useApp();
  const tail = useMemo(() => new AuditTail(), []);
  const onlyWarnings = useSignal(false);
  const opened = useSignal<number | null>(null);
  useEffect(() => {
    const stop = onAudit((entries) => tail.take(entries));
    live.subscribe('audit');
    return () => {
      live.unsubscribe('audit');
      stop();
    };
  }, [live]);
  const isLive = live.state.value.kind === 'live';
  const shown = tail.rows.value.filter(
    ({ severity }) => !onlyWarnings.value || severity !== 'info',
  );
  return html`<p class="lead">${words.lead}</p>
    <div class="row">
      <${PauseButton} tail=${tail} />
      <button class="button" onClick=${() => tail.clear()}>${words.clear}</button>
      <label class="check">
        <input
          type="checkbox"
          checked=${onlyWarnings.value}
          onChange=${(event: Event) => {
            onlyWarnings.value = (event.target as HTMLInputElement).checked;
          }}
        /><span>${words.follow}</span>
      </label>
      <span class="muted" role="status">${statusOf(tail, isLive)}</span>
    </div>
    ${
      shown.length === 0
        ? html`<p class="table-empty">${isLive ? words.waiting : words.offline}</p>`
        : html`<ol class="tail" aria-label=${auditWords.view.live}>
            ${shown.map((row) => html`<${TailRow} key=${row.seq} row=${row} onOpen=${open} />`)}
          </ol>`
    }
    ${
      opened.value !== null &&
      html`<${AuditEntryDialog} seq=${opened.value} shown=${shown.map(({ seq }) => seq)} onShow=${open} />`
    }`;

  function open(seq: number | null): void {
    if (seq !== null) tail.pause();
    opened.value = seq;
  }
}

function PauseButton({ tail }: { tail: AuditTail }) {
  const isPaused = tail.isPaused.value;
  return html`<button
    class=${isPaused ? 'button primary' : 'button'}
    onClick=${() => (isPaused ? tail.resume() : tail.pause())}
  >
    <${Icon} name=${isPaused ? 'play' : 'pause'} />${isPaused ? words.resume : words.pause}
  </button>`;
}

function statusOf(tail: AuditTail, isLive: boolean): string {
  if (tail.isPaused.value) return words.held(tail.held.value);
  if (!isLive) return words.offline;
  return tail.rows.value.length === TAIL_ROWS ? words.shown(TAIL_ROWS) : '';
}

function TailRow({ row, onOpen }: { row: AuditRow; onOpen: (seq: number) => void }) {
  const { atMs, seq, address, outcome, severity } = row;
  const facts = [
    whoDid(row),
    aboutWhat(row),
    address,
    outcome === 'done' ? null : auditWords.outcomes[outcome],
  ];
  return html`<li data-severity=${severity}>
    <time datetime=${new Date(atMs).toISOString()}>${clockTime(atMs)}</time>
    <button class="timeline-entry" onClick=${() => onOpen(seq)}>
      <span><${AuditWhat} row=${row} /></span>
      <span class="muted">${facts.filter(Boolean).join(' · ')}</span>
    </button>
  </li>`;
}
