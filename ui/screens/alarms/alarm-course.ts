import { html } from 'htm/preact';
import type { AlarmStep } from '#schemas/alarms/history';
import { factsWords } from '../../text/alarm-says.ts';
import { alarmWords as words } from '../../text/alarms.ts';
import { dateTime, span } from '../../text/numbers.ts';

/** What happened to the alarm, by whom, and how long after what came before. */
export function AlarmCourse({ steps }: { steps: readonly AlarmStep[] }) {
  return html`<section class="card" aria-labelledby="course-title">
    <h2 id="course-title">${words.page.course}</h2>
    <ol class="job-timeline alarm-course">
      ${steps.map(
        (
          { step, atMs, what, by, ...why },
          i,
        ) => html`<li key=${step} data-what=${what} data-last=${i === steps.length - 1 || undefined}>
          <p>
            <span class="strong">${words.happened[what]}</span>
            <span class="muted">${by === null ? words.page.byItself : words.page.by(by.name)}</span>
          </p>
          <${Note} words=${noteWords({ what, ...why })} />
          <p class="muted job-when">
            <time datetime=${new Date(atMs).toISOString()}>${dateTime(atMs)}</time>
            ${i > 0 && html`<span>${words.page.after(span(atMs - (steps[i - 1]?.atMs ?? atMs)))}</span>`}
          </p>
        </li>`,
      )}
    </ol>
  </section>`;
}

function Note({ words: said }: { words: string | null }) {
  return said !== null && html`<p class="alarm-note">${said}</p>`;
}

/** What is said of a step: what a person wrote, why it was raised, or what its code means. */
function noteWords({
  what,
  note,
  facts,
}: Pick<AlarmStep, 'what' | 'note' | 'facts'>): string | null {
  if (facts !== null && facts.length > 0) return factsWords(facts);
  if (note === null) return null;
  const codes: Readonly<Record<string, string>> =
    what === 'closed' ? words.closedBecause : words.suppressedBy;
  const isCode = what === 'closed' || what === 'suppressed' || what === 'changed';
  return isCode ? (codes[note] ?? note) : note;
}
