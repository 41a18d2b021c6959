import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { type MadeWebhook, WEBHOOK_ROUTES, type Webhook } from '#schemas/http/webhooks';
import {
  type NotificationEvent,
  PRIORITIES,
  type Priority,
} from '#schemas/notifications/event-names';
import { ChannelLanguage } from '#schemas/notifications/words';
import { request } from '../../../http/request.ts';
import { Dialog } from '../../../parts/dialog/dialog.ts';
import { Failure } from '../../../parts/failure.ts';
import { CheckField } from '../../../parts/form/check-field.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { TextField } from '../../../parts/form/text-field.ts';
import { useSubmit } from '../../../parts/form/use-submit.ts';
import { useApp } from '../../../session/app.ts';
import { languageNames } from '../../../text/languages.ts';
import { notificationWords } from '../../../text/notifications.ts';
import { SettingsNoticesField } from '../../administration/settings/settings-notices-field.ts';

const words = notificationWords.site;
const LEAST = [...PRIORITIES].reverse();

/** A new webhook, or one that is changed. */
export function WebhookDialog({
  webhook,
  onClose,
  onSaved,
}: {
  webhook: Webhook | null;
  onClose: () => void;
  /** With the secret where it is new. */
  onSaved: (made: MadeWebhook | null) => void;
}) {
  const { notices } = useApp();
  const name = useSignal(webhook?.name ?? '');
  const url = useSignal(webhook?.url ?? '');
  const events = useSignal<readonly string[]>(
    webhook?.events ?? ['alarm.raised', 'alarm.escalated', 'alarm.returned'],
  );
  const least = useSignal<Priority>(webhook?.least ?? 'low');
  const language = useSignal<ChannelLanguage>(webhook?.language ?? 'site');
  const isEnabled = useSignal(webhook?.isEnabled ?? true);
  const { busy, failure, issues, submit } = useSubmit(async () => {
    const body = {
      name: name.value.trim(),
      url: url.value.trim(),
      events: events.value as NotificationEvent[],
      least: least.value,
      language: language.value,
      isEnabled: isEnabled.value,
    };
    if (webhook === null) {
      onSaved(await request(WEBHOOK_ROUTES.makeWebhook, { body }));
      return;
    }
    const { webhookId, revision } = webhook;
    const params = { webhookId };
    await request(WEBHOOK_ROUTES.changeWebhook, { params, body: { ...body, revision } });
    notices.done(words.saved);
    onSaved(null);
  });
  const wrong = issues.value;
  return html`<${Dialog} title=${webhook === null ? words.newWebhook : webhook.name} onClose=${onClose} busy=${busy.value} wide>
    <form class="stack" onSubmit=${submit} novalidate>
      <${TextField} id="webhook-name" label=${words.name} value=${name} error=${wrong.name ?? null} required autofocus />
      <${TextField} id="webhook-url" label=${words.url} type="url" value=${url} error=${wrong.url ?? null} required />
      <${SettingsNoticesField} id="webhook-events" isOpen label=${words.events} value=${events} />
      ${wrong.events !== undefined && html`<p class="hint wrong">${wrong.events}</p>`}
      <${SelectField} id="webhook-least" label=${words.least} value=${least} choices=${LEAST.map((one) => [one, notificationWords.leastOf[one]])} />
      <${SelectField} id="webhook-language" label=${words.language} value=${language} choices=${ChannelLanguage.options.map((one) => [one, one === 'site' ? words.siteLanguage : languageNames[one]])} />
      <${CheckField} label=${words.enabled} value=${isEnabled} />
      ${failure.value && html`<${Failure} title=${failure.value} sentence="" retry=${null} />`}
      <div class="dialog-buttons">
        <button type="button" class="button" disabled=${busy.value} onClick=${onClose}>${words.cancel}</button>
        <button class="button primary" disabled=${busy.value}>${busy.value ? words.saving : words.save}</button>
      </div>
    </form>
  <//>`;
}
