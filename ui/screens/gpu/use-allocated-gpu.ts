import { useEffect } from 'preact/hooks';
import { type AllocatedGpu, FLEET_ROUTES } from '#schemas/http/fleet';
import { request } from '../../http/request.ts';
import { useLoad } from '../../parts/use-load.ts';

const EVERY_MS = 5_000;

/** What uses a GPU, read anew every five seconds; null while that is not known. */
export function useAllocatedGpu(agentId: string, uuid: string | null): AllocatedGpu | null {
  const { state, reload } = useLoad(
    (signal) => request(FLEET_ROUTES.allocation, { signal }),
    [agentId],
  );
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [agentId]);
  const loaded = state.value;
  if (loaded.kind !== 'ready') return null;
  const agent = loaded.value.agents.find((one) => one.agentId === agentId);
  return agent?.gpus.find((one) => one.uuid === uuid) ?? null;
}
