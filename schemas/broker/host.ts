import { z } from 'zod';

/** What the system does not tell is null: screens say "not supported", never zero. */
const share = z.number().min(0).max(1).nullable();
const perSecond = z.number().nonnegative().nullable();

/** The whole machine of an agent, whatever runs on it. */
export const HostState = z.strictObject({
  /** Share of all cores that is busy, 0…1. */
  cpuShare: z.number().min(0).max(1),
  memoryUsedShare: z.number().min(0).max(1),
  /** Of the disk that holds the agent's data folder. Absent from agents of earlier versions, as all that follows. */
  diskUsedShare: share.optional(),
  diskFreeMb: z.number().nonnegative().nullable().optional(),
  /** All network adapters but the loopback together. */
  receivedBytesPerSecond: perSecond.optional(),
  sentBytesPerSecond: perSecond.optional(),
  /** Of the processor, °C. */
  temperatureC: z.number().min(-60).max(200).nullable().optional(),
});
export type HostState = z.infer<typeof HostState>;
