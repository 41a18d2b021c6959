import { html } from 'htm/preact';
import { text } from '../../text/en.ts';
import { midSentence } from '../../text/mid-sentence.ts';
import { count, plain } from '../../text/numbers.ts';
import { pointWords } from '../../text/point.ts';
import { inShownUnit, shownUnit } from '../../text/units.ts';
import type { PointCell } from '../../websocket/point-cell.ts';

/** Facts to read. */
export function FactsList({ cell }: { cell: PointCell }) {
  const point = cell.point.value;
  const { facts } = point;
  const lost = Object.values(cell.latest.value?.losses ?? {}).reduce((sum, n) => sum + n, 0);
  const rows: [string, string | null][] = [
    [pointWords.area, point.area],
    [pointWords.tags, point.tags.length === 0 ? null : point.tags.join(', ')],
    [pointWords.speed, quantity(facts.speedRpm, text.figure.perMinute)],
    [pointWords.bearing, facts.bearing?.designation ?? null],
    [pointWords.power, quantity(facts.powerKw, 'kW')],
    [
      pointWords.isoGroup,
      facts.isoGroup === null ? null : pointWords.isoGroupShort[facts.isoGroup],
    ],
    [pointWords.support, facts.support === null ? null : pointWords.supports[facts.support]],
    [pointWords.baseline, quantity(facts.baselineVelocityMmS, 'mm/s')],
    [pointWords.sensor, `${point.sensorId}, ${midSentence(pointWords.axis)} ${point.axis}`],
    [pointWords.rate, `${count(point.sampleRateHz)} Hz`],
    [pointWords.unit, pointWords.units[point.unit]],
    [pointWords.origin, point.origin],
    [pointWords.agent, point.agentId],
    [pointWords.losses, count(lost)],
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
