import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { AUDIT_ROUTES, type VerifyState } from '#schemas/http/audit';
import { request } from '../../http/request.ts';
import { Icon } from '../../parts/icon.ts';
import { useApp } from '../../session/app.ts';
import { administration } from '../../text/administration.ts';
import { count } from '../../text/numbers.ts';

const words = administration.audit;
const LOOK_MS = 500;

/** Checks the whole trail on demand, and shows how far that is. */
export function TrailCheck() {
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
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => void take(request(AUDIT_ROUTES.auditVerifyState)), LOOK_MS);
    return () => clearInterval(timer);
  }, [isRunning]);
  return html`<div class="row" role="status">
    <button class="button" disabled=${isRunning} onClick=${() => take(request(AUDIT_ROUTES.auditVerify))}>
      ${words.verify}
    </button>
    ${state.value !== null && html`<${Verdict} state=${state.value} />`}
  </div>`;
}

function Verdict({ state: { state, checked, of, finding } }: { state: VerifyState }) {
  if (state === 'running') {
    return html`<progress value=${checked} max=${Math.max(of, 1)}></progress>
      <span>${words.verifying(count(checked), count(of))}</span>`;
  }
  if (state === 'broken') {
    return html`<span class="strong"><${Icon} name="danger" />${finding?.sentence}</span>`;
  }
  return state === 'intact'
    ? html`<span><${Icon} name="good" />${words.verified(count(checked))}</span>`
    : null;
}
