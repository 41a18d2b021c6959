import { html } from 'htm/preact';
import { Icon } from '../../parts/icon.ts';
import { mainFigure } from '../../parts/main-figure.ts';
import { text } from '../../text/en.ts';
import { figure } from '../../text/numbers.ts';
import { plantTree } from '../../text/plant-tree.ts';
import { verdictLine } from '../../text/sentences.ts';
import type { WallUnit } from './wall-units.ts';

/** One machine, to be read from across the hall: sign and word of its state, its name, and why. */
export function WallTile({ unit }: { unit: WallUnit }) {
  const { appearance, name, where, href, worst, alike, points } = unit;
  const latest = worst.latest.value;
  const main = mainFigure(latest);
  const isCalm = appearance === 'good' || appearance === 'warming';
  return html`<li class="wall-tile" data-appearance=${appearance}>
    <a href=${href}>
      <span class="wall-state">
        <${Icon} name=${appearance} /><span>${text.appearance[appearance]}</span>
        ${!isCalm && points > 1 && html`<small>${plantTree.ofPoints(alike, points)}</small>`}
      </span>
      <strong class="wall-name">${name}</strong>
      <span class="wall-line">
        ${
          isCalm
            ? where
            : appearance === 'stale' || latest === null
              ? latest === null
                ? text.plant.nothingHeard
                : text.plant.last(text.appearance[latest.verdict.condition])
              : verdictLine(latest.verdict)
        }
      </span>
      <span class="wall-figure">${figure(main.value)} <small>${main.unit}</small></span>
    </a>
  </li>`;
}
