import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useApp } from '../../session/app.ts';
import { placeScopes } from '../../session/place-scopes.ts';
import { hertz } from '../../text/numbers.ts';
import { pointWords } from '../../text/point.ts';
import type { PointCell } from '../../websocket/point-cell.ts';
import type { DraftField } from './facts-draft.ts';
import { familyOrders, LINE_FAMILIES, type LineFamily } from './spectral-lines.ts';

interface LineTogglesProps {
  readonly cell: PointCell;
  readonly families: Signal<ReadonlySet<LineFamily>>;
  readonly offered: readonly LineFamily[];
  readonly enterFact: (field: DraftField) => void;
}

/** Which families of lines lie over a spectrum, each with its frequency now. */
export function LineToggles({ cell, families, offered, enterFact }: LineTogglesProps) {
  const { facts } = cell.point.value;
  const orders = familyOrders(facts);
  const speedRpm = cell.latest.value?.figures.speedRpm ?? facts.speedRpm;
  const toggle = (family: LineFamily) => {
    const next = new Set(families.value);
    if (!next.delete(family)) next.add(family);
    families.value = next;
  };
  const missing = missingOf(speedRpm, facts.bearing);
  return html`<div class="line-toggles" role="group" aria-label=${pointWords.lines}>
    ${offered.map((family) => {
      const order = orders[family];
      const usable = order !== null && speedRpm !== null;
      return html`<button
        key=${family}
        class="line-toggle"
        aria-pressed=${usable && families.value.has(family)}
        disabled=${!usable}
        onClick=${() => toggle(family)}
      >
        <${Swatch} family=${family} />
        ${family === 'shaft' ? pointWords.shaftLines : LINE_FAMILIES[family].name}
        <small>${usable && hertz((order * speedRpm) / 60)}</small>
      </button>`;
    })}
    ${missing !== null && html`<${MissingFact} missing=${missing} scopes=${placeScopes(cell.point.value)} enterFact=${enterFact} />`}
  </div>`;
}

function missingOf(speedRpm: number | null, bearing: unknown) {
  if (speedRpm === null) return bearing === null ? 'both' : 'speed';
  return bearing === null ? 'bearing' : null;
}

interface MissingFactProps {
  readonly missing: NonNullable<ReturnType<typeof missingOf>>;
  /** Where a right must hold for the point. */
  readonly scopes: readonly string[];
  readonly enterFact: (field: DraftField) => void;
}

function MissingFact({ missing, scopes, enterFact }: MissingFactProps) {
  const { session } = useApp();
  const field = missing === 'bearing' ? 'bearing' : 'speedRpm';
  return html`<p class="hint">${pointWords.linesNeed[missing]}</p>
    ${
      session.mayIn('plant:edit', scopes) &&
      html`<button class="button small" onClick=${() => enterFact(field)}>
        ${pointWords.enterFact}
      </button>`
    }`;
}

function Swatch({ family }: { family: LineFamily }) {
  const { colour, dash } = LINE_FAMILIES[family];
  return html`<svg class="swatch" viewBox="0 0 20 10" aria-hidden="true">
    <path d="M0 5h20" style=${{ stroke: `var(--${colour})` }} stroke-dasharray=${dash.join(' ')} />
  </svg>`;
}
