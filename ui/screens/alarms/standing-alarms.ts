import { type Signal, useComputed, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Alarm } from '#schemas/alarms/alarm';
import { ALARM_ROUTES } from '#schemas/http/alarms';
import { request } from '../../http/request.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { alarmWords } from '../../text/alarms.ts';
import { AlarmBulk } from './alarm-bulk.ts';
import { AlarmDialogs, type AskedFor } from './alarm-dialogs.ts';
import { AlarmFilters, useAlarmFilters } from './alarm-filters.ts';
import { filterAlarms, groupedLines, linesOf } from './alarm-lines.ts';
import { AlarmTable } from './alarm-table.ts';
import type { AlarmWishes } from './alarm-wishes.ts';
import { HeldAcknowledgements } from './held-acknowledgements.ts';
import { KeysHelp } from './keys-help.ts';
import { useAcknowledge } from './use-acknowledge.ts';
import { useAfterNews } from './use-after-news.ts';
import { useMayAct } from './use-may-act.ts';

const words = alarmWords.list;

/** The alarms that stand, narrowed by the filters; in a flood grouped by machine and cause, unless somebody wants them one by one. */
export function StandingAlarms({ isGrouped: choice }: { isGrouped: Signal<boolean | null> }) {
  const { alarms, notices } = useApp();
  const filters = useAlarmFilters();
  const openGroups = useSignal<ReadonlySet<string>>(new Set());
  const selected = useSignal<ReadonlySet<string>>(new Set());
  const asked = useSignal<AskedFor | null>(null);
  const { state, reload } = useLoad((signal) => request(ALARM_ROUTES.alarmSummary, { signal }), []);
  useAfterNews(reload);
  const flood = state.value.kind === 'ready' ? state.value.value.flood : null;
  const isGrouped = choice.value ?? flood?.isOn === true;
  const found = useComputed(() => filterAlarms(alarms.standing.value, filters.filter()));
  const lines = isGrouped ? groupedLines(found.value, openGroups.value) : linesOf(found.value);
  const acknowledge = useAcknowledge();
  const held = useHeld((alarm) => void acknowledge([alarm]));
  const clear = () => {
    selected.value = new Set();
  };
  const wishes: AlarmWishes = {
    acknowledge: (which) => void acknowledge(mine(which)).then((isDone) => isDone && clear()),
    acknowledgeWith: (which) => ask({ what: 'acknowledge', alarms: mine(which) }),
    shelve: (which) => ask({ what: 'shelve', alarms: mayShelve(which) }),
    swipe: ({ alarmId }) => held.hold(alarmId),
    undo: ({ alarmId }) => {
      held.undo(alarmId);
      notices.say(words.heldUndone);
    },
    toggle: (key) => {
      const next = new Set(openGroups.peek());
      if (!next.delete(key)) next.add(key);
      openGroups.value = next;
    },
  };
  const mayAct = useMayAct();
  const mine = (which: readonly Alarm[]) =>
    which.filter(
      ({ asset, isAcknowledged }) => !isAcknowledged && mayAct('alarm:acknowledge', asset),
    );
  const mayShelve = (which: readonly Alarm[]) =>
    which.filter(({ asset }) => mayAct('alarm:shelve', asset));
  const ask = (what: AskedFor) => {
    if (what.alarms.length > 0) asked.value = what;
  };
  // What the filters hide is not acted upon, although it was selected before.
  const chosen = found.value.filter(({ alarmId }) => selected.value.has(alarmId));
  return html`<${AlarmFilters} filters=${filters} alarms=${alarms.standing.value} isGrouped=${isGrouped} onGrouped=${(
    to: boolean,
  ) => {
    choice.value = to;
  }} />
    ${flood?.isOn && html`<p class="alarm-flood" role="status">${words.flood(flood.lastTenMinutes)}</p>`}
    ${
      chosen.length > 0 &&
      html`<${AlarmBulk} chosen=${chosen} mine=${mine(chosen)} mayShelve=${mayShelve(chosen)} wishes=${wishes} clear=${clear} />`
    }
    ${
      lines.length === 0
        ? html`<div class="table-empty" role="status">${filters.isAny ? words.noMatch : words.none}</div>`
        : html`<${AlarmTable} lines=${lines} selected=${selected} heldUntil=${held.due} wishes=${wishes} />
            <${KeysHelp} />`
    }
    ${
      asked.value !== null &&
      html`<${AlarmDialogs}
        asked=${asked.value}
        onDone=${clear}
        onClose=${() => {
          asked.value = null;
        }}
      />`
    }`;
}

/** Acknowledgements by swipe of this list; who goes elsewhere or puts the phone away meant them. */
function useHeld(send: (alarm: Alarm) => void): HeldAcknowledgements {
  const { alarms } = useApp();
  const latest = useRef(send);
  latest.current = send;
  const held = useMemo(
    () =>
      new HeldAcknowledgements({
        clock: Date.now,
        after: (ms, callback) => {
          const timer = setTimeout(callback, ms);
          return () => clearTimeout(timer);
        },
        send: (alarmId) => {
          const alarm = alarms.open.peek().find((one) => one.alarmId === alarmId);
          if (alarm !== undefined) latest.current(alarm);
        },
      }),
    [],
  );
  useEffect(() => {
    const hide = () => {
      if (document.visibilityState === 'hidden') held.flush();
    };
    document.addEventListener('visibilitychange', hide);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      held.flush();
    };
  }, []);
  return held;
}
