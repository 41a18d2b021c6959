import { html } from 'htm/preact';
import type { CapacityBand, CapacityDay, PastCapacityDay } from '#schemas/http/capacity';
import { dayWords, capacity as words } from '../../text/capacity.ts';
import { plain } from '../../text/numbers.ts';
import { steps } from './steps.ts';

/** Past days beside those to come: enough to compare, few enough for a phone. */
const PAST_SHOWN = 7;

interface Bar {
  readonly day: string;
  readonly isPast: boolean;
  readonly isShort: boolean;
  readonly demand: CapacityBand;
  readonly available: CapacityBand | null;
}

/** A bar for what is asked for on each day, a line for what is available; bands where neither is known for certain. */
export function CapacityChart({
  days,
  past,
  sentence,
}: {
  days: readonly CapacityDay[];
  past: readonly PastCapacityDay[];
  sentence: string;
}) {
  const bars = [...past.slice(-PAST_SHOWN).map(pastBar), ...days.map(comingBar)];
  const marks = steps(Math.max(...bars.map(topOf), 1));
  const top = marks.at(-1) ?? 1;
  return html`<section class="card capacity-card" aria-labelledby="capacity-chart-title">
    <h2 id="capacity-chart-title">${words.chart}</h2>
    <p class="capacity-legend" aria-hidden="true">
      <span class="key demand">${words.legend.demand}</span>
      <span class="key band">${words.legend.demandBand}</span>
      <span class="key available">${words.legend.available}</span>
      ${past.length > 0 && html`<span class="key past">${words.legend.past}</span>`}
    </p>
    <div class="capacity-chart" role="img" aria-label=${words.chartSays(sentence)}>
      <div class="capacity-axis">
        ${[...marks].reverse().map((mark) => html`<span key=${mark}>${`${plain(mark)} h`}</span>`)}
      </div>
      <div class="capacity-days">
        ${bars.map((bar) => html`<${Day} key=${bar.day} bar=${bar} marks=${marks} top=${top} />`)}
      </div>
    </div>
  </section>`;
}

const pastBar = ({ day, availableHours, demandHours }: PastCapacityDay): Bar => ({
  ...{ day, isPast: true, isShort: false, demand: sure(demandHours) },
  available: availableHours === null ? null : sure(availableHours),
});

const comingBar = ({ day, available, demand, shortfall }: CapacityDay): Bar => ({
  ...{ day, isPast: false, isShort: shortfall >= 0.5, demand, available },
});

const sure = (hours: number): CapacityBand => ({ low: hours, median: hours, high: hours });
const topOf = ({ demand, available }: Bar) => Math.max(demand.high, available?.high ?? 0);

function Day({ bar, marks, top }: { bar: Bar; marks: readonly number[]; top: number }) {
  const { day, isPast, isShort, demand, available } = bar;
  const y = (hours: number) => 100 - (100 * hours) / top;
  const [weekday, date, month] = dayWords(day).split(' ');
  return html`<div class="capacity-day" data-past=${isPast || undefined} data-short=${isShort || undefined}>
    <svg viewBox="0 0 100 100" preserveAspectRatio="none">
      ${marks.map((mark) => html`<path key=${mark} class="grid" d=${`M0 ${y(mark)}H100`} />`)}
      <path class="bar" d=${`M25 100V${y(demand.median)}H75V100z`} />
      ${
        demand.high > demand.low &&
        html`<path class="band" d=${`M38 ${y(demand.low)}V${y(demand.high)}H62V${y(demand.low)}z`} />`
      }
      ${
        available !== null &&
        html`${
          available.high > available.low &&
          html`<path class="room" d=${`M0 ${y(available.low)}V${y(available.high)}H100V${y(available.low)}z`} />`
        }
        <path class="line" d=${`M0 ${y(available.median)}H100`} />`
      }
    </svg>
    <span class="name"><b>${weekday}</b> <span>${date} ${month}</span></span>
  </div>`;
}
