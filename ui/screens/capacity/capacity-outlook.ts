import { html } from 'htm/preact';
import type { CapacityDay, CapacityResource } from '#schemas/http/capacity';
import { Icon } from '../../parts/icon.ts';
import { dayWords, hoursWords, capacity as words } from '../../text/capacity.ts';
import { fixed } from '../../text/numbers.ts';
import { CapacityChart } from './capacity-chart.ts';
import { CapacityTable } from './capacity-table.ts';
import { WaitingTable } from './waiting-table.ts';

/** What the coming days have room for, in a sentence, a chart and figures; or how much history is missing. */
export function CapacityOutlook({ resource }: { resource: CapacityResource }) {
  const { days, past, history, kinds, units } = resource;
  const sentence = days === null ? words.tooLittle : sentenceOf(days);
  const isBad = days?.some(({ shortfall }) => shortfall >= SHORT) ?? false;
  return html`
    <div class="capacity-says" role="status">
      <${Icon} name=${days === null ? 'waiting' : isBad ? 'warning' : 'good'} />
      <div>
        <p class="strong">${sentence}</p>
        ${days === null && html`<p>${words.tooLittleLead(history.days, history.needed)}</p>`}
        ${units === 0 && html`<p>${words.nobody}</p>`}
      </div>
    </div>
    ${
      (days !== null || past.length > 0) &&
      html`<${CapacityChart} days=${days ?? []} past=${past} sentence=${sentence} />`
    }
    <${WaitingTable} kinds=${kinds} />
    ${(days !== null || past.length > 0) && html`<${CapacityTable} days=${days ?? []} past=${past} />`}
    ${
      days !== null &&
      html`<section class="card" aria-labelledby="how-title">
        <h2 id="how-title">${words.how}</h2>
        <p class="muted">${words.howLead(history.usesWeekdays, history.days)}</p>
      </section>`
    }
  `;
}

/** As likely as not, or seldom enough to be passed over. */
const SHORT = 0.5;
const TIGHT = 0.1;

function sentenceOf(days: readonly CapacityDay[]): string {
  const short = days.find(({ shortfall }) => shortfall >= SHORT);
  if (short !== undefined) {
    const { day, demand, available } = short;
    return words.short(dayWords(day), hoursWords(demand.median), hoursWords(available.median));
  }
  const tight = days.find(({ shortfall }) => shortfall >= TIGHT);
  if (tight === undefined) return words.roomy(days.length);
  return words.tight(dayWords(tight.day), `${fixed(100 * tight.shortfall, 0)} %`);
}
