import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { Tried } from '#schemas/http/saying';
import { type MadeWebhook, WEBHOOK_ROUTES, type Webhook } from '#schemas/http/webhooks';
import { request } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { Icon } from '../../../parts/icon.ts';
import { Sentence } from '../../../parts/sentence.ts';
import { Skeleton } from '../../../parts/skeleton.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { notificationWords } from '../../../text/notifications.ts';
import { dateTime } from '../../../text/numbers.ts';
import { sendingSays } from '../../../text/sending-says.ts';
import { WebhookDialog } from './webhook-dialog.ts';
import { WebhookSecret } from './webhook-secret.ts';

const words = notificationWords.site;

/** Webhooks: made, changed, tried, given a new secret, deleted. */
export function WebhookList() {
  const { state, reload } = useLoad((signal) => request(WEBHOOK_ROUTES.webhooks, { signal }), []);
  const edited = useSignal<Webhook | 'new' | null>(null);
  const made = useSignal<MadeWebhook | null>(null);
  const loaded = state.value;
  const close = () => {
    edited.value = null;
  };
  return html`<section class="card">
    <h3>${words.webhooksTitle}</h3>
    <p class="muted">${words.webhooksLead}</p>
    ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${1} />`}
    ${loaded.kind === 'failed' && html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`}
    ${loaded.kind === 'ready' && loaded.value.webhooks.length === 0 && html`<p>${words.noWebhooks}</p>`}
    ${
      loaded.kind === 'ready' &&
      html`<ul class="webhook-list">
        ${loaded.value.webhooks.map(
          (one) => html`<${Row}
            key=${one.webhookId}
            one=${one}
            onEdit=${() => {
              edited.value = one;
            }}
            onChanged=${reload}
            onMade=${(renewed: MadeWebhook) => {
              made.value = renewed;
            }}
          />`,
        )}
      </ul>`
    }
    <p><button class="button" onClick=${() => {
      edited.value = 'new';
    }}>${words.newWebhook}</button></p>
    ${
      edited.value !== null &&
      html`<${WebhookDialog}
        webhook=${edited.value === 'new' ? null : edited.value}
        onClose=${close}
        onSaved=${(outcome: MadeWebhook | null) => {
          close();
          made.value = outcome;
          reload();
        }}
      />`
    }
    ${
      made.value !== null &&
      html`<${WebhookSecret} made=${made.value} onClose=${() => {
        made.value = null;
      }} />`
    }
  </section>`;
}

interface RowProps {
  readonly one: Webhook;
  readonly onEdit: () => void;
  readonly onChanged: () => void;
  readonly onMade: (made: MadeWebhook) => void;
}

function Row({ one, onEdit, onChanged, onMade }: RowProps) {
  const { questions, notices } = useApp();
  const act = useAct();
  const tried = useSignal<Tried | null>(null);
  const { webhookId, name, url, isEnabled, disabled } = one;
  const params = { webhookId };
  const test = () =>
    act(async () => {
      tried.value = await request(WEBHOOK_ROUTES.testWebhook, { params });
    });
  const renew = async () => {
    const asked = { title: words.renewTitle(name), sentence: words.renewLead, action: words.renew };
    if (!(await questions.confirm(asked))) return;
    await act(async () => onMade(await request(WEBHOOK_ROUTES.renewWebhookSecret, { params })));
  };
  const remove = async () => {
    const asked = {
      title: words.removeTitle(name),
      sentence: words.removeLead,
      action: words.remove,
    };
    if (!(await questions.confirm({ ...asked, isDanger: true }))) return;
    if (!(await act(() => request(WEBHOOK_ROUTES.deleteWebhook, { params })))) return;
    notices.done(words.removed);
    onChanged();
  };
  const came = tried.value;
  return html`<li class="webhook">
    <div>
      <p><span class="strong">${name}</span> <span class="muted">${isEnabled ? words.on : words.off}</span></p>
      <p class="webhook-url">${url}</p>
      ${disabled !== null && html`<p class="feed-missed"><${Icon} name="warning" /> <${Sentence} of=${words.disabled(dateTime(disabled.atMs), sendingSays(disabled))} /></p>`}
      <p role="status">${came !== null && html`<${Icon} name=${came.sent ? 'good' : 'warning'} /> <${Sentence} of=${sendingSays(came)} />`}</p>
    </div>
    <div class="form-buttons">
      <button class="button" onClick=${() => void test()}>${words.test}<span class="spoken"> ${name}</span></button>
      <button class="button" onClick=${onEdit}>${words.edit}<span class="spoken"> ${name}</span></button>
      <button class="button" onClick=${() => void renew()}>${words.renew}<span class="spoken"> ${name}</span></button>
      <button class="button" onClick=${() => void remove()}>${words.remove}<span class="spoken"> ${name}</span></button>
    </div>
  </li>`;
}
