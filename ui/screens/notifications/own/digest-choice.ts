import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { NOTIFICATION_ROUTES, type OwnNotifications } from '#schemas/http/notifications';
import type { AnswerOf } from '#schemas/http/route-row';
import type { NotificationChoices } from '#schemas/notifications/choices';
import { request } from '../../../http/request.ts';
import { Dialog } from '../../../parts/dialog/dialog.ts';
import { useAct } from '../../../parts/use-act.ts';
import { text } from '../../../text/en.ts';
import { notificationWords } from '../../../text/notifications.ts';
import { dateTime } from '../../../text/numbers.ts';
import type { ChoiceDraft } from './choice-draft.ts';

const words = notificationWords.own;
const RHYTHMS = ['off', 'daily', 'weekly'] as const;
type Digest = NotificationChoices['digest'];
type Preview = AnswerOf<typeof NOTIFICATION_ROUTES.digestPreview>;

/** Whether and when the digest comes, and what it would say now. */
export function DigestChoice({ draft, own }: { draft: ChoiceDraft; own: OwnNotifications }) {
  const preview = useSignal<Preview | null>(null);
  const act = useAct();
  const { digest } = draft.value;
  const put = (changed: Partial<Digest>) => {
    draft.value = { ...draft.value, digest: { ...digest, ...changed } };
  };
  const show = () =>
    act(async () => {
      preview.value = await request(NOTIFICATION_ROUTES.digestPreview);
    });
  return html`<h3>${words.digestTitle}</h3>
    <p class="muted">${words.digestLead} ${words.zone(own.timezone)}</p>
    <div class="filter-row">
      <div class="field">
        <label for="digest-rhythm">${words.rhythm}</label>
        <select id="digest-rhythm" onChange=${(event: Event) => put({ rhythm: (event.target as HTMLSelectElement).value as Digest['rhythm'] })}>
          ${RHYTHMS.map((one) => html`<option key=${one} value=${one} selected=${one === digest.rhythm}>${words.rhythms[one]}</option>`)}
        </select>
      </div>
      ${
        digest.rhythm === 'weekly' &&
        html`<div class="field">
          <label for="digest-weekday">${words.weekday}</label>
          <select id="digest-weekday" onChange=${(event: Event) => put({ weekday: Number((event.target as HTMLSelectElement).value) })}>
            ${words.dayNames.map((name, i) => html`<option key=${name} value=${i + 1} selected=${i + 1 === digest.weekday}>${name}</option>`)}
          </select>
        </div>`
      }
      ${
        digest.rhythm !== 'off' &&
        html`<div class="field">
          <label for="digest-at">${words.at}</label>
          <input id="digest-at" type="time" required value=${digest.at} onChange=${(
            event: Event,
          ) => {
            const { value } = event.target as HTMLInputElement;
            if (value !== '') put({ at: value.slice(0, 5) });
          }} />
        </div>`
      }
    </div>
    <p><button type="button" class="button" onClick=${() => void show()}>${words.preview}</button></p>
    ${
      preview.value !== null &&
      html`<${Shown} preview=${preview.value} onClose=${() => {
        preview.value = null;
      }} />`
    }`;
}

function Shown({ preview, onClose }: { preview: Preview; onClose: () => void }) {
  return html`<${Dialog} title=${words.previewTitle} onClose=${onClose} wide>
    <div class="stack">
      <p class="strong">${preview.subject}</p>
      ${preview.nextMs !== null && html`<p class="muted">${words.next(dateTime(preview.nextMs))}</p>`}
      <pre class="digest-text" tabindex="0" role="group" aria-label=${words.textView}>${preview.text}</pre>
      <div class="dialog-buttons"><button class="button primary" onClick=${onClose}>${text.close}</button></div>
    </div>
  <//>`;
}
