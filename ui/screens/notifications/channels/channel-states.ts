import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import {
  type ChannelState,
  NOTIFICATION_ROUTES,
  type RefusedAddress,
} from '#schemas/http/notifications';
import type { AnswerOf } from '#schemas/http/route-row';
import { PERSONAL_CHANNELS } from '#schemas/notifications/event-names';
import { request } from '../../../http/request.ts';
import { Failure } from '../../../parts/failure.ts';
import { Icon } from '../../../parts/icon.ts';
import { Sentence } from '../../../parts/sentence.ts';
import { Skeleton } from '../../../parts/skeleton.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';
import { notificationWords } from '../../../text/notifications.ts';
import { age, count } from '../../../text/numbers.ts';
import { sendingSays } from '../../../text/sending-says.ts';

const words = notificationWords.site;
type Tested = Parameters<typeof request<typeof NOTIFICATION_ROUTES.testChannel>>[1];
type Tried = AnswerOf<typeof NOTIFICATION_ROUTES.testChannel>;

/** Each way out of the hub: whether it works, how much went, and a test. */
export function ChannelStates() {
  const { state, reload } = useLoad(
    (signal) => request(NOTIFICATION_ROUTES.channels, { signal }),
    [],
  );
  const loaded = state.value;
  return html`<section class="card">
    <h3>${words.statesTitle}</h3>
    ${loaded.kind === 'loading' && html`<${Skeleton} blocks=${2} />`}
    ${loaded.kind === 'failed' && html`<${Failure} title=${loaded.sentence} sentence="" retry=${reload} />`}
    ${loaded.kind === 'ready' && html`<${Table} channels=${loaded.value.channels} onTested=${reload} />`}
    ${loaded.kind === 'ready' && loaded.value.refused.length > 0 && html`<${Refused} refused=${loaded.value.refused} />`}
  </section>`;
}

function Table({
  channels,
  onTested,
}: {
  channels: readonly ChannelState[];
  onTested: () => void;
}) {
  const tried = useSignal<(Tried & { channel: ChannelState['channel'] }) | null>(null);
  const busy = useSignal<string | null>(null);
  const act = useAct();
  const test = async (channel: ChannelState['channel']) => {
    busy.value = channel;
    tried.value = null;
    await act(async () => {
      const asked = { params: { channel } } as Tested;
      tried.value = { channel, ...(await request(NOTIFICATION_ROUTES.testChannel, asked)) };
    });
    busy.value = null;
    onTested();
  };
  const came = tried.value;
  return html`<div class="table-scroll" tabindex="0" role="group" aria-label=${words.statesTitle}>
      <table class="channel-table">
        <thead>
          <tr>
            <th scope="col">${words.channel}</th><th scope="col">${words.state}</th>
            <th scope="col" class="end">${words.waiting}</th><th scope="col" class="end">${words.sent}</th><th scope="col" class="end">${words.failed}</th>
            <th scope="col">${words.lastSent}</th><th scope="col">${words.lastFailure}</th><th scope="col"><span class="spoken">${words.test}</span></th>
          </tr>
        </thead>
        <tbody>
          ${channels.map((one) => html`<${Row} key=${one.channel} one=${one} busy=${busy.value} onTest=${() => void test(one.channel)} />`)}
        </tbody>
      </table>
    </div>
    <p role="status">
      ${came !== null && html`<${Icon} name=${came.sent ? 'good' : 'warning'} /> ${notificationWords.channels[came.channel]}: <${Sentence} of=${sendingSays(came)} />`}
    </p>`;
}

function Row({
  one,
  busy,
  onTest,
}: {
  one: ChannelState;
  busy: string | null;
  onTest: () => void;
}) {
  const { now } = useApp();
  const { channel, isOn, objection, objectionReason, lastFailure } = one;
  const name = notificationWords.channels[channel];
  // A person’s ways are tried by the person, a webhook by itself.
  const isSites =
    !(PERSONAL_CHANNELS as readonly string[]).includes(channel) && channel !== 'webhook';
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${isOn ? html`<${Icon} name="good" /> ${words.on}` : html`<span class="muted"><${Sentence} of=${objection === null ? words.off : sendingSays({ says: objection, reason: objectionReason })} /></span>`}</td>
    <td class="end">${count(one.waiting)}</td>
    <td class="end">${count(one.sent)}</td>
    <td class=${one.failed > 0 ? 'end strong' : 'end'}>${one.failed > 0 && html`<${Icon} name="warning" /> `}${count(one.failed)}</td>
    <td>${one.lastSentMs === null ? words.never : age(one.lastSentMs, now.value)}</td>
    <td class="channel-says">${lastFailure !== null && html`<${Sentence} of=${`${age(lastFailure.atMs, now.value)}: ${sendingSays(lastFailure)}`} />`}</td>
    <td>${isSites && isOn && html`<button class="button" aria-label=${words.testOf(name)} disabled=${busy !== null} onClick=${onTest}>${words.test}</button>`}</td>
  </tr>`;
}

function Refused({ refused }: { refused: readonly RefusedAddress[] }) {
  const { now } = useApp();
  return html`<h4>${words.refusedTitle}</h4>
    <p class="muted">${words.refusedLead}</p>
    <div class="table-scroll">
      <table class="channel-table">
        <thead><tr><th scope="col">${words.person}</th><th scope="col" class="end">${words.letters}</th><th scope="col">${words.since}</th><th scope="col">${words.says}</th></tr></thead>
        <tbody>
          ${refused.map(
            (one) => html`<tr key=${one.userId}>
              <th scope="row">${one.name}</th><td class="end">${count(one.letters)}</td><td>${age(one.atMs, now.value)}</td><td class="channel-says"><${Sentence} of=${sendingSays(one)} /></td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
