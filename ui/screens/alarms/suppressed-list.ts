import { html } from 'htm/preact';
import type { Alarm } from '#schemas/alarms/alarm';
import { AlarmPriorityTag } from '../../parts/alarm-mark.ts';
import type { Column } from '../../parts/table/column.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { pageOfRows } from '../../parts/table/page-of-rows.ts';
import { useList } from '../../parts/table/use-list.ts';
import { useApp } from '../../session/app.ts';
import { causeWords, placeWords } from '../../text/alarm-causes.ts';
import { measuredWords } from '../../text/alarm-measured.ts';
import { alarmWords } from '../../text/alarms.ts';
import { age, dateTime } from '../../text/numbers.ts';

const words = alarmWords.list;

/** What is held back by design: something else explains it, and what that is. */
export function SuppressedList() {
  const { alarms, now, router } = useApp();
  const rows = alarms.open.value.filter(({ hold }) => hold?.kind === 'suppressed');
  const columns = columnsOf(() => now.value);
  const list = useList<Alarm>(
    async (query) => pageOfRows(rows, columns, query),
    [rows.map(({ alarmId, revision }) => `${alarmId}${revision}`).join()],
  );
  return html`<${DataTable}
    id="alarms-suppressed"
    caption=${words.views.suppressed}
    columns=${columns}
    list=${list}
    keyOf=${({ alarmId }: Alarm) => alarmId}
    empty=${words.noneOf.suppressed}
    onOpen=${({ alarmId }: Alarm) => router.go(`/alarms/${alarmId}`)}
  />`;
}

function whyWords({ hold }: Alarm): string {
  return hold?.kind === 'suppressed' ? alarmWords.suppressedBy[hold.why] : '';
}

function columnsOf(nowMs: () => number): Column<Alarm>[] {
  return [
    { key: 'where', title: words.where, words: placeWords, isName: true },
    {
      key: 'cause',
      title: words.cause,
      words: ({ cause }) => causeWords(cause),
      cell: ({ alarmId, cause }) => html`<a href=${`/alarms/${alarmId}`}>${causeWords(cause)}</a>`,
    },
    {
      key: 'priority',
      title: alarmWords.priority,
      words: ({ priority }) => alarmWords.priorities[priority],
      cell: ({ priority, state }) =>
        html`<${AlarmPriorityTag} priority=${priority} state=${state} />`,
    },
    {
      key: 'why',
      title: words.why,
      words: whyWords,
      cell: (alarm) => {
        const by = alarm.hold?.kind === 'suppressed' ? alarm.hold.byAlarmId : null;
        return by === null
          ? whyWords(alarm)
          : html`<a href=${`/alarms/${by}`}>${whyWords(alarm)}</a>`;
      },
    },
    { key: 'value', title: words.value, words: measuredWords },
    {
      key: 'since',
      title: words.since,
      words: ({ raisedMs }) => dateTime(raisedMs),
      cell: ({ raisedMs }) =>
        html`<span title=${dateTime(raisedMs)}>${age(raisedMs, nowMs())}</span>`,
    },
  ];
}
