import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { AlarmFigures } from '#schemas/alarms/figures';
import { ALARM_FIGURE_ROUTES } from '#schemas/http/alarm-figures';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { DateRangeField } from '../../parts/form/date-range-field.ts';
import {
  type DateRange,
  endsOf,
  rangeOfWord,
  rangeWord,
} from '../../parts/form/date-range-value.ts';
import { NumberField } from '../../parts/form/number-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { saveFile } from '../../parts/save-file.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { useAddressSignal } from '../../session/use-address.ts';
import { figureWords as words } from '../../text/alarm-figures.ts';
import { alarmWords } from '../../text/alarms.ts';
import type { Plant } from '../../websocket/plant.ts';
import {
  AcknowledgingCard,
  FalseCard,
  FloodCard,
  PriorityCard,
  StaleCard,
} from './figure-cards.ts';
import { figuresCsv } from './figures-csv.ts';
import { MeasuredTable } from './measured-table.ts';
import { OffenderTable } from './offender-table.ts';
import { PerDayChart } from './per-day-chart.ts';

const OPERATORS_MAX = 100;

/** What the alarms of a time came to, each figure against its published target. */
export function AlarmFiguresView() {
  const { plant } = useApp();
  const period = useAddressSignal('period');
  const area = useAddressSignal('area');
  const operators = useSignal('1');
  const range = rangeOfWord(period.value || 'week');
  const shared = Number(operators.value);
  const isCount = Number.isInteger(shared) && shared >= 1 && shared <= OPERATORS_MAX;
  const { state, reload } = useLoad(
    (signal) => {
      const nowMs = Date.now();
      const { from = 0, to = nowMs } = endsOf(range, nowMs);
      const query = {
        ...{ from, to, operators: isCount ? shared : 1 },
        area: area.peek().trim() || undefined,
      };
      return request(ALARM_FIGURE_ROUTES.alarmFigures, { query, signal });
    },
    [period.value, area.value.trim(), isCount ? shared : 1],
  );
  const now = state.value;
  const figures = now.kind === 'ready' ? now.value : null;
  return html`<p class="lead">${words.lead}</p>
    <div class="table-tools alarm-tools">
      <${DateRangeField}
        id="figures-period"
        label=${words.period}
        value=${range}
        isAnyOffered=${false}
        onChange=${(to: DateRange) => {
          period.value = rangeWord(to);
        }}
      />
      <${NumberField} id="figures-operators" label=${words.operators} value=${operators} unit="" min=${1} max=${OPERATORS_MAX} step=${1} />
      <${SelectField} id="figures-area" label=${words.area} value=${area} choices=${[['', alarmWords.list.anyArea], ...areasOf(plant, area.value).map((one) => [one, one] as const)]} />
      <span class="spring"></span>
      <button
        class="button"
        disabled=${figures === null}
        onClick=${() => figures !== null && saveFile('tremolo-alarm-figures.csv', 'text/csv', figuresCsv(figures))}
      >
        ${words.csv}
      </button>
    </div>
    ${now.kind === 'loading' && html`<${Skeleton} blocks=${4} />`}
    ${now.kind === 'failed' && html`<${Failure} title=${words.failed} sentence=${now.sentence} retry=${reload} />`}
    ${figures !== null && html`<${Figures} figures=${figures} />`}`;
}

/** Areas of the points that the person sees, and the one that the address names. */
function areasOf(plant: Plant, chosen: string): string[] {
  const known = plant.order.value.flatMap((id) => plant.cell(id)?.point.value.area ?? []);
  return [...new Set([...known, ...(chosen === '' ? [] : [chosen])])].sort();
}

function Figures({ figures }: { figures: AlarmFigures }) {
  const { shown, measured, perDay, offenders, chattering } = figures;
  return html`<p class="strong" role="status">
      ${shown === 0 ? words.nothing : shown === 1 ? words.shownOne : words.shown(shown)}
    </p>
    <${MeasuredTable} measured=${measured} />
    <div class="alarm-figures">
      <${PerDayChart} perDay=${perDay} operators=${figures.operators} />
      <${PriorityCard} figures=${figures} />
      <${OffenderTable} title=${words.offenders} rows=${offenders} />
      <${OffenderTable} title=${words.chattering} rows=${chattering} />
      <${AcknowledgingCard} figures=${figures} />
      <${FloodCard} figures=${figures} />
      <${StaleCard} figures=${figures} />
      <${FalseCard} figures=${figures} />
    </div>`;
}
