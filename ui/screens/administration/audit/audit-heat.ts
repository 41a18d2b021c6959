import { html } from 'htm/preact';
import { auditWords } from '../../../text/audit.ts';
import { count } from '../../../text/numbers.ts';

const words = auditWords.activity;
const STEPS = 4;

/** Entries by weekday and hour: a table whose cells are the darker the more there are. */
export function AuditHeat({ heat }: { heat: readonly (readonly number[])[] }) {
  const most = Math.max(1, ...heat.flat());
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  // Steps of the square root: one busy hour must not make all others look empty.
  const step = (n: number) => Math.ceil(Math.sqrt(n / most) * STEPS);
  return html`<section class="card chart">
    <h2>${words.heat}</h2>
    <p class="muted">${words.heatLead}</p>
    <div class="heat-scroll" tabindex="0" role="group" aria-label=${words.heat}>
      <table class="heat">
        <thead>
          <tr>
            <th scope="col"><span class="spoken">${words.day}</span></th>
            ${hours.map((hour) => html`<th key=${hour} scope="col">${hour % 3 === 0 ? words.hour(hour) : html`<span class="spoken">${words.hour(hour)}</span>`}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${heat.map(
            (row, day) => html`<tr key=${day}>
              <th scope="row">${words.weekdays[day]}</th>
              ${row.map(
                (
                  n,
                  hour,
                ) => html`<td key=${hour} data-step=${step(n)} title=${`${words.weekdays[day]} ${words.hour(hour)}: ${count(n)}`}>
                <span class="spoken">${count(n)}</span>
              </td>`,
              )}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
