import { useEffect } from 'preact/hooks';
import { SYSTEM_ROUTES, type SystemState } from '#schemas/http/system';
import { request } from '../../http/request.ts';
import { type Loaded, useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';

/** What runs now, followed live while the screen is open. */
export function useSystem(): { system: Loaded<SystemState>; reload: () => void } {
  const app = useApp();
  const first = useLoad((signal) => request(SYSTEM_ROUTES.system, { signal }), []);
  useEffect(() => {
    app.live.subscribe('system');
    return () => app.live.unsubscribe('system');
  }, []);
  const told = app.system.value;
  const system: Loaded<SystemState> =
    told === null ? first.state.value : { kind: 'ready', value: told };
  return { system, reload: first.reload };
}
