import { html } from 'htm/preact';
import type { CapacityBand, CapacityDay, PastCapacityDay } from '#schemas/http/capacity';
import { dayWords, hoursWords, capacity as words } from '../../text/capacity.ts';
import { fixed, NO_VALUE } from '../../text/numbers.ts';

/** Every figure of the chart, the days to come first. */
export function CapacityTable({
  days,
  past,
}: {
  days: readonly CapacityDay[];
  past: readonly PastCapacityDay[];
}) {
  return html`<section class="card">
    <h2>${words.table}</h2>
    <div class="table" role="region" aria-label=${words.table} tabindex="0">
      <table class="capacity-table">
        <thead>
          <tr>
            <th scope="col">${words.day}</th>
            <th scope="col">${words.available}</th>
            <th scope="col">${words.demand}</th>
            <th scope="col">${words.shortfall}</th>
          </tr>
        </thead>
        <tbody>
          ${days.map((day) => html`<${ComingRow} key=${day.day} day=${day} />`)}
          ${past.toReversed().map((day) => html`<${PastRow} key=${day.day} day=${day} />`)}
        </tbody>
      </table>
    </div>
  </section>`;
}

function ComingRow({
  day: { day, isRestOfToday, available, demand, shortfall },
}: {
  day: CapacityDay;
}) {
  return html`<tr>
    <th scope="row">${isRestOfToday ? words.restOfToday : dayWords(day)}</th>
    <td><${Band} band=${available} /></td>
    <td><${Band} band=${demand} /></td>
    <td data-bad=${shortfall >= 0.5 || undefined}>${words.likely(`${fixed(100 * shortfall, 0)} %`)}</td>
  </tr>`;
}

function Band({ band: { low, median, high } }: { band: CapacityBand }) {
  const range = words.band(hoursWords(low), hoursWords(high));
  return html`${hoursWords(median)} ${high > low && html`<span class="muted">(${range})</span>`}`;
}

function PastRow({ day: { day, availableHours, demandHours } }: { day: PastCapacityDay }) {
  return html`<tr class="muted">
    <th scope="row">${words.over(dayWords(day))}</th>
    <td>${availableHours === null ? words.notWatched : hoursWords(availableHours)}</td>
    <td>${hoursWords(demandHours)}</td>
    <td>${NO_VALUE}</td>
  </tr>`;
}
