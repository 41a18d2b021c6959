import { html } from 'htm/preact';
import type { KeyUsage } from '#schemas/http/keys';
import { count } from '../../text/numbers.ts';
import { settings } from '../../text/settings.ts';

const words = settings.keys;
const DAY_MS = 86_400_000;
const DAYS = 30;
const HEIGHT = 96;

/** Requests of each of the last days as bars, and the same as a table for who cannot see them. */
export function UsageChart({ usage, nowMs }: { usage: KeyUsage; nowMs: number }) {
  const days = lastDays(usage, nowMs);
  const total = days.reduce((sum, { requests }) => sum + requests, 0);
  const most = Math.max(...days.map(({ requests }) => requests));
  return html`<figure class="usage">
      <figcaption>${words.usage(total, DAYS)}</figcaption>
      <div class="usage-plot">
        <span class="usage-most" aria-hidden="true">${count(most)}</span>
        <svg
          class="use-bars"
          viewBox=${`0 0 ${DAYS * 10} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label=${words.usageLabel(most)}
        >
          ${days.map(({ day, requests }, i) => {
            const height = most === 0 ? 0 : (requests / most) * HEIGHT;
            return html`<rect key=${day} x=${i * 10 + 1} y=${HEIGHT - height} width="8" height=${height}>
              <title>${`${day}: ${count(requests)}`}</title>
            </rect>`;
          })}
        </svg>
        <span class="usage-ends" aria-hidden="true"><span>${days[0].day}</span><span>${words.todayUtc}</span></span>
      </div>
    </figure>
    <details>
      <summary>${words.asTable}</summary>
      <table class="usage-table">
        <thead>
          <tr><th scope="col">${words.day}</th><th scope="col" data-align="end">${words.requests}</th></tr>
        </thead>
        <tbody>
          ${days
            .toReversed()
            .map(
              ({ day, requests }) =>
                html`<tr key=${day}><th scope="row">${day}</th><td data-align="end">${count(requests)}</td></tr>`,
            )}
        </tbody>
      </table>
    </details>`;
}

/** The hub counts by UTC days; one without a request is a zero here. */
function lastDays({ days }: KeyUsage, nowMs: number): { day: string; requests: number }[] {
  const today = Math.floor(nowMs / DAY_MS);
  const byDay = new Map(days.map(({ dayMs, requests }) => [dayMs / DAY_MS, requests]));
  return Array.from({ length: DAYS }, (_, i) => {
    const at = today - DAYS + 1 + i;
    return {
      day: new Date(at * DAY_MS).toISOString().slice(0, 10),
      requests: byDay.get(at) ?? 0,
    };
  });
}
