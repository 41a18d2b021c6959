import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { type DeliveryRow, NOTIFICATION_ROUTES } from '#schemas/http/notifications';
import { PERSONAL_CHANNELS } from '#schemas/notifications/event-names';
import { SITE_CHANNELS } from '#schemas/notifications/events';
import { wordsIn } from '#schemas/notifications/words';
import { request } from '../../../http/request.ts';
import { SelectField } from '../../../parts/form/select-field.ts';
import { Sentence } from '../../../parts/sentence.ts';
import type { Column } from '../../../parts/table/column.ts';
import { DataTable } from '../../../parts/table/data-table.ts';
import { useList } from '../../../parts/table/use-list.ts';
import { useAct } from '../../../parts/use-act.ts';
import { useApp } from '../../../session/app.ts';
import { notificationWords } from '../../../text/notifications.ts';
import { count, dateTime } from '../../../text/numbers.ts';
import { pageLanguage } from '../../../text/page-language.ts';
import { sendingSays } from '../../../text/sending-says.ts';

const words = notificationWords.site;
const CHANNELS = [...PERSONAL_CHANNELS.filter((one) => one !== 'in_app'), ...SITE_CHANNELS];
const STATES = ['waiting', 'sending', 'sent', 'failed', 'dropped', 'digest'] as const;

/** What left the hub, what waits, and what failed and why; each can be sent again. */
export function DeliveryLog() {
  const { notices } = useApp();
  const channel = useSignal('');
  const state = useSignal('');
  const act = useAct();
  const list = useList<DeliveryRow>(
    ({ limit, cursor }, signal) => {
      const narrowed = {
        ...(channel.value === '' ? {} : { channel: channel.value as DeliveryRow['channel'] }),
        ...(state.value === '' ? {} : { state: state.value as DeliveryRow['state'] }),
      };
      return request(NOTIFICATION_ROUTES.deliveries, {
        query: { limit, cursor, ...narrowed },
        signal,
      });
    },
    [channel.value, state.value],
  );
  const resend = async ({ deliveryId }: DeliveryRow) => {
    const isDone = await act(() =>
      request(NOTIFICATION_ROUTES.resendDelivery, { params: { deliveryId } }),
    );
    if (!isDone) return;
    notices.done(words.resent);
    list.reload();
  };
  return html`<section class="stack">
    <h3>${words.logTitle}</h3>
    <p class="lead">${words.logLead}</p>
    <div class="filter-row">
      <${SelectField} id="log-channel" label=${words.channel} value=${channel} choices=${[['', words.allChannels], ...CHANNELS.map((one) => [one, notificationWords.channels[one]])]} />
      <${SelectField} id="log-state" label=${words.state} value=${state} choices=${[['', words.allStates], ...STATES.map((one) => [one, words.deliveryStates[one]])]} />
    </div>
    <${DataTable}
      id="deliveries"
      caption=${words.logTitle}
      columns=${COLUMNS}
      list=${list}
      keyOf=${({ deliveryId }: DeliveryRow) => deliveryId}
      empty=${words.logNone}
      isFiltered=${channel.value !== '' || state.value !== ''}
      isSearchable=${false}
      actions=${(row: DeliveryRow) =>
        ['sent', 'failed', 'dropped'].includes(row.state) &&
        html`<button class="button" onClick=${() => void resend(row)}>
          ${words.resend}<span class="spoken"> ${titleOf(row)}</span>
        </button>`}
    />
  </section>`;
}

const COLUMNS: Column<DeliveryRow>[] = [
  { key: 'title', title: words.what, words: titleOf, isName: true },
  {
    key: 'when',
    title: words.when,
    words: ({ createdMs }) => dateTime(createdMs),
    order: ({ createdMs }) => createdMs,
  },
  {
    key: 'channel',
    title: words.channel,
    words: ({ channel }) => notificationWords.channels[channel],
  },
  { key: 'whom', title: words.whom, words: ({ userName }) => userName ?? words.site },
  { key: 'state', title: words.state, words: ({ state }) => words.deliveryStates[state] },
  {
    key: 'tries',
    title: words.tries,
    words: ({ tries }) => count(tries),
    order: ({ tries }) => tries,
    align: 'end',
  },
  {
    key: 'says',
    title: words.result,
    words: wordsOf,
    cell: (one) => html`<${Sentence} of=${wordsOf(one)} />`,
  },
];

function wordsOf({ says, reason }: DeliveryRow): string {
  return says === null ? '' : sendingSays({ says, reason });
}

function titleOf({ title }: DeliveryRow): string {
  return wordsIn(title, pageLanguage());
}
