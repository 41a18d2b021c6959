import { html } from 'htm/preact';
import { ToolChoice } from '../../parts/form/tool-choice.ts';
import { analysisWords } from '../../text/analysis.ts';
import {
  ANALYSIS_VIEWS,
  type AnalysisView,
  COLOURS,
  RESOLUTIONS,
  Y_SCALES,
} from './analysis-address.ts';
import { isConvertible } from './analysis-plan.ts';
import type { LoadedSignal } from './loaded-signal.ts';

interface ViewToolsProps {
  readonly view: AnalysisView;
  readonly show: (next: AnalysisView) => void;
  readonly signals: readonly LoadedSignal[];
}

/** How the signals are looked at: which view, in which unit, on which axes. */
export function ViewTools({ view, show, signals }: ViewToolsProps) {
  const { kind } = view;
  const isSpectrum = kind === 'spectrum' || kind === 'envelope';
  const isPicture = kind === 'spectrogram' || kind === 'waterfall';
  const canConvert = isConvertible(signals);
  const speedRpm = signals[view.chosen]?.speedRpm ?? null;
  return html`<${ToolChoice}
      label=${analysisWords.view}
      value=${kind}
      choices=${ANALYSIS_VIEWS.map((name) => [name, analysisWords.views[name]])}
      onChoose=${(name: AnalysisView['kind']) =>
        show({ ...view, kind: name, range: null, rows: null, at: null, moment: null })}
    />
    ${
      kind !== 'envelope' &&
      html`<${ToolChoice}
        label=${analysisWords.quantity}
        value=${view.quantity ?? ''}
        choices=${[
          ['', analysisWords.asMeasured],
          ...(['acceleration', 'velocity', 'displacement'] as const).map((name) => [
            ...[name, analysisWords.quantities[name]],
            canConvert ? null : analysisWords.quantityNeedsUnit,
          ]),
        ]}
        onChoose=${(name: string) =>
          show({ ...view, quantity: name === '' ? null : (name as AnalysisView['quantity']) })}
      />`
    }
    ${
      isSpectrum &&
      html`<${ToolChoice}
          label=${analysisWords.yScale}
          value=${view.y}
          choices=${Y_SCALES.map((name) => [name, analysisWords.yScales[name]])}
          onChoose=${(y: AnalysisView['y']) => show({ ...view, y })}
        />
        <${ToolChoice}
          label=${analysisWords.xScale}
          value=${view.isXLog ? 'log' : 'linear'}
          choices=${[['linear', analysisWords.xLinear], ['log', analysisWords.xLog]]}
          onChoose=${(x: string) => show({ ...view, isXLog: x === 'log', range: null })}
        />`
    }
    ${
      (isSpectrum || isPicture) &&
      html`<${ToolChoice}
          label=${analysisWords.axis}
          value=${view.isOrders && speedRpm !== null ? 'orders' : 'hertz'}
          choices=${[
            ['hertz', analysisWords.hertz],
            [
              'orders',
              analysisWords.orders,
              speedRpm === null ? analysisWords.ordersNeedSpeed : null,
            ],
          ]}
          onChoose=${(axis: string) => show({ ...view, isOrders: axis === 'orders', range: null })}
        />`
    }
    ${
      (kind === 'spectrum' || kind === 'waterfall') &&
      html`<${ToolChoice}
        label=${analysisWords.resolution}
        value=${String(view.resolutionHz)}
        choices=${RESOLUTIONS.map((hz) => [
          String(hz),
          hz > 0
            ? analysisWords.averaged(hz)
            : isPicture
              ? analysisWords.fitsShown
              : analysisWords.finest,
        ])}
        onChoose=${(hz: string) =>
          show({ ...view, resolutionHz: Number(hz) as AnalysisView['resolutionHz'] })}
      />`
    }
    ${
      isPicture &&
      html`<${ToolChoice}
        label=${analysisWords.colours}
        value=${view.colours}
        choices=${COLOURS.map((name) => [name, analysisWords.coloursUpTo[name]])}
        onChoose=${(colours: AnalysisView['colours']) => show({ ...view, colours })}
      />`
    }`;
}
