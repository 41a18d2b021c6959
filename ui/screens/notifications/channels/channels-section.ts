import { html } from 'htm/preact';
import { useApp } from '../../../session/app.ts';
import { notificationWords } from '../../../text/notifications.ts';
import { SettingsForm } from '../../administration/settings/settings-form.ts';
import { ChannelStates } from './channel-states.ts';
import { DeliveryLog } from './delivery-log.ts';
import { WebhookList } from './webhook-list.ts';

/** The site’s ways out of the hub: how each fares, webhooks, what was delivered, and their settings. */
export function ChannelsSection() {
  const { session } = useApp();
  return html`
    <${ChannelStates} />
    <${WebhookList} />
    <${DeliveryLog} />
    ${
      session.may('setting:read') &&
      html`<h3>${notificationWords.site.settings}</h3>
        <${SettingsForm} section="channels" />`
    }
  `;
}
