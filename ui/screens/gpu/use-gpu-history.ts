import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { GpuReport } from '#schemas/broker/gpu';
import { type GpuTelemetry, TELEMETRY_ROUTES } from '#schemas/http/telemetry';
import { request } from '../../http/request.ts';
import { type Loaded, useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { type GpuSpan, gpuRefreshMs, gpuSpanRange } from './gpu-span.ts';

const MAX_BUCKETS = 1_010;
const TAIL_MAX = 3_600;

export interface TailReport {
  readonly atMs: number;
  readonly gpu: GpuReport;
}

/** What is kept of a GPU over a span, asked for again while that goes on. */
export function useGpuHistory(
  agentId: string,
  index: number,
  span: Signal<GpuSpan>,
): { state: Signal<Loaded<GpuTelemetry>>; reload: () => void } {
  const { now } = useApp();
  const turn = useSignal(0);
  const loaded = useLoad(
    (signal) => {
      const [from, to] = gpuSpanRange(span.peek(), now.peek()).map(Math.round);
      const query = { from: Math.max(0, from), to, maxBuckets: MAX_BUCKETS };
      return request(TELEMETRY_ROUTES.gpuTelemetry, { params: { agentId, index }, query, signal });
    },
    [agentId, index, span.value, turn.value],
  );
  useEffect(() => {
    const everyMs = gpuRefreshMs(span.value);
    if (everyMs === null) return;
    const timer = setInterval(() => {
      if (!document.hidden) turn.value++;
    }, everyMs);
    return () => clearInterval(timer);
  }, [span.value]);
  return loaded;
}

/** What came live of a GPU since this was shown, oldest first; grows in place. Another card in its slot begins anew. */
export function useGpuTail(agentId: string, index: number): readonly TailReport[] {
  const app = useApp();
  const tail = useSignal<TailReport[]>([]).peek();
  useEffect(() => {
    tail.length = 0;
    return app.system.subscribe((system) => {
      const heartbeat = system?.agents.find((one) => one.agentId === agentId)?.heartbeat;
      const gpu = heartbeat?.gpu?.gpus.find((one) => one.index === index);
      if (system === null || gpu === undefined || gpu.state === 'lost') return;
      if (tail.at(-1)?.gpu === gpu) return;
      if (tail.length > 0 && tail.at(-1)?.gpu.uuid !== gpu.uuid) tail.length = 0;
      // The hub’s time: the agent’s clock can be wrong.
      tail.push({ atMs: system.atMs, gpu });
      if (tail.length > TAIL_MAX) tail.shift();
    });
  }, [agentId, index]);
  return tail;
}
