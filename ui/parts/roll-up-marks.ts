import { html } from 'htm/preact';
import { type Appearance, text } from '../text/en.ts';
import { midSentence } from '../text/mid-sentence.ts';
import { plantTree as words } from '../text/plant-tree.ts';
import { NEEDS_ATTENTION } from '../websocket/rank.ts';
import type { RollUp } from '../websocket/roll-up.ts';
import { Icon } from './icon.ts';

/** As many kinds of trouble as a row has room for; the others are said. */
const SHOWN = 2;

/** What the points of a node come to: the gravest kinds with their counts, or quietly how many there are. */
export function RollUpMarks({
  rollUp: { worst, counts, points },
  unacknowledged,
}: {
  rollUp: RollUp;
  unacknowledged: number;
}) {
  const troubles = NEEDS_ATTENTION.filter((name) => counts[name] !== undefined);
  // A calm picture with points that nobody can judge is no calm plant: their state shows in place of a count alone.
  const calm = worst !== null && worst !== 'good' && troubles.length === 0 ? [worst] : [];
  const shown = [...troubles.slice(0, SHOWN), ...calm];
  return html`<span class="roll-up">
    ${
      unacknowledged > 0 &&
      html`<span class="roll-up-alarms">
        <span aria-hidden="true">${unacknowledged}!</span
        ><span class="spoken">, ${words.unacknowledged(unacknowledged)}</span>
      </span>`
    }
    ${shown.map(
      (
        name,
      ) => html`<span key=${name} class="roll-up-mark" data-appearance=${name} aria-hidden="true">
        <${Icon} name=${name} />${counts[name]}
      </span>`,
    )}
    ${shown.length === 0 && html`<span class="roll-up-calm" aria-hidden="true">${points}</span>`}
    <span class="spoken">, ${spoken(counts, points)}</span>
  </span>`;
}

function spoken(counts: RollUp['counts'], points: number): string {
  if (points === 0) return words.noPoints;
  const said = (Object.keys(counts) as Appearance[])
    .filter((name) => name !== 'good')
    .map((name) => `${counts[name]} ${midSentence(text.appearance[name])}`);
  return [words.points(points), ...said].join(', ');
}
