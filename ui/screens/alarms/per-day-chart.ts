import { html } from 'htm/preact';
import { ALARM_TARGETS, type AlarmFigures } from '#schemas/alarms/figures';
import { figureWords as words } from '../../text/alarm-figures.ts';
import { count, dateTime } from '../../text/numbers.ts';

const WIDTH = 560;
const HEIGHT = 160;
/** With more days than this a bar is too thin to be told from the next. */
const DAYS_MAX = 92;

interface PerDayChartProps {
  readonly perDay: AlarmFigures['perDay'];
  readonly operators: number;
}

/** Alarms of each day as bars, with the line that the target draws. */
export function PerDayChart({ perDay, operators }: PerDayChartProps) {
  const days = perDay.slice(-DAYS_MAX);
  const target = ALARM_TARGETS.perDayPerOperator.target * operators;
  const most = Math.max(1, ...days.map(({ alarms }) => alarms));
  const top = most > target / 2 ? Math.max(most, target) : most;
  const step = WIDTH / Math.max(1, days.length);
  const y = (alarms: number) => HEIGHT - (alarms / top) * HEIGHT;
  return html`<section class="card stack" aria-labelledby="per-day-title">
    <h2 id="per-day-title">${words.perDay}</h2>
    ${days.length === 0 && html`<p class="muted">${words.none}</p>`}
    ${
      days.length > 0 &&
      html`<svg class="day-bars" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          ${days.map(
            ({ dayMs, alarms }, i) => html`<rect
              key=${dayMs}
              x=${i * step + step * 0.12}
              width=${step * 0.76}
              y=${y(alarms)}
              height=${HEIGHT - y(alarms)}
              data-over=${alarms > target || undefined}
            ><title>${words.dayOf(dateTime(dayMs).slice(0, 10), alarms)}</title></rect>`,
          )}
          ${target <= top && html`<path class="target" d=${`M0 ${y(target)}H${WIDTH}`} />`}
        </svg>
        <p class="day-ends muted">
          <span>${dateTime(days[0]?.dayMs ?? 0).slice(0, 10)}</span>
          <span>${target <= top ? words.targetLine(target) : ''}</span>
          <span>${dateTime(days.at(-1)?.dayMs ?? 0).slice(0, 10)}</span>
        </p>
        <details>
          <summary>${words.perDayTable}</summary>
          <ul class="day-list">
            ${days.map(({ dayMs, alarms }) => html`<li key=${dayMs}><span>${dateTime(dayMs).slice(0, 10)}</span><span>${count(alarms)}</span></li>`)}
          </ul>
        </details>`
    }
  </section>`;
}
