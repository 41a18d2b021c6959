import { html } from 'htm/preact';
import type { OwnNotifications } from '#schemas/http/notifications';
import { choiceOf } from '#schemas/notifications/choices';
import {
  type NotificationEvent,
  PERSONAL_CHANNELS,
  type PersonalChannel,
  PRIORITIES,
  type Priority,
} from '#schemas/notifications/event-names';
import { CHOSEN_EVENTS, type Choice, NOTIFICATION_EVENTS } from '#schemas/notifications/events';
import { Icon } from '../../../parts/icon.ts';
import { Sentence } from '../../../parts/sentence.ts';
import { useApp } from '../../../session/app.ts';
import { notificationWords } from '../../../text/notifications.ts';
import { pageLanguage } from '../../../text/page-language.ts';
import { sendingSays } from '../../../text/sending-says.ts';
import { tellingSigns } from '../../../text/telling-signs.ts';
import type { ChoiceDraft } from './choice-draft.ts';

const words = notificationWords.own;
const GROUPS = ['alarms', 'jobs', 'system'] as const;
const LEAST = [...PRIORITIES].reverse();

/** Every event that the person may hear of, by every way. */
export function ChoiceMatrix({ draft, own }: { draft: ChoiceDraft; own: OwnNotifications }) {
  const { session } = useApp();
  const blocked = PERSONAL_CHANNELS.filter((channel) => own.ways[channel] !== null);
  const events = CHOSEN_EVENTS.filter((event) => {
    const { needs } = NOTIFICATION_EVENTS[event];
    return session.may(needs) || session.mayAnywhere(needs);
  });
  return html`<h3>${words.matrixTitle}</h3>
    <p class="muted">${words.matrixLead}</p>
    ${blocked.map(
      (channel) => html`<p key=${channel} class="feed-missed">
        <${Icon} name="warning" /> <${Sentence} of=${words.blocked(notificationWords.channels[channel], objectionOf(own, channel))} />
      </p>`,
    )}
    <div class="matrix-scroll">
      <table class="choice-matrix">
        <thead>
          <tr>
            <th scope="col">${words.event}</th>
            ${PERSONAL_CHANNELS.map((channel) => html`<th key=${channel} scope="col">${notificationWords.channels[channel]}</th>`)}
          </tr>
        </thead>
        <tbody>
          <tr class="choice-least">
            <th scope="row">${words.least}</th>
            ${PERSONAL_CHANNELS.map((channel) => html`<td key=${channel} data-way=${notificationWords.channels[channel]}><${LeastCell} draft=${draft} channel=${channel} /></td>`)}
          </tr>
        </tbody>
        ${GROUPS.map((group) => {
          const own = events.filter((event) => NOTIFICATION_EVENTS[event].group === group);
          if (own.length === 0) return null;
          return html`<tbody key=${group}>
            <tr><th scope="rowgroup" colspan=${PERSONAL_CHANNELS.length + 1} class="choice-group">${notificationWords.groups[group]}</th></tr>
            ${own.map((event) => html`<${EventRow} key=${event} draft=${draft} event=${event} />`)}
          </tbody>`;
        })}
      </table>
    </div>`;
}

function EventRow({ draft, event }: { draft: ChoiceDraft; event: NotificationEvent }) {
  const { session } = useApp();
  const { says, acts } = NOTIFICATION_EVENTS[event];
  const name = says[pageLanguage()];
  const choose = (channel: PersonalChannel, choice: Choice) => {
    const { matrix } = draft.value;
    const cells = { ...matrix[event], [channel]: choice };
    draft.value = { ...draft.value, matrix: { ...matrix, [event]: cells } };
  };
  return html`<tr>
    <th scope="row">${name}</th>
    ${PERSONAL_CHANNELS.map((channel) => {
      const choices: Choice[] = channel === 'email' ? ['off', 'now', 'digest'] : ['off', 'now'];
      const chosen = choiceOf(draft.value, event, channel, session.may(acts));
      return html`<td key=${channel} data-way=${notificationWords.channels[channel]}>
        <select
          aria-label=${words.cell(name, notificationWords.channels[channel])}
          data-choice=${chosen}
          onChange=${(change: Event) => choose(channel, (change.target as HTMLSelectElement).value as Choice)}
        >
          ${choices.map((choice) => html`<option key=${choice} value=${choice} selected=${choice === chosen}>${words.choices[choice]}</option>`)}
        </select>
      </td>`;
    })}
  </tr>`;
}

function LeastCell({ draft, channel }: { draft: ChoiceDraft; channel: PersonalChannel }) {
  const chosen = draft.value.least[channel] ?? 'low';
  const choose = (least: Priority) => {
    draft.value = { ...draft.value, least: { ...draft.value.least, [channel]: least } };
  };
  return html`<select
    aria-label=${words.leastFor(notificationWords.channels[channel])}
    onChange=${(change: Event) => choose((change.target as HTMLSelectElement).value as Priority)}
  >
    ${LEAST.map((least) => html`<option key=${least} value=${least} selected=${least === chosen}>${least === 'low' ? notificationWords.leastOf.low : tellingSigns.priorities[least]}</option>`)}
  </select>`;
}

function objectionOf({ ways, wayReasons }: OwnNotifications, channel: PersonalChannel): string {
  return sendingSays({ says: ways[channel] ?? '', reason: wayReasons?.[channel] });
}
