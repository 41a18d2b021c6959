/** The rooms that keep what machines of agents and their GPUs do, put together. */
import type { HubSettings } from '#schemas/config/hub-settings';
import type { Clock } from './clock.ts';
import type { Complaints } from './health/complaints.ts';
import type { HubLosses } from './health/hub-losses.ts';
import { keptDaysOf } from './results/retention.ts';
import type { Store } from './store/store.ts';
import { GpuRegister } from './telemetry/gpu-register.ts';
import { PreflightBook } from './telemetry/preflight-book.ts';
import { TelemetryKeeper } from './telemetry/telemetry-keeper.ts';
import { TelemetryReader } from './telemetry/telemetry-reader.ts';

const DAY_MS = 86_400_000;

export interface TelemetryRoomDeps {
  readonly settings: HubSettings;
  readonly clock: Clock;
  readonly store: Store;
  readonly losses: HubLosses;
  readonly complaints: Complaints;
}

export function createTelemetryRooms(deps: TelemetryRoomDeps) {
  const { settings, clock, store, losses, complaints } = deps;
  const gpuRegister = new GpuRegister(store);
  return {
    gpuRegister,
    telemetryKeeper: new TelemetryKeeper({
      store,
      register: gpuRegister,
      clock,
      keptMs: settings.retention.trend1dayDays * DAY_MS,
      lost: (rows) => losses.count('telemetryDropped', rows),
      failed: (error) => complaints.say('telemetry of agents is not stored; it waits', error),
    }),
    telemetryReader: new TelemetryReader({
      store,
      clock,
      keptDays: keptDaysOf(settings.retention),
    }),
    preflights: new PreflightBook(),
  };
}
