import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Diagnosis } from '#schemas/http/diagnoses';
import { ChartPanel } from '../../parts/charts/chart-panel.ts';
import type { Plot } from '../../parts/charts/plot.ts';
import { ZoomReset } from '../../parts/charts/zoom-reset.ts';
import { diagnoses as words } from '../../text/diagnoses.ts';
import { hertz } from '../../text/numbers.ts';
import { pointWords } from '../../text/point.ts';
import { amount, shownUnit } from '../../text/units.ts';

const HEIGHT = 240;

/** The spectrum of the whole recording, to look closer at by dragging. */
export function DiagnosisSpectrum({ diagnosis }: { diagnosis: Diagnosis }) {
  const { hzPerBin, values } = diagnosis.spectrum;
  const told = pointWords.units[diagnosis.unit];
  const { unit, factor } = shownUnit(told);
  const plot = useRef<Plot | null>(null);
  const zoom = useSignal<readonly [number, number] | null>(null);
  const note = useSignal<string>(words.spectrumNote);
  const range = zoom.value;
  useEffect(() => {
    plot.current?.draw({
      x: values.map((_, bin) => bin * hzPerBin),
      y: values.map((value) => value * factor),
      xRange: range ?? [0, (values.length - 1) * hzPerBin],
      yRange: [0, Math.max(...values, Number.MIN_VALUE) * factor * 1.05],
      markers: [],
    });
  }, [diagnosis, range, factor]);
  const onZoom = (chosen: readonly [number, number]) => {
    zoom.value = chosen;
  };
  return html`<${ChartPanel}
    title=${words.spectrum}
    options=${{ height: HEIGHT, xUnit: 'Hz', yUnit: unit, onZoom }}
    plot=${plot}
    samples=${() => values.length}
    readout=${(bin: number) => `${hertz(bin * hzPerBin)}: ${amount(values[bin], told)}`}
    note=${note}
    tools=${html`<${ZoomReset} zoom=${zoom} />`}
  />`;
}
