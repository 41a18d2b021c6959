import type { SignalUnit } from '#schemas/units/units';
import { nativeQuantity, QUANTITY_UNITS } from '#signal/spectrum/quantity';
import { velocityBand } from '#signal/spectrum/velocity-band';
import type { AnalysisView } from './analysis-address.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import type { Work } from './signal-work.ts';

const NATIVE_UNITS: Readonly<Record<SignalUnit, string>> = {
  g: 'g',
  m_s2: 'm/s²',
  mm_s: 'mm/s',
  undeclared: '',
};

/** What has to be computed for lines; the band of an envelope is known by then. */
export function workFor(
  view: AnalysisView,
  signals: readonly LoadedSignal[],
  band: readonly [number, number] | null,
): Work | null {
  const { kind, resolutionHz } = view;
  const quantity = isConvertible(signals) ? view.quantity : null;
  const lowHz = lowestHz(signals);
  switch (kind) {
    case 'waveform':
      return { kind: 'waveform', quantity, lowHz };
    case 'spectrum':
      return { kind: 'spectrum', quantity, lowHz, resolutionHz };
    case 'envelope':
      return band === null ? null : { kind: 'envelope', band: { lowHz: band[0], highHz: band[1] } };
    case 'spectrogram':
    case 'waterfall':
      return null;
  }
}

/** Whether every signal says its unit: else none is converted, as they would not be comparable. */
export function isConvertible(signals: readonly LoadedSignal[]): boolean {
  return signals.every(({ unit }) => unit !== 'undeclared');
}

/** Below this nothing is integrated: the band of broadband velocity, by the slowest machine (ISO 20816-1). */
export function lowestHz(signals: readonly LoadedSignal[]): number {
  const bands = signals.map(({ speedRpm }) => velocityBand(speedRpm).lowHz);
  return bands.length === 0 ? velocityBand(null).lowHz : Math.min(...bands);
}

/** The unit of the amplitudes of a signal in a view. */
export function unitOf(
  view: AnalysisView,
  signal: LoadedSignal,
  signals: readonly LoadedSignal[],
): string {
  const native = NATIVE_UNITS[signal.unit];
  if (view.kind === 'envelope') return native === '' ? '' : `${native}²`;
  return view.quantity === null || !isConvertible(signals) ? native : QUANTITY_UNITS[view.quantity];
}

/** Whether anything of the view was integrated. */
export function isIntegrated(view: AnalysisView, signals: readonly LoadedSignal[]): boolean {
  const { quantity, kind } = view;
  if (quantity === null || kind === 'envelope' || !isConvertible(signals)) return false;
  return signals.some(
    ({ unit }) => nativeQuantity(unit) !== quantity && quantity !== 'acceleration',
  );
}
