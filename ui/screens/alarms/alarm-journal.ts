import { html } from 'htm/preact';
import type { Alarm } from '#schemas/alarms/alarm';
import { ALARM_PRIORITIES, AlarmPriority } from '#schemas/alarms/priority';
import { ALARM_ROUTES } from '#schemas/http/alarms';
import { request } from '../../http/request.ts';
import { AlarmPriorityTag } from '../../parts/alarm-mark.ts';
import { DateRangeField } from '../../parts/form/date-range-field.ts';
import {
  type DateRange,
  endsOf,
  rangeOfWord,
  rangeWord,
} from '../../parts/form/date-range-value.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import type { Column } from '../../parts/table/column.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { useList } from '../../parts/table/use-list.ts';
import { useApp } from '../../session/app.ts';
import { useAddress, useAddressSignal } from '../../session/use-address.ts';
import { causeWords, placeWords } from '../../text/alarm-causes.ts';
import { measuredWords } from '../../text/alarm-measured.ts';
import { alarmWords } from '../../text/alarms.ts';
import { dateTime, NO_VALUE, span } from '../../text/numbers.ts';
import { listedAt, useListedAddress } from '../jobs/use-listed-address.ts';

const words = alarmWords.journal;

/** Every alarm that is over, the newest first: when it began and ended, who looked after it, and how it ended. */
export function AlarmJournal() {
  const { router, now } = useApp();
  const priority = useAddressSignal('priority');
  const period = useAddressSignal('period');
  const begin = listedAt(useAddress());
  const chosen = AlarmPriority.safeParse(priority.value).data;
  const list = useList<Alarm>(
    ({ sort: _, ...asked }, signal) => {
      const { from, to } = endsOf(rangeOfWord(period.peek()), now.peek());
      const query = { ...asked, view: 'closed', priority: chosen, from, to } as const;
      return request(ALARM_ROUTES.alarms, { query, signal });
    },
    [priority.value, period.value],
    undefined,
    [],
    begin.search,
  );
  useListedAddress(list);
  return html`<p class="lead">${words.lead}</p>
    <${DataTable}
      id="alarm-journal"
      caption=${alarmWords.tabs.journal}
      columns=${COLUMNS}
      list=${list}
      keyOf=${({ alarmId }: Alarm) => alarmId}
      empty=${words.none}
      isFiltered=${priority.value !== '' || period.value !== ''}
      presetOf=${['priority', 'period']}
      onOpen=${({ alarmId }: Alarm) => router.go(`/alarms/${alarmId}`)}
      filters=${html`<div class="people-filters">
        <${SelectField} id="journal-priority" label=${alarmWords.priority} value=${priority} choices=${[['', alarmWords.list.anyPriority], ...ALARM_PRIORITIES.map((one) => [one, alarmWords.priorities[one]] as const)]} />
        <${DateRangeField}
          id="journal-period"
          label=${words.raised}
          value=${rangeOfWord(period.value)}
          onChange=${(range: DateRange) => {
            period.value = rangeWord(range);
          }}
        />
      </div>`}
    />`;
}

const COLUMNS: Column<Alarm>[] = [
  {
    key: 'cause',
    title: alarmWords.list.cause,
    words: ({ cause }) => causeWords(cause),
    cell: ({ alarmId, cause }) =>
      html`<a class="job-link" href=${`/alarms/${alarmId}`}>${causeWords(cause)}</a>`,
    isName: true,
  },
  {
    key: 'priority',
    title: alarmWords.priority,
    words: ({ priority }) => alarmWords.priorities[priority],
    cell: ({ priority }) => html`<${AlarmPriorityTag} priority=${priority} state="normal" />`,
  },
  { key: 'where', title: alarmWords.list.where, words: placeWords },
  { key: 'raised', title: words.raised, words: ({ raisedMs }) => dateTime(raisedMs) },
  {
    key: 'ended',
    title: words.ended,
    words: ({ closedMs }) => (closedMs === null ? words.stands : dateTime(closedMs)),
    isExtra: true,
  },
  {
    key: 'lasted',
    title: words.lasted,
    words: ({ raisedMs, returnedMs, closedMs }) => {
      const endMs = returnedMs ?? closedMs;
      return endMs === null ? words.stands : span(endMs - raisedMs);
    },
    align: 'end',
  },
  { key: 'value', title: alarmWords.list.value, words: measuredWords },
  {
    key: 'who',
    title: alarmWords.list.acknowledged,
    words: ({ acknowledgedBy, acknowledgedMs }) =>
      acknowledgedMs === null ? alarmWords.list.nobody : (acknowledgedBy?.name ?? NO_VALUE),
  },
  {
    key: 'how',
    title: words.how,
    words: ({ closedBecause }) =>
      closedBecause === null ? '' : alarmWords.closedBecause[closedBecause],
    isExtra: true,
  },
  {
    key: 'false',
    title: alarmWords.list.isFalse,
    words: ({ isFalse }) => (isFalse ? words.yes : ''),
  },
];
