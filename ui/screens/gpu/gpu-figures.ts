import type { GpuReport } from '#schemas/broker/gpu';
import type { GpuFigure } from '#schemas/http/telemetry';
import type { gpu as words } from '../../text/gpu.ts';

/** One chart of the GPU's page. */
export interface GpuChartFigure {
  readonly key: keyof typeof words.charts;
  readonly figure: GpuFigure;
  readonly unit: string;
  /** From the unit in which it is told to that of the chart. */
  readonly scale: number;
  readonly decimals: number;
  /** The top of the chart in its unit, where the card says how far it can go; null: as far as the values go. */
  readonly topOf: (gpu: GpuReport) => number | null;
}

/** Charts of a GPU in the order in which they are looked at. */
export const GPU_CHARTS: readonly GpuChartFigure[] = [
  {
    key: 'utilisation',
    figure: 'utilisation',
    unit: '%',
    scale: 100,
    decimals: 0,
    topOf: () => 100,
  },
  {
    key: 'memory',
    figure: 'memoryUsedMb',
    unit: 'GiB',
    scale: 1 / 1_024,
    decimals: 1,
    topOf: ({ memoryTotalMb }) => memoryTotalMb && memoryTotalMb / 1_024,
  },
  {
    key: 'temperature',
    figure: 'temperatureC',
    unit: '°C',
    scale: 1,
    decimals: 0,
    topOf: () => 100,
  },
  {
    key: 'power',
    figure: 'powerW',
    unit: 'W',
    scale: 1,
    decimals: 0,
    topOf: ({ powerLimitW }) => powerLimitW && powerLimitW * 1.1,
  },
  {
    key: 'clock',
    figure: 'clockMhz',
    unit: 'MHz',
    scale: 1,
    decimals: 0,
    topOf: () => null,
  },
];
