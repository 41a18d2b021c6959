import { html } from 'htm/preact';
import { text } from '../../text/en.ts';
import { count, plain } from '../../text/numbers.ts';
import { inShownUnit, shownUnit } from '../../text/units.ts';
import type { PointCell } from '../../websocket/point-cell.ts';

/** Facts to read. */
export function FactsList({ cell }: { cell: PointCell }) {
  const point = cell.point.value;
  const { facts } = point;
  const lost = Object.values(cell.latest.value?.losses ?? {}).reduce((sum, n) => sum + n, 0);
  const rows: [string, string | null][] = [
    [text.point.area, point.area],
    [text.point.tags, point.tags.length === 0 ? null : point.tags.join(', ')],
    [text.point.speed, quantity(facts.speedRpm, 'r/min')],
    [text.point.bearing, facts.bearing?.designation ?? null],
    [text.point.power, quantity(facts.powerKw, 'kW')],
    [
      text.point.isoGroup,
      facts.isoGroup === null ? null : text.point.isoGroupShort[facts.isoGroup],
    ],
    [text.point.support, facts.support === null ? null : text.point.supports[facts.support]],
    [text.point.baseline, quantity(facts.baselineVelocityMmS, 'mm/s')],
    [text.point.sensor, `${point.sensorId}, ${text.point.axis.toLowerCase()} ${point.axis}`],
    [text.point.rate, `${count(point.sampleRateHz)} Hz`],
    [text.point.unit, text.point.units[point.unit]],
    [text.point.origin, point.origin],
    [text.point.agent, point.agentId],
    [text.point.losses, count(lost)],
  ];
  return html`<dl class="facts">
    ${rows.map(
      ([name, value]) => html`<div key=${name}>
        <dt>${name}</dt>
        <dd class=${value === null ? 'muted' : ''}>${value ?? text.unknown}</dd>
      </div>`,
    )}
  </dl>`;
}

function quantity(value: number | null, unit: string): string | null {
  if (value === null) return null;
  return `${plain(inShownUnit(value, unit))} ${shownUnit(unit).unit}`;
}
