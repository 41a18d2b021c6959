import { html } from 'htm/preact';
import { text } from '../../text/en.ts';
import { dateTime } from '../../text/numbers.ts';
import { trendsWords } from '../../text/trends.ts';
import type { TrendEvent } from './trend-events.ts';

interface EventListProps {
  readonly events: readonly TrendEvent[];
  readonly areLeftOut: boolean;
  /** Alarms could not be read: asks for them again. */
  readonly failed: (() => void) | null;
  readonly nameOf: (pointId: string) => string;
}

const SHOWN_MAX = 100;

/** What happened to the points in this time, the newest first. */
export function EventList({ events, areLeftOut, failed, nameOf }: EventListProps) {
  return html`<section class="card trend-events" aria-labelledby="events-title">
    <h2 id="events-title">${trendsWords.marks}</h2>
    <p class="hint">${trendsWords.marksNote}</p>
    ${
      failed !== null &&
      html`<p class="hint wrong" role="alert">
        ${trendsWords.alarmsFailed} <button class="button small" onClick=${failed}>${text.retry}</button>
      </p>`
    }
    ${
      events.length === 0
        ? html`<p class="muted">${trendsWords.noMarks}</p>`
        : html`<ol tabindex="0" aria-label=${trendsWords.marks}>
            ${events.slice(0, SHOWN_MAX).map(
              ({ key, atMs, pointId, words, colour, path }) => html`<li key=${key}>
                <span class="event-mark" style=${{ background: `var(--${colour})` }} aria-hidden="true"></span>
                <time datetime=${new Date(atMs).toISOString()}>${dateTime(atMs)}</time>
                <a href=${path}>${words}</a>
                <span class="muted">${nameOf(pointId)}</span>
              </li>`,
            )}
          </ol>`
    }
    ${(areLeftOut || events.length > SHOWN_MAX) && html`<p class="hint">${trendsWords.leftOut}</p>`}
  </section>`;
}
