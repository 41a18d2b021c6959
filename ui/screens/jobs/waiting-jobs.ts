import { html } from 'htm/preact';
import { Icon } from '../../parts/icon.ts';
import { useApp } from '../../session/app.ts';
import type { Waiting } from '../../session/outbox.ts';
import { age, dateTime } from '../../text/numbers.ts';
import { outboxWords as words } from '../../text/outbox.ts';

/** Jobs that could not reach the hub: when they will, until when, and the way to send or discard them. Nothing where none waits. */
export function WaitingJobs() {
  const mine = useApp().outbox.mine('job');
  if (mine.length === 0) return null;
  return html`<section class="card stack" aria-labelledby="waiting-title">
    <h2 id="waiting-title">${words.title}</h2>
    <ul class="waiting-jobs">
      ${mine.map((one) => html`<${One} key=${one.key} waiting=${one} />`)}
    </ul>
  </section>`;
}

function One({ waiting }: { waiting: Waiting }) {
  const { outbox, questions, notices, now, live } = useApp();
  const { key, what, madeMs, expiresMs, refusal } = waiting;
  // Read on each tick of the page's clock: what has expired says so.
  const isOver = refusal !== null || (now.value > 0 && outbox.isExpired(waiting));
  const isOffline = live.state.value.kind === 'waiting';
  const discard = async () => {
    const question = {
      title: words.discardTitle(what),
      sentence: words.discardLead,
      action: words.discard,
      isDanger: true,
    };
    if (!(await questions.confirm(question))) return;
    outbox.discard(key);
    notices.done(words.discarded);
  };
  const state =
    refusal !== null
      ? words.refused(refusal)
      : isOver
        ? words.expired
        : words.waits(dateTime(expiresMs));
  return html`<li data-over=${isOver || undefined}>
    <${Icon} name=${isOver ? 'warning' : 'stale'} />
    <div>
      <p><span class="strong">${what}</span> <span class="muted">${words.made(age(madeMs, Date.now()))}</span></p>
      <p>${state}</p>
    </div>
    <div class="row">
      <button class="button" disabled=${isOffline} onClick=${() => void outbox.again(key)}>
        ${isOver ? words.again : words.send}
      </button>
      <button class="button" onClick=${discard}>${words.discard}</button>
    </div>
  </li>`;
}
