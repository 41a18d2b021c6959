import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { View } from '#schemas/websocket/view';
import { ChartPanel } from '../../parts/charts/chart-panel.ts';
import type { Marker } from '../../parts/charts/marker.ts';
import type { Plot } from '../../parts/charts/plot.ts';
import { ZoomReset } from '../../parts/charts/zoom-reset.ts';
import { Segments } from '../../parts/segments.ts';
import { fixed, hertz } from '../../text/numbers.ts';
import { pointWords } from '../../text/point.ts';
import { amount, inShownUnit, units as personsUnits, shownUnit } from '../../text/units.ts';
import type { PointCell } from '../../websocket/point-cell.ts';
import type { DraftField } from './facts-draft.ts';
import { LineToggles } from './line-toggles.ts';
import type { LiveViews } from './live-views.ts';
import { familyMarkers, familyOrders, type LineFamily, markerNear } from './spectral-lines.ts';
import {
  type AmplitudeScale,
  axisPerHz,
  decibel,
  type FrequencyScale,
  highestBin,
  SpectrumFrames,
  type SpectrumKind,
  spectrumOf,
} from './spectrum-frame.ts';

/** So many bins off, a cursor still stands on a line. */
const NEAR_BINS = 2;

/** Where the shaft's orders lie: a sliver of an accelerometer's whole range. */
const LOW_PART = {
  hertz: { label: pointWords.lowHertz, range: [0, 1000] },
  orders: { label: pointWords.lowOrders, range: [0, 20] },
} as const;

interface SpectrumChartProps {
  readonly kind: SpectrumKind;
  readonly views: LiveViews;
  readonly cell: PointCell;
  /** Of the amplitudes. */
  readonly unit: string;
  /** Line families laid over; the two spectra may show different ones. */
  readonly families: Signal<ReadonlySet<LineFamily>>;
  readonly offered: readonly LineFamily[];
  /** Opens the form of facts at one that the lines need. */
  readonly enterFact: (field: DraftField) => void;
}

/** A live spectrum with the lines that bearing and shaft would show in it. */
export function SpectrumChart(props: SpectrumChartProps) {
  const { kind, views, cell, unit, families, offered, enterFact } = props;
  const plot = useRef<Plot | null>(null);
  const frames = useMemo(() => new SpectrumFrames(kind), [kind]);
  const amplitude = useSignal<AmplitudeScale>('linear');
  const frequency = useSignal<FrequencyScale>('hertz');
  const zoom = useSignal<readonly [number, number] | null>(null);
  const note = useSignal<string>(pointWords.waitingForView);
  const markers = useRef<Marker[]>([]);
  const speedKnown = cell.latest.value?.figures.speedRpm != null;

  const draw = (view: View) => {
    const perHz = axisPerHz(view, frequency.peek());
    const perOrder = view.speedRpm === null ? null : (view.speedRpm / 60) * perHz;
    const orders = familyOrders(cell.point.peek().facts);
    markers.current = familyMarkers(families.peek(), orders, perOrder);
    const choice = {
      amplitude: amplitude.peek(),
      frequency: frequency.peek(),
      zoom: zoom.peek(),
      factor: shownUnit(unit).factor,
    };
    plot.current?.draw(frames.frame(view, choice, markers.current));
    const top = highestBin(spectrumOf(view, kind).values);
    note.value = top < 0 ? '' : pointWords.highest(lineAt(view, top));
  };
  const lineAt = (view: View, bin: number) => {
    const { values, hzPerBin } = spectrumOf(view, kind);
    const hz = bin * hzPerBin;
    const size =
      amplitude.peek() === 'linear'
        ? amount(values[bin], unit)
        : `${fixed(decibel(inShownUnit(values[bin], unit)), 1)} dB`;
    const orders = view.speedRpm === null ? '' : ` · ${fixed((hz * 60) / view.speedRpm, 2)}X`;
    return `${hertz(hz)}${orders} · ${size}`;
  };
  const readout = (bin: number) => {
    const view = views.shown.peek();
    if (view === null || bin >= spectrumOf(view, kind).values.length) return null;
    const step = spectrumOf(view, kind).hzPerBin * axisPerHz(view, frequency.peek());
    const near = markerNear(markers.current, bin * step, NEAR_BINS * step);
    return `${lineAt(view, bin)}${near === null ? '' : ` · ${near.full}`}`;
  };

  useEffect(() => {
    const redraw = () => {
      const shown = views.shown.peek();
      if (shown !== null) draw(shown);
    };
    const ends = [
      views.onDraw(draw),
      ...[amplitude, zoom, families, cell.point, personsUnits].map((signal) =>
        signal.subscribe(redraw),
      ),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [views, kind]);
  // The axes' units are part of the chart itself: it is made anew, then drawn again.
  useEffect(() => {
    zoom.value = null;
    const shown = views.shown.peek();
    if (shown !== null) draw(shown);
  }, [amplitude.value, frequency.value]);

  const units = {
    xUnit: frequency.value === 'hertz' ? 'Hz' : 'X',
    yUnit: amplitude.value === 'linear' ? shownUnit(unit).unit : 'dB',
  };
  const onZoom = (range: readonly [number, number]) => {
    zoom.value = range;
  };
  return html`<${ChartPanel}
    title=${pointWords[kind]}
    options=${{ height: 240, ...units, onZoom }}
    plot=${plot}
    samples=${() => {
      const view = views.shown.peek();
      return view === null ? 0 : spectrumOf(view, kind).values.length;
    }}
    readout=${readout}
    note=${note}
    tools=${html`
      <${Segments}
        label=${pointWords.amplitudeScale}
        name=${`${kind}-amplitude`}
        value=${amplitude}
        choices=${[['linear', pointWords.linear], ['decibel', pointWords.decibel]]}
      />
      <${Segments}
        label=${pointWords.frequencyScale}
        name=${`${kind}-frequency`}
        value=${frequency}
        choices=${[
          ['hertz', pointWords.hertz],
          ['orders', pointWords.orders, speedKnown ? null : pointWords.ordersNeedSpeed],
        ]}
      />
      <${ZoomReset} zoom=${zoom} part=${kind === 'spectrum' ? LOW_PART[frequency.value] : undefined} />
    `}
    foot=${html`<${LineToggles} cell=${cell} families=${families} offered=${offered} enterFact=${enterFact} />`}
  />`;
}
