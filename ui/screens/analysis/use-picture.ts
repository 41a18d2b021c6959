import { useMemo } from 'preact/hooks';
import type { PlanePart } from '../../parts/charts/plane-plot.ts';
import { analysisWords } from '../../text/analysis.ts';
import { figure } from '../../text/numbers.ts';
import type { AnalysisView } from './analysis-address.ts';
import type { AnalysisLine } from './analysis-frame.ts';
import { isConvertible, lowestHz, unitOf } from './analysis-plan.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import {
  covers,
  highest,
  type Levels,
  levelsUnder,
  type Picture,
  spectrogramPicture,
  waterfallPicture,
} from './picture.ts';
import {
  countsOrders,
  perHzOf,
  shownPlane,
  spectrogramPlan,
  waterfallResolution,
  wholePlane,
} from './picture-plan.ts';
import type { SignalDesk } from './signal-desk.ts';
import type { Work, Worked } from './signal-work.ts';
import { useWorked } from './use-analysis.ts';

/** A picture with the axes it stands on. */
export interface ShownPicture {
  readonly kind: AnalysisView['kind'];
  /** The signals of the rows, the earliest first; of a spectrogram the chosen one. */
  readonly rows: readonly LoadedSignal[];
  readonly chosen: LoadedSignal;
  readonly whole: PlanePart;
  readonly shown: PlanePart;
  readonly inOrders: boolean;
  /** How long one Hz of the chosen signal is on the axis across. */
  readonly perHz: number;
  readonly unit: string;
  /** The whole, and the finest that reaches over what is shown. */
  readonly base: Picture;
  readonly picture: Picture;
  readonly levels: Levels;
  /** How fine it is, in words. */
  readonly resolution: string;
  /** The spectrum of the chosen capture, or of the chosen moment of a spectrogram. */
  readonly line: AnalysisLine | null;
}

/** Computes what a spectrogram or a waterfall shows; closer by, its part is computed again, finer. */
export function usePicture(
  view: AnalysisView,
  signals: readonly LoadedSignal[],
  chosen: LoadedSignal,
  desk: SignalDesk,
): ShownPicture | 'computing' | 'failed' {
  const { kind } = view;
  const isSpectrogram = kind === 'spectrogram';
  const inOrders = countsOrders(view, chosen);
  const perHz = perHzOf(chosen, inOrders) ?? 1;
  const rows = useMemo(
    () => (isSpectrogram ? [chosen] : [...signals].sort((a, b) => a.atMs - b.atMs)),
    [isSpectrogram, chosen, signals.map(({ key }) => key).join()],
  );
  const whole = useMemo(
    () => wholePlane(kind, rows, chosen, inOrders),
    [kind, rows, chosen, inOrders],
  );
  const shown = useMemo(
    () => shownPlane({ x: view.range, y: view.rows }, whole, kind, chosen),
    [view.range?.[0], view.range?.[1], view.rows?.[0], view.rows?.[1], whole],
  );
  const place = { rows, chosen, whole, shown, perHz };
  const { coarse, fine, moment } = usePictureWork(view, signals, desk, place);
  const made = (worked: typeof coarse) =>
    worked.kind === 'ready' ? pictureOf(kind, worked.value, rows, inOrders, whole) : null;
  const base = useMemo(() => made(coarse), [coarse, rows, inOrders, whole]);
  const detail = useMemo(() => made(fine), [fine, rows, inOrders, whole]);
  const picture = detail !== null && covers(detail, shown) ? detail : base;
  const part = view.colours === 'shown' ? shown : null;
  const levels = useMemo(() => levelsOf(base, picture, part), [base, picture, part]);
  if ([coarse, fine, moment].some((one) => one.kind === 'failed')) return 'failed';
  if (base === null || picture === null) return 'computing';
  const unit = unitOf(view, chosen, signals);
  const spectra = isSpectrogram ? moment : fine;
  const own = spectra.kind === 'ready' ? spectra.value[rows.indexOf(chosen)] : undefined;
  return {
    ...{ kind, rows, chosen, whole, shown, inOrders, perHz, unit, base, picture, levels },
    resolution: resolutionOf(picture, rows.indexOf(chosen), perHz, isSpectrogram),
    line:
      own?.kind === 'steps'
        ? { key: chosen.key, unit, values: own.values, step: own.step, perHz }
        : null,
  };
}

type Axes = Pick<ShownPicture, 'rows' | 'chosen' | 'whole' | 'shown' | 'perHz'>;

/** The whole; what is shown of it, finer; and of a spectrogram the spectrum of the moment that is read. */
function usePictureWork(
  view: AnalysisView,
  signals: readonly LoadedSignal[],
  desk: SignalDesk,
  { rows, chosen, whole, shown, perHz }: Axes,
) {
  const isSpectrogram = view.kind === 'spectrogram';
  const common = {
    quantity: isConvertible(signals) ? view.quantity : null,
    lowHz: lowestHz(signals),
  };
  const workOn = (part: PlanePart): Work =>
    isSpectrogram
      ? { kind: 'spectrogram', ...common, plan: spectrogramPlan(whole, part, chosen) }
      : {
          ...{ kind: 'spectrum', ...common },
          resolutionHz: waterfallResolution(view, whole.x, part.x, perHz),
        };
  return {
    coarse: useWorked(desk, rows, workOn(whole)).value,
    fine: useWorked(desk, rows, workOn(shown)).value,
    moment: useWorked(desk, isSpectrogram ? rows : [], {
      ...{ kind: 'moment', ...common, atS: view.moment ?? 0 },
      segmentSamples: spectrogramPlan(whole, shown, chosen).segmentSamples,
    }).value,
  };
}

/** Up to the highest of all, or of a part of it. Closer by, a line may be higher than it was from afar. */
function levelsOf(base: Picture | null, picture: Picture | null, part: PlanePart | null): Levels {
  const tops = (part === null ? [base, picture] : [picture]).map((one) =>
    one === null ? 0 : (highest(one, part)?.amplitude ?? 0),
  );
  return levelsUnder(Math.max(0, ...tops));
}

function pictureOf(
  kind: AnalysisView['kind'],
  worked: readonly Worked[],
  rows: readonly LoadedSignal[],
  inOrders: boolean,
  whole: PlanePart,
): Picture | null {
  const perHz = rows.map((signal) => perHzOf(signal, inOrders));
  return kind === 'spectrogram'
    ? spectrogramPicture(worked[0], perHz[0] ?? 1)
    : waterfallPicture(
        rows.map((_, i) => worked[i]),
        perHz,
        whole,
      );
}

function resolutionOf(
  { rows, stepY }: Picture,
  row: number,
  perHz: number,
  isSpectrogram: boolean,
): string {
  const hz = (rows[isSpectrogram ? 0 : row]?.step ?? 0) / perHz;
  const apart = `${figure(hz)} Hz`;
  // A segment is as long as its bins are fine.
  return isSpectrogram
    ? analysisWords.windowOf(1000 / hz, 1000 * stepY, apart)
    : analysisWords.binsOf(apart);
}
