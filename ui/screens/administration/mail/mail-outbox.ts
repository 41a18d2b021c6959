import { html } from 'htm/preact';
import { MAIL_ROUTES, type OutboxState } from '#schemas/http/mail';
import { request } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { Icon } from '../../../parts/icon.ts';
import { Sentence } from '../../../parts/sentence.ts';
import { Skeleton } from '../../../parts/skeleton.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { age, count } from '../../../text/numbers.ts';
import { sendingSays } from '../../../text/sending-says.ts';
import { siteSettings } from '../../../text/site-settings.ts';

const words = siteSettings.mail;

/** Letters that wait, went, or were given up, and why. */
export function MailOutbox() {
  const { state, reload } = useLoad((signal) => request(MAIL_ROUTES.outbox, { signal }), []);
  const loaded = state.value;
  return html`<section class="card">
    <div class="chart-head">
      <h3>${words.outbox}</h3>
      <button class="button" onClick=${reload}>${siteSettings.violations.reload}</button>
    </div>
    ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${1} />`}
    ${loaded.kind === 'failed' && html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`}
    ${loaded.kind === 'ready' && html`<${Counts} outbox=${loaded.value} />`}
  </section>`;
}

function Counts({ outbox }: { outbox: OutboxState }) {
  const { now } = useApp();
  const { isConfigured, waiting, sent, dead, lastSentMs, lastError, lastErrorReason } = outbox;
  return html`${!isConfigured && html`<p class="muted">${words.noRelay}</p>`}
    <dl class="entry-facts">
      <div><dt>${words.waiting}</dt><dd>${count(waiting)}</dd></div>
      <div><dt>${words.sent}</dt><dd>${count(sent)}</dd></div>
      <div>
        <dt>${words.dead}</dt>
        <dd class=${dead > 0 ? 'strong' : ''}>${dead > 0 && html`<${Icon} name="warning" /> `}${count(dead)}</dd>
      </div>
      <div><dt>${words.lastSent}</dt><dd>${lastSentMs === null ? words.never : age(lastSentMs, now.value)}</dd></div>
      ${lastError !== null && html`<div><dt>${words.lastError}</dt><dd><${Sentence} of=${sendingSays({ says: lastError, reason: lastErrorReason })} /></dd></div>`}
    </dl>`;
}
