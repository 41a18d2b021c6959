import { refused } from '#schemas/errors/refused';
import { TELEMETRY_ROUTES } from '#schemas/http/telemetry';
import type { Flows } from '../flows.ts';
import { type Route, route } from './route.ts';

/** What machines of agents and their GPUs did, and what agents found of them. */
export function telemetryRoutes(flows: Flows): Route[] {
  const { agents, clock, gpuRegister, preflights, telemetryKeeper, telemetryReader } = flows.rooms;
  const inOrder = ({ from, to }: { from: number; to: number }) => {
    if (to < from) throw refused('range_backwards');
  };
  const known = (agentId: string) => {
    if (!agents.isKnown(agentId)) {
      throw refused('agent_unknown');
    }
  };
  return [
    route(TELEMETRY_ROUTES.agentTelemetry, ({ params, query }) => {
      inOrder(query);
      const key = telemetryKeeper.hostKey(params.agentId);
      if (key === null) {
        throw refused('machine_unknown');
      }
      return telemetryReader.host(key, query);
    }),
    route(TELEMETRY_ROUTES.gpuTelemetry, ({ params, query }) => {
      inOrder(query);
      const gpu = gpuRegister.at(params.agentId, params.index);
      if (gpu === null) throw refused('telemetry_gpu_unknown');
      return telemetryReader.gpu(gpu, query);
    }),
    route(TELEMETRY_ROUTES.gpuOverview, ({ query }) => {
      inOrder(query);
      return telemetryReader.overview(gpuRegister.all(query.agentId), query);
    }),
    route(TELEMETRY_ROUTES.agentPreflight, ({ params }) => {
      known(params.agentId);
      return { report: preflights.of(params.agentId) };
    }),
    route(TELEMETRY_ROUTES.askPreflight, ({ params }) => {
      known(params.agentId);
      flows.agents.askPreflight(params.agentId);
      return { askedMs: clock() };
    }),
  ];
}
