import { html } from 'htm/preact';
import { text } from '../../text/en.ts';
import { midSentence } from '../../text/mid-sentence.ts';
import { count } from '../../text/numbers.ts';
import { editorWords as words } from '../../text/plant-editor.ts';
import { pointWords } from '../../text/point.ts';
import { amount } from '../../text/units.ts';
import type { PointCell } from '../../websocket/point-cell.ts';
import { useLiveViews } from '../point/live-views.ts';
import { WaveformChart } from '../point/waveform-chart.ts';

/** The live signal of a sensor with its figures: enough to tell by a knock on the machine which one it is. */
export function SensorPreview({ cell }: { cell: PointCell }) {
  const { pointId, unit, name, sensorId, axis } = cell.point.value;
  const views = useLiveViews(pointId);
  const figures = cell.latest.value?.figures;
  return html`<div class="sensor-preview" role="group" aria-label=${words.previewOf(name)}>
    <${WaveformChart} views=${views} unit=${pointWords.waveformUnit[unit]} />
    <dl class="facts">
      <div><dt>${pointWords.sensor}</dt><dd>${sensorId}, ${midSentence(pointWords.axis)} ${axis}</dd></div>
      <div><dt>${text.figure.velocity}</dt><dd>${amount(figures?.velocityMmS ?? null, 'mm/s')}</dd></div>
      <div><dt>${text.figure.acceleration}</dt><dd>${amount(figures?.accelerationG ?? null, 'g')}</dd></div>
      <div><dt>${text.figure.speed}</dt><dd>${count(figures?.speedRpm ?? null)} ${text.figure.perMinute}</dd></div>
    </dl>
  </div>`;
}
