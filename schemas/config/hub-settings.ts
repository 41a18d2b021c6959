import { z } from 'zod';
import { BrokerSettings } from '#schemas/config/broker-settings';

const days = (n: number) => z.number().positive().default(n);

/** All settings of the hub, with every default. `hub/config` reads them from `tremolo.toml` and TREMOLO_… variables. */
export const HubSettings = z.strictObject({
  dataDir: z.string().default('.data'),
  http: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: z.number().int().min(0).max(65_535).default(8080),
      tls: z.strictObject({ certFile: z.string(), keyFile: z.string() }).nullable().default(null),
      /** Listening beyond loopback without TLS needs this said aloud. */
      allowPlaintext: z.boolean().default(false),
      /** Origins besides our own from which a browser may talk to us; normally none. */
      allowedOrigins: z.array(z.string()).default([]),
    })
    .prefault({}),
  broker: BrokerSettings.prefault({}),
  session: z.strictObject({ lifetimeHours: z.number().positive().default(12) }).prefault({}),
  setup: z.strictObject({ linkLifetimeMinutes: z.number().positive().default(60) }).prefault({}),
  retention: z
    .strictObject({
      trend10sDays: days(14),
      trend10minDays: days(400),
      trend1dayDays: days(3650),
      changesDays: days(3650),
      /** Oldest fine trends go first when the database grows beyond this. */
      maxDatabaseMb: z.number().positive().default(20_000),
      /** Below this the hub says that the disk is full and stops taking trends, but goes on serving. */
      minFreeDiskMb: z.number().nonnegative().default(200),
    })
    .prefault({}),
  fleet: z
    .strictObject({
      /** An agent unheard for so long is dead and its points move. */
      agentTimeoutMs: z.number().int().positive().default(3_000),
      /** Share of an agent's measured capacity that is given out. */
      loadLimit: z.number().positive().max(1).default(0.8),
    })
    .prefault({}),
  results: z
    .strictObject({
      /** A result older than this when it arrives still counts for trends, but not as the latest. */
      staleAfterMs: z.number().int().positive().default(10_000),
      /** Results from so far in the future come from a wrong clock and are refused. */
      maxAheadMs: z.number().int().positive().default(60_000),
    })
    .prefault({}),
});
export type HubSettings = z.infer<typeof HubSettings>;
