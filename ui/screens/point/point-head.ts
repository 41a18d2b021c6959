import { html } from 'htm/preact';
import { Badge } from '../../parts/badge.ts';
import { Icon } from '../../parts/icon.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { age, count, figure } from '../../text/numbers.ts';
import { plantTree } from '../../text/plant-tree.ts';
import { pointWords } from '../../text/point.ts';
import { faultLine } from '../../text/sentences.ts';
import { inShownUnit, shownUnit } from '../../text/units.ts';
import { reasonWords, whyWords } from '../../text/verdict-words.ts';
import { fullName, type PointCell } from '../../websocket/point-cell.ts';
import { HoldButton } from './hold-button.ts';
import type { LiveViews } from './live-views.ts';
import { obstacleOf } from './obstacle.ts';

/** Name, verdict and why; then the figures. */
export function PointHead({ cell, views }: { cell: PointCell; views: LiveViews }) {
  const point = cell.point.value;
  const latest = cell.latest.value;
  const appearance = cell.appearance.value;
  const faults = latest === null ? null : faultLine(latest.verdict.findings);
  const obstacle = obstacleOf(point, latest, appearance);
  return html`<header class="point-head">
    <${Where} nodeId=${point.nodeId} />
    <div class="point-title">
      <h1>${fullName(point)}</h1>
      <${Badge} appearance=${appearance} />
      <${MeasuredAt} cell=${cell} />
      <${HoldButton} views=${views} />
    </div>
    <p class="why">
      ${faults !== null && html`<strong>${faults}</strong>`}
      <span>${latest === null ? text.plant.nothingHeard : whyWords(latest.verdict)}</span>
    </p>
    ${obstacle !== null && html`<p class="obstacle"><${Icon} name="stale" />${obstacle}</p>`}
    <${FigureRow} cell=${cell} />
  </header>`;
}

/** The path to the machine that it stands on, each step a way there; of a point that stands nowhere, back to the plant. */
function Where({ nodeId }: { nodeId: string | null }) {
  const { tree } = useApp();
  const path = tree.pathOf(nodeId);
  if (path.length === 0) {
    return html`<a class="back" href="/"><${Icon} name="back" />${pointWords.back}</a>`;
  }
  return html`<nav class="crumbs" aria-label=${plantTree.where}>
    <a class="crumb" href="/"><${Icon} name="back" />${plantTree.whole}</a>
    ${path.map(
      ({ id, node }) =>
        html`<a key=${id} class="crumb" href=${node.kind === 'machine' ? `/machines/${id}` : `/?node=${id}`}>${node.name}</a>`,
    )}
  </nav>`;
}

function MeasuredAt({ cell }: { cell: PointCell }) {
  const { now } = useApp();
  const latest = cell.latest.value;
  return latest === null
    ? null
    : html`<span class="muted">${pointWords.measured(age(latest.atMs, now.value))}</span>`;
}

function FigureRow({ cell }: { cell: PointCell }) {
  const latest = cell.latest.value;
  if (latest === null) return null;
  const { figures, verdict } = latest;
  const { severity } = verdict;
  const grade = severity.graded
    ? `${text.figure.zone(severity.zone)} ${text.figure.zoneBy[severity.by]}`
    : text.figure.notGraded;
  const note = severity.graded
    ? severity.significantChange
      ? text.figure.significantChange
      : ''
    : reasonWords(severity.reason);
  return html`<dl class="figures" data-stale=${cell.appearance.value === 'stale' || undefined}>
    <${FigureItem} name=${text.figure.velocity} value=${figures.velocityMmS} unit="mm/s" />
    <div class="grade">
      <dt>${text.figure.severity}</dt>
      <dd>${grade}${note && html`<small>${note}</small>`}</dd>
    </div>
    <div>
      <dt>${text.figure.speed}</dt>
      <dd>
        ${count(figures.speedRpm)} <small>${text.figure.perMinute}</small>
        ${figures.speedSource === 'estimated' && html`<small class="estimated">${text.plant.speedEstimated}</small>`}
      </dd>
    </div>
    <${FigureItem}
      name=${text.figure.acceleration}
      value=${figures.accelerationG}
      unit="g"
    />
    <${FigureItem} name=${text.figure.peak} value=${figures.peakG} unit="g" />
    <${FigureItem} name=${text.figure.envelope} value=${figures.envelopeG} unit="g" />
    <${FigureItem}
      name=${text.figure.displacement}
      value=${figures.displacementUm}
      unit="µm"
    />
    <${FigureItem} name=${text.figure.crest} value=${figures.crest} unit="" />
    <${FigureItem} name=${text.figure.kurtosis} value=${figures.kurtosis} unit="" />
  </dl>`;
}

function FigureItem({ name, value, unit }: { name: string; value: number | null; unit: string }) {
  return html`<div>
    <dt>${name}</dt>
    <dd>${figure(inShownUnit(value, unit))} <small>${shownUnit(unit).unit}</small></dd>
  </div>`;
}
