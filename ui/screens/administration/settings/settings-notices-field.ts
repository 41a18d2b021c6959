import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import type { NotificationEvent } from '#schemas/notifications/event-names';
import { CHOSEN_EVENTS, NOTIFICATION_EVENTS } from '#schemas/notifications/events';
import { pageLanguage } from '../../../text/page-language.ts';
import { siteSettings } from '../../../text/site-settings.ts';

/** What a way out of the hub is told of, picked from the table of all that people are told of. */
export function SettingsNoticesField({
  id,
  label,
  value,
  isOpen = false,
}: {
  id: string;
  label: string;
  value: Signal<readonly string[]>;
  isOpen?: boolean;
}) {
  const turn = (event: NotificationEvent, isOn: boolean) => {
    const others = value.value.filter((one) => one !== event);
    value.value = isOn ? [...others, event] : others;
  };
  return html`<details id=${id} class="notices-field" open=${isOpen}>
    <summary>${label} <span class="muted">(${siteSettings.alerts.chosen(value.value.length)})</span></summary>
    <fieldset>
      <legend class="spoken">${label}</legend>
      <div class="scopes">
        ${CHOSEN_EVENTS.map(
          (event) => html`<label key=${event} class="check">
            <input
              type="checkbox"
              checked=${value.value.includes(event)}
              onChange=${(change: Event) => turn(event, (change.target as HTMLInputElement).checked)}
            /><span>${NOTIFICATION_EVENTS[event].says[pageLanguage()]}</span>
          </label>`,
        )}
      </div>
    </fieldset>
  </details>`;
}
