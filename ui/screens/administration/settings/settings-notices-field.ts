import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import {
  CHOSEN_EVENTS,
  NOTIFICATION_EVENTS,
  type NotificationEvent,
} from '#schemas/notifications/events';
import { siteSettings } from '../../../text/site-settings.ts';

/** What a way out of the hub is told of, picked from the table of all that people are told of. */
export function SettingsNoticesField({
  id,
  label,
  value,
}: {
  id: string;
  label: string;
  value: Signal<readonly string[]>;
}) {
  const turn = (event: NotificationEvent, isOn: boolean) => {
    const others = value.value.filter((one) => one !== event);
    value.value = isOn ? [...others, event] : others;
  };
  return html`<fieldset id=${id} class="notices-field" tabindex="-1">
    <legend>${label} <span class="muted">(${siteSettings.alerts.chosen(value.value.length)})</span></legend>
    <div class="scopes">
      ${CHOSEN_EVENTS.map(
        (event) => html`<label key=${event} class="check">
          <input
            type="checkbox"
            checked=${value.value.includes(event)}
            onChange=${(change: Event) => turn(event, (change.target as HTMLInputElement).checked)}
          /><span>${NOTIFICATION_EVENTS[event].says.en}</span>
        </label>`,
      )}
    </div>
  </fieldset>`;
}
