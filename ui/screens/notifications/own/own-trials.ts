import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { NOTIFICATION_ROUTES, type OwnNotifications } from '#schemas/http/notifications';
import type { Tried } from '#schemas/http/saying';
import { PERSONAL_CHANNELS, type PersonalChannel } from '#schemas/notifications/event-names';
import { request } from '../../../http/request.ts';
import { Icon } from '../../../parts/icon.ts';
import { Sentence } from '../../../parts/sentence.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { notificationWords } from '../../../text/notifications.ts';
import { sendingSays } from '../../../text/sending-says.ts';

const words = notificationWords.own;
type OwnTried = Tried & { channel: PersonalChannel };

/** Sends the person a test by each way, and says what came of it; lifts what holds letters back. */
export function OwnTrials({ own, onChanged }: { own: OwnNotifications; onChanged: () => void }) {
  const { notices } = useApp();
  const act = useAct();
  const busy = useSignal<PersonalChannel | null>(null);
  const tried = useSignal<OwnTried | null>(null);
  const send = async (channel: PersonalChannel) => {
    busy.value = channel;
    tried.value = null;
    await act(async () => {
      const came = await request(NOTIFICATION_ROUTES.testNotification, { body: { channel } });
      tried.value = { channel, ...came };
    });
    busy.value = null;
  };
  const forgive = async () => {
    if (await act(() => request(NOTIFICATION_ROUTES.forgiveAddress))) {
      notices.done(words.forgiven);
      onChanged();
    }
  };
  const came = tried.value;
  return html`${
    own.refusal !== null &&
    html`<section class="card" role="alert">
      <h3>${words.refused}</h3>
      <p><${Sentence} of=${words.refusedLead(sendingSays(own.refusal))} /></p>
      <p><button class="button" onClick=${() => void forgive()}>${words.forgive}</button></p>
    </section>`
  }
  <section class="card">
    <h3>${words.tryTitle}</h3>
    <p class="muted">${words.tryLead}</p>
    <div class="form-buttons">
      ${PERSONAL_CHANNELS.map(
        (
          channel,
        ) => html`<button key=${channel} class="button" disabled=${busy.value !== null} onClick=${() => void send(channel)}>
          ${busy.value === channel ? words.trying : words.try(notificationWords.channels[channel])}
        </button>`,
      )}
    </div>
    <p role="status">
      ${came !== null && html`<${Icon} name=${came.sent ? 'good' : 'warning'} /> ${notificationWords.channels[came.channel]}: <${Sentence} of=${sendingSays(came)} />`}
    </p>
  </section>`;
}
