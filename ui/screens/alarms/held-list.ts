import { html } from 'htm/preact';
import { ALARM_ROUTES, type HeldAsset } from '#schemas/http/alarms';
import { request } from '../../http/request.ts';
import type { Column } from '../../parts/table/column.ts';
import { DataTable } from '../../parts/table/data-table.ts';
import { pageOfRows } from '../../parts/table/page-of-rows.ts';
import { useList } from '../../parts/table/use-list.ts';
import { useAct } from '../../parts/use-act.ts';
import { useApp } from '../../session/app.ts';
import { ruleNameWords } from '../../text/alarm-says.ts';
import { alarmWords } from '../../text/alarms.ts';
import { age, dateTime, NO_VALUE, span } from '../../text/numbers.ts';
import { placeOfHeld, useMayAct } from './use-may-act.ts';

const words = alarmWords.list;

interface HeldListProps {
  readonly kind: 'shelved' | 'out_of_service';
  readonly holds: readonly HeldAsset[];
  readonly onChanged: () => void;
}

/** What people put aside: why, who, until when, and the way back. */
export function HeldList({ kind, holds, onChanged }: HeldListProps) {
  const { now, plant, notices, router } = useApp();
  const mayAct = useMayAct();
  const act = useAct();
  const columns = columnsOf(kind, () => now.value);
  const rows = holds.filter(({ hold }) => hold.kind === kind);
  const list = useList<HeldAsset>(
    async (query) => pageOfRows(rows, columns, query),
    [JSON.stringify(rows)],
  );
  const end = async ({ holdId }: HeldAsset) => {
    const isDone = await act(() => request(ALARM_ROUTES.endHold, { params: { holdId } }));
    if (isDone)
      notices.done(kind === 'shelved' ? alarmWords.done.unshelved : alarmWords.done.returned);
    onChanged();
  };
  return html`<${DataTable}
    id=${`alarms-${kind}`}
    caption=${words.views[kind]}
    columns=${columns}
    list=${list}
    keyOf=${({ holdId }: HeldAsset) => holdId}
    empty=${words.noneOf[kind]}
    onOpen=${({ alarmId }: HeldAsset) => alarmId !== null && router.go(`/alarms/${alarmId}`)}
    actions=${(row: HeldAsset) =>
      mayAct('alarm:shelve', placeOfHeld(row, plant)) &&
      html`<button class="button" onClick=${() => end(row)}>
        ${kind === 'shelved' ? alarmWords.actions.unshelve : alarmWords.actions.returnToService}
      </button>`}
  />`;
}

function columnsOf(kind: HeldListProps['kind'], nowMs: () => number): Column<HeldAsset>[] {
  return [
    {
      key: 'where',
      title: words.where,
      words: ({ assetName, area }) => (area === null ? assetName : `${area} › ${assetName}`),
      isName: true,
    },
    {
      key: 'rule',
      title: alarmWords.page.rule,
      words: ruleNameWords,
      cell: (held) =>
        held.alarmId === null
          ? ruleNameWords(held)
          : html`<a href=${`/alarms/${held.alarmId}`}>${ruleNameWords(held)}</a>`,
    },
    ...(kind === 'shelved'
      ? [
          {
            key: 'until',
            title: words.returnsIn,
            words: ({ hold }: HeldAsset) =>
              hold.kind === 'shelved'
                ? words.until(dateTime(hold.untilMs).slice(0, 16), span(hold.untilMs - nowMs()))
                : NO_VALUE,
          },
        ]
      : []),
    { key: 'reason', title: words.why, words: ({ hold }) => hold.reason },
    { key: 'by', title: words.whoPut, words: ({ hold }) => hold.by?.name ?? NO_VALUE },
    {
      key: 'since',
      title: words.since,
      words: ({ hold }) => dateTime(hold.sinceMs),
      cell: ({ hold }) =>
        html`<span title=${dateTime(hold.sinceMs)}>${age(hold.sinceMs, nowMs())}</span>`,
    },
    {
      key: 'stands',
      title: words.standsBehind,
      words: ({ alarmId }) => (alarmId === null ? words.standsNone : words.standsOne),
    },
  ];
}
