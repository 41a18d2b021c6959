import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { AUDIT_ROUTES, type VerifyState } from '#schemas/http/audit';
import { request } from '../../../http/request.ts';
import { Icon } from '../../../parts/icon.ts';
import { useApp } from '../../../session/app.ts';
import { auditWords } from '../../../text/audit.ts';
import { text } from '../../../text/en.ts';
import { count, dateTime, span } from '../../../text/numbers.ts';

const words = auditWords.check;
const LOOK_MS = 500;

/** Checks the whole trail on demand, shows how far that is, and names the first entry that is wrong. */
export function AuditTrailCheck() {
  const { notices } = useApp();
  const state = useSignal<VerifyState | null>(null);
  const isRunning = state.value?.state === 'running';
  const take = (asked: Promise<VerifyState>) =>
    asked.then(
      (next) => {
        state.value = next;
      },
      (error: Error) => notices.failed(error.message),
    );
  useEffect(() => void take(request(AUDIT_ROUTES.auditVerifyState)), []);
  useLooking(isRunning, () => take(request(AUDIT_ROUTES.auditVerifyState)));
  return html`<section class="stack">
    <h3>${words.title}</h3>
    <p class="lead">${words.lead}</p>
    <div class="row tight">
      <button class="button primary" disabled=${isRunning} onClick=${() => take(request(AUDIT_ROUTES.auditVerify))}>
        ${words.begin}
      </button>
    </div>
    <${Verdict} state=${state} />
  </section>`;
}

/** Looks again half a second after each answer, so that a slow hub is not asked twice at once. */
function useLooking(isRunning: boolean, look: () => Promise<void>): void {
  useEffect(() => {
    if (!isRunning) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const turn = () => {
      if (!isOver) timer = setTimeout(() => void look().then(turn), LOOK_MS);
    };
    turn();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isRunning]);
}

function Verdict({ state }: { state: Signal<VerifyState | null> }) {
  const found = state.value;
  if (found === null) return html`<span class="muted" role="status">${text.loading}…</span>`;
  const { checked, of, signatures, finding, startedMs, endedMs } = found;
  if (found.state === 'never') return html`<span class="muted" role="status">${words.never}</span>`;
  if (found.state === 'running') {
    return html`<div class="check-progress">
      <progress aria-label=${words.begin} value=${checked} max=${Math.max(of, 1)}></progress>
      <span>${words.running(count(checked), count(of))}</span>
    </div>`;
  }
  const isIntact = finding === null;
  return html`<div class="verdict" data-intact=${isIntact} role="status">
    <${Icon} name=${isIntact ? 'good' : 'danger'} />
    <div>
      <p class="strong">${isIntact ? words.intact(count(checked), count(signatures)) : words.broken(finding.seq)}</p>
      ${
        finding !== null &&
        html`<p>${finding.sentence}</p>
          <p><a href=${`/administration/audit?entry=${finding.seq}`}>${words.open(finding.seq)}</a></p>`
      }
      ${startedMs !== null && endedMs !== null && html`<p class="muted">${words.at(dateTime(endedMs), span(endedMs - startedMs))}</p>`}
    </div>
  </div>`;
}
