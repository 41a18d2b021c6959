import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { AUDIT_KEEPING_ROUTES, type AuditForwarding } from '#schemas/http/audit-keeping';
import type { Tried } from '#schemas/http/saying';
import { request } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { Icon } from '../../../parts/icon.ts';
import { Sentence } from '../../../parts/sentence.ts';
import { Skeleton } from '../../../parts/skeleton.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { auditWords } from '../../../text/audit.ts';
import { count } from '../../../text/numbers.ts';
import { lineTrouble, sendingSays } from '../../../text/sending-says.ts';
import { siteSettings } from '../../../text/site-settings.ts';

const words = auditWords.forwarding;

/** Whether the log server gets what it should, and a try. */
export function AuditForwardingState() {
  const { session } = useApp();
  const act = useAct();
  const busy = useSignal(false);
  const tried = useSignal<Tried | null>(null);
  const { state, reload } = useLoad(
    (signal) => request(AUDIT_KEEPING_ROUTES.auditForwarding, { signal }),
    [],
  );
  const loaded = state.value;
  const test = async () => {
    busy.value = true;
    tried.value = null;
    await act(async () => {
      tried.value = await request(AUDIT_KEEPING_ROUTES.testForwarding);
    });
    busy.value = false;
    reload();
  };
  const isSet = loaded.kind === 'ready' && loaded.value.target !== null;
  return html`<section class="card">
    <div class="chart-head">
      <h3>${words.title}</h3>
      <button class="button" onClick=${reload}>${siteSettings.violations.reload}</button>
    </div>
    ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${1} />`}
    ${loaded.kind === 'failed' && html`<${Failure} title=${words.failed} sentence=${loaded.sentence} retry=${reload} />`}
    ${loaded.kind === 'ready' && html`<${State} forwarding=${loaded.value} />`}
    ${
      isSet &&
      session.may('setting:edit') &&
      html`<div class="form-buttons">
        <button class="button" disabled=${busy.value} onClick=${test}>${busy.value ? siteSettings.mail.sending : words.test}</button>
        <span role="status">
          ${tried.value !== null && html`<${Icon} name=${tried.value.sent ? 'good' : 'warning'} /> <${Sentence} of=${sendingSays(tried.value)} />`}
        </span>
      </div>`
    }
  </section>`;
}

function State({ forwarding }: { forwarding: AuditForwarding }) {
  const { target, isConnected, waiting, failures, reason } = forwarding;
  if (target === null) return html`<p class="muted">${words.off}</p>`;
  const isIdle = !isConnected && waiting === 0 && reason === null;
  const sentence = isConnected ? words.connected : isIdle ? words.idle : words.lost;
  return html`<p>
      <${Icon} name=${isConnected || isIdle ? 'good' : 'warning'} /> ${sentence(target)}
      ${' '}${waiting === 0 ? words.none : words.waiting(count(waiting))}
    </p>
    ${reason !== null && html`<p><${Sentence} of=${lineTrouble(reason)} /></p>`}
    ${failures > 0 && html`<p class="muted">${words.failures(count(failures))}</p>`}`;
}
