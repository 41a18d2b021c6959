import { html } from 'htm/preact';
import { ToolChoice } from '../../parts/form/tool-choice.ts';
import { analysisWords } from '../../text/analysis.ts';
import {
  FAMILY_NAMES,
  familyOrders,
  LINE_FAMILIES,
  type LineFamily,
} from '../point/spectral-lines.ts';
import { type AnalysisView, CURSORS } from './analysis-address.ts';
import type { AnalysisLine } from './analysis-frame.ts';
import { bearingLines, cursorLines } from './cursor-lines.ts';
import { lineReadings } from './line-readings.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import { ReadingTable } from './reading-table.ts';

interface CursorPanelProps {
  readonly view: AnalysisView;
  readonly show: (next: AnalysisView) => void;
  readonly signal: LoadedSignal;
  readonly line: AnalysisLine;
  /** A place was typed, Hz. */
  readonly onPlace: (at: number) => void;
  /** Of a spectrogram: when the spectrum is read. */
  readonly moment?: { readonly seconds: number; readonly onMoment: (seconds: number) => void };
}

/** Which cursor, which lines of bearing and shaft, and what the chosen signal shows there. */
export function CursorPanel(props: CursorPanelProps) {
  const { view, show, signal, line, onPlace, moment } = props;
  const { facts, speedRpm } = signal;
  const orders = facts === null ? null : familyOrders(facts);
  const places = [...cursorLines(view), ...bearingLines(view, facts, speedRpm)];
  const readings = lineReadings(places, line, signal, moment === undefined ? undefined : 0);
  const turn = (family: LineFamily) => {
    const lines = new Set(view.lines);
    if (!lines.delete(family)) lines.add(family);
    show({ ...view, lines });
  };
  const number = (
    id: string,
    label: string,
    value: number | null,
    take: (value: number) => void,
    least = Number.MIN_VALUE,
  ) =>
    html`<div class="field">
      <label for=${id}>${label}</label>
      <input
        id=${id}
        inputmode="decimal"
        value=${value === null ? '' : Number(value.toPrecision(6))}
        onChange=${(event: Event) => {
          const typed = Number((event.target as HTMLInputElement).value.replace(',', '.'));
          if (typed >= least) take(typed);
        }}
      />
    </div>`;
  const canAll = FAMILY_NAMES.every((family) => orders?.[family] != null) && speedRpm !== null;
  return html`<section class="card cursor-panel" aria-labelledby="cursor-title">
    <h2 id="cursor-title">${analysisWords.cursor}</h2>
    <div class="own-range">
      <${ToolChoice}
        label=${analysisWords.cursor}
        value=${view.cursor}
        choices=${CURSORS.map((name) => [name, analysisWords.cursors[name]])}
        onChoose=${(cursor: AnalysisView['cursor']) => show({ ...view, cursor })}
      />
      ${number('cursor-at', analysisWords.cursorAt, view.at, onPlace)}
      ${moment !== undefined && number('cursor-moment', analysisWords.cursorMoment, moment.seconds, moment.onMoment, 0)}
      ${view.cursor === 'sideband' && number('cursor-gap', analysisWords.gap, view.gapHz, (gapHz) => show({ ...view, gapHz }))}
      ${number('cursor-slip', analysisWords.slip, view.slipPercent, (slip) =>
        show({ ...view, slipPercent: Math.min(10, slip) }),
      )}
    </div>
    <div class="line-toggles" role="group" aria-label=${analysisWords.bearingLines}>
      ${FAMILY_NAMES.map((family) => {
        const usable = orders?.[family] != null && speedRpm !== null;
        return html`<button
          key=${family}
          class="line-toggle"
          aria-pressed=${usable && view.lines.has(family)}
          disabled=${!usable}
          onClick=${() => turn(family)}
        >
          ${LINE_FAMILIES[family].name}
        </button>`;
      })}
    </div>
    ${!canAll && html`<p class="hint">${analysisWords.linesNeed}</p>`}
    ${
      readings.length === 0
        ? html`<p class="muted">${analysisWords.noReadings}</p>`
        : html`<${ReadingTable}
            label=${analysisWords.readings}
            readings=${readings}
            unit=${line.unit}
            onPick=${(at: number) => show({ ...view, at })}
          />`
    }
  </section>`;
}
