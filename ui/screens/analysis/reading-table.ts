import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { analysisWords } from '../../text/analysis.ts';
import { figure, fixed } from '../../text/numbers.ts';
import { decibel } from './analysis-frame.ts';
import type { LineReading } from './line-readings.ts';

interface ReadingTableProps {
  readonly label: string;
  readonly readings: readonly LineReading[];
  readonly unit: string;
  /** Heads in the place of plain words, such as buttons that sort. */
  readonly heads?: readonly ComponentChildren[];
  /** Places the cursor on a line. */
  readonly onPick: (hz: number) => void;
}

/** Lines of a spectrum as numbers: frequency, order, amplitude, dB, and how far above the neighbours. */
export function ReadingTable({ label, readings, unit, heads, onPick }: ReadingTableProps) {
  const { line, frequency, order, amplitude, decibel: db, over } = analysisWords;
  const words = heads ?? [
    line,
    frequency,
    order,
    `${amplitude}${unit === '' ? '' : `, ${unit}`}`,
    db,
    over,
  ];
  return html`<div class="table-box" tabindex="0" role="group" aria-label=${label}>
    <table class="trends-table readings">
      <thead>
        <tr>${words.map((word, i) => html`<th scope="col" key=${i}>${word}</th>`)}</tr>
      </thead>
      <tbody>
        ${readings.map(
          ({
            name,
            hz,
            order: multiple,
            amplitude: size,
            overNeighboursDb,
          }) => html`<tr key=${`${name} ${hz}`}>
            <th scope="row">${name}</th>
            <td>
              <button class="link-button" title=${analysisWords.atPeak(analysisWords.hz(hz))} onClick=${() => onPick(hz)}>
                ${fixed(hz, 2)}
              </button>
            </td>
            <td>${multiple === null ? '–' : fixed(multiple, 3)}</td>
            <td>${figure(size)}</td>
            <td>${fixed(decibel(size), 1)}</td>
            <td>${fixed(overNeighboursDb, 1)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
