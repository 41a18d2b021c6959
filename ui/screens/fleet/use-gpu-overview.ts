import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { describeError } from '#schemas/errors/tremolo-error';
import { type GpuOverview, TELEMETRY_ROUTES } from '#schemas/http/telemetry';
import { request } from '../../http/request.ts';
import { useApp } from '../../session/app.ts';

const HOUR_MS = 3_600_000;
export type OverviewOf = GpuOverview['gpus'][number];
const EVERY_MS = 30_000;

/** Means of the last hour by GPU, read anew now and then; without an answer the figures stand without their lines. */
export function useGpuOverview(agentId?: string): ReadonlyMap<string, OverviewOf> {
  const { now } = useApp();
  const known = useSignal<ReadonlyMap<string, OverviewOf>>(new Map());
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const read = async () => {
      if (document.hidden) return;
      const to = now.peek();
      const query = { from: Math.max(0, to - HOUR_MS), to, slots: 60, agentId };
      try {
        const { gpus } = await request(TELEMETRY_ROUTES.gpuOverview, { query, signal });
        known.value = new Map(gpus.map((gpu) => [gpu.uuid, gpu]));
      } catch (error) {
        if (!signal.aborted) console.warn(describeError(error));
      }
    };
    void read();
    const timer = setInterval(() => void read(), EVERY_MS);
    return () => {
      controller.abort();
      clearInterval(timer);
    };
  }, [agentId]);
  return known.value;
}
