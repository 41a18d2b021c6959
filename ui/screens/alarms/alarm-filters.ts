import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useId } from 'preact/hooks';
import { type Alarm, AlarmState } from '#schemas/alarms/alarm';
import { ALARM_SOURCES, type AlarmSource } from '#schemas/alarms/alarm-source';
import { ALARM_PRIORITIES, AlarmPriority } from '#schemas/alarms/priority';
import { SelectField } from '../../parts/form/select-field.ts';
import { useAddressSignal } from '../../session/use-address.ts';
import { ruleWords } from '../../text/alarm-rules.ts';
import { alarmWords } from '../../text/alarms.ts';
import type { AlarmFilter } from './alarm-lines.ts';
import { waitingByArea } from './alarm-lines.ts';
import { AreaDialog } from './area-dialog.ts';
import { useMayAct } from './use-may-act.ts';

const words = alarmWords.list;
const NAMES = ['priority', 'area', 'source', 'state', 'q'] as const;
/** Of those that stand. */
const STATES = ['unacknowledged', 'acknowledged', 'returned_unacknowledged'] as const;

export interface AlarmFilterValues {
  readonly signals: Readonly<Record<(typeof NAMES)[number], Signal<string>>>;
  readonly isAny: boolean;
  /** What an old or mistyped address says that there is not narrows nothing. */
  readonly filter: () => AlarmFilter;
}

/** The filters of the list, kept in the address. */
export function useAlarmFilters(): AlarmFilterValues {
  const signals = {
    priority: useAddressSignal('priority'),
    area: useAddressSignal('area'),
    source: useAddressSignal('source'),
    state: useAddressSignal('state'),
    q: useAddressSignal('q'),
  };
  return {
    signals,
    isAny: NAMES.some((name) => signals[name].value.trim() !== ''),
    filter: () => ({
      q: signals.q.value,
      area: signals.area.value,
      priority: AlarmPriority.safeParse(signals.priority.value).data ?? '',
      state: AlarmState.safeParse(signals.state.value).data ?? '',
      source: ALARM_SOURCES.find((one) => one === signals.source.value) ?? '',
    }),
  };
}

interface AlarmFiltersProps {
  readonly filters: AlarmFilterValues;
  readonly alarms: readonly Alarm[];
  readonly isGrouped: boolean;
  readonly onGrouped: (isGrouped: boolean) => void;
}

/** Search, filters, grouping, and acknowledging a whole area. */
export function AlarmFilters({ filters, alarms, isGrouped, onGrouped }: AlarmFiltersProps) {
  const mayAct = useMayAct();
  const searchId = useId();
  const isAsking = useSignal(false);
  /** Where there is little room the choices are behind a button. */
  const isOpen = useSignal(false);
  const { signals, isAny } = filters;
  const areas = [...new Set(alarms.flatMap(({ asset }) => asset.area ?? []))].sort();
  const sources = [...new Set(alarms.map(({ cause }) => cause.source))];
  const waiting = waitingByArea(alarms.filter(({ asset }) => mayAct('alarm:acknowledge', asset)));
  const chosen = (name: 'area' | 'source', listed: readonly string[]) =>
    signals[name].value === '' || listed.includes(signals[name].value) ? [] : [signals[name].value];
  return html`<div class="table-tools alarm-tools">
    <input
      type="search"
      id=${searchId}
      value=${signals.q}
      aria-label=${words.search}
      placeholder=${words.search}
      onInput=${(event: Event) => {
        signals.q.value = (event.target as HTMLInputElement).value;
      }}
    />
    <button
      class="button only-narrow"
      aria-expanded=${isOpen.value}
      onClick=${() => {
        isOpen.value = !isOpen.peek();
      }}
    >
      ${words.filters}
    </button>
    <div class="alarm-selects" data-open=${isOpen.value || isAny || undefined}>
    <${SelectField} id="alarms-priority" label=${alarmWords.priority} value=${signals.priority} choices=${[['', words.anyPriority], ...ALARM_PRIORITIES.map((one) => [one, alarmWords.priorities[one]] as const)]} />
    <${SelectField} id="alarms-state" label=${alarmWords.state} value=${signals.state} choices=${[['', words.anyState], ...STATES.map((one) => [one, alarmWords.states[one]] as const)]} />
    <${SelectField} id="alarms-area" label=${words.area} value=${signals.area} choices=${[['', words.anyArea], ...[...areas, ...chosen('area', areas)].map((one) => [one, one] as const)]} />
    <${SelectField} id="alarms-source" label=${words.kind} value=${signals.source} choices=${[['', words.anyKind], ...[...sources, ...chosen('source', sources)].map((one) => [one, ruleWords.sources[one as AlarmSource] ?? one] as const)]} />
    ${
      isAny &&
      html`<button
        class="button quiet"
        onClick=${() => {
          for (const name of NAMES) signals[name].value = '';
        }}
      >
        ${words.noFilters}
      </button>`
    }
    </div>
    <span class="spring"></span>
    <button class="button" aria-pressed=${isGrouped} onClick=${() => onGrouped(!isGrouped)}>${words.grouped}</button>
    ${
      waiting.length > 0 &&
      html`<button
        class="button"
        onClick=${() => {
          isAsking.value = true;
        }}
      >
        ${words.byArea}
      </button>`
    }
    ${
      isAsking.value &&
      html`<${AreaDialog}
        areas=${waiting}
        onClose=${() => {
          isAsking.value = false;
        }}
      />`
    }
  </div>`;
}
