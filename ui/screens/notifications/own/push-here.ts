import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import {
  NOTIFICATION_ROUTES,
  type OwnNotifications,
  type PushDevice,
} from '#schemas/http/notifications';
import { request } from '../../../http/request.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { notificationWords } from '../../../text/notifications.ts';
import { age } from '../../../text/numbers.ts';
import { type PushStanding, pushOf, subscribeHere } from './push-subscription.ts';

const words = notificationWords.own;

/** Whether this browser takes messages while Tremolo is closed, and the person’s other ones that do. */
export function PushHere({ own, onChanged }: { own: OwnNotifications; onChanged: () => void }) {
  const standing = useSignal<PushStanding>('asking');
  const act = useAct();
  const { devices, pushKey } = own;
  useEffect(() => {
    void pushOf(window).then((found) => {
      standing.value = found;
    });
  }, [devices.length]);
  const switchOn = () =>
    act(async () => {
      if (pushKey === null) return;
      const body = await subscribeHere(window, pushKey);
      if (body === null) {
        standing.value = 'denied';
        return;
      }
      await request(NOTIFICATION_ROUTES.registerPush, { body });
      standing.value = 'on';
      onChanged();
    });
  return html`<section class="card">
    <h3>${words.pushTitle}</h3>
    <p class="muted">${words.pushLead}</p>
    ${pushKey === null ? html`<p>${words.pushOff}</p>` : html`<${Here} standing=${standing.value} hasDevices=${devices.length > 0} onSwitch=${() => void switchOn()} />`}
    ${devices.length > 0 && html`<${Devices} devices=${devices} onChanged=${onChanged} />`}
  </section>`;
}

function Here({
  standing,
  hasDevices,
  onSwitch,
}: {
  standing: PushStanding;
  hasDevices: boolean;
  onSwitch: () => void;
}) {
  if (standing === 'unable') return html`<p>${words.pushUnable}</p>`;
  if (standing === 'denied') return html`<p>${words.pushDenied}</p>`;
  if (standing === 'on' && hasDevices) return html`<p>${words.pushHere}</p>`;
  return html`<p><button class="button" disabled=${standing === 'asking'} onClick=${onSwitch}>${words.pushOn}</button></p>`;
}

function Devices({
  devices,
  onChanged,
}: {
  devices: readonly PushDevice[];
  onChanged: () => void;
}) {
  const { notices, now } = useApp();
  const act = useAct();
  const remove = async (pushId: PushDevice['pushId']) => {
    const isDone = await act(() => request(NOTIFICATION_ROUTES.removePush, { params: { pushId } }));
    if (!isDone) return;
    notices.done(words.removed);
    onChanged();
  };
  return html`<h4>${words.devices}</h4>
    <ul class="device-list">
      ${devices.map(
        ({ pushId, device, createdMs, lastSentMs }) => html`<li key=${pushId}>
          <span class="strong">${device}</span>
          <span class="muted">${words.since} ${age(createdMs, now.value)}. ${words.lastSent}: ${lastSentMs === null ? words.never : age(lastSentMs, now.value)}</span>
          <button class="button" aria-label=${words.removeDevice(device)} onClick=${() => void remove(pushId)}>${words.remove}</button>
        </li>`,
      )}
    </ul>`;
}
