import { z } from 'zod';
import { BrokerSettings } from '#schemas/config/broker-settings';
import { CapturesSettings } from '#schemas/config/captures-settings';

/** One address, or a network as CIDR (`10.20.0.0/16`, `fd00::/8`). */
const Network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'An address, or a network such as 10.20.0.0/16.',
});
/** As a browser names it: scheme, host and port, nothing after. Never a pattern. */
const Origin = z
  .url({ protocol: /^https?$/ })
  .refine(
    (text) => URL.parse(text)?.origin === text && !text.includes('*'),
    'An origin such as https://panel.plant.',
  );

const days = (n: number) => z.number().positive().default(n);

/** All settings of the hub, with every default. `hub/config` reads them from `tremolo.toml` and TREMOLO_… variables. */
export const HubSettings = z.strictObject({
  dataDir: z.string().default('.data'),
  http: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: z.number().int().min(0).max(65_535).default(8080),
      tls: z
        .strictObject({
          certFile: z.string(),
          keyFile: z.string(),
          /** The authority that signed it, where agents are to trust that and not only this one certificate: PEM. */
          caFile: z.string().nullable().default(null),
        })
        .nullable()
        .default(null),
      /** Listening beyond loopback without TLS needs this said aloud. */
      allowPlaintext: z.boolean().default(false),
      /** Origins besides our own from which a browser may talk to us; normally none. */
      allowedOrigins: z.array(Origin).default([]),
      /** Proxies of ours: only what they say in X-Forwarded-For of where a request comes from is believed. */
      trustedProxies: z.array(Network).default([]),
      /** A trusted proxy ends TLS before us, and browsers see https. */
      tlsAtProxy: z.boolean().default(false),
      /** From where requests are taken, behind a proxy by the address that it names; empty: from anywhere. */
      allowedNetworks: z.array(Network).default([]),
      /** A line of the log for each request, with who asked from where: for a while, when something is looked into. */
      accessLog: z.boolean().default(false),
    })
    .prefault({}),
  broker: BrokerSettings.prefault({}),
  /** Accounts to try things with; made with random passwords, and never where the site is in production. */
  access: z
    .strictObject({
      demoAccounts: z.boolean().default(false),
      developerAccount: z.boolean().default(false),
    })
    .prefault({}),
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
      /** So old a credential gets before its agent is given another. */
      credentialDays: days(30),
    })
    .prefault({}),
  jobs: z
    .strictObject({
      /** An attempt that its agent has not spoken of for so long is taken from it. */
      leaseMs: z.number().int().positive().default(15_000),
      /** So long a job is left at work before it may have to make room for a more urgent one. */
      preemptAfterMs: z.number().int().nonnegative().default(30_000),
      /** Waits before an attempt that failed is repeated; as many retries as there are waits. */
      retryAfterMs: z
        .array(z.number().int().nonnegative())
        .max(10)
        .default([60_000, 120_000, 240_000]),
      /** Jobs that ended are kept so long, with what they were given, their history and what came of them. */
      keptDays: days(90),
      /** What they said is kept so long. */
      logKeptDays: days(30),
    })
    .prefault({}),
  /** Limits of `/api/v1/live`, so that no screen and no person takes the hub from the others. */
  live: z
    .strictObject({
      maxConnections: z.number().int().positive().default(2_000),
      maxConnectionsPerPerson: z.number().int().positive().default(200),
      /** Views for a screen that is so far behind are dropped. */
      viewBacklogBytes: z.number().int().positive().default(1_048_576),
      /** A screen whose news wait beyond this is disconnected and starts afresh. */
      newsBacklogBytes: z.number().int().positive().default(16_777_216),
    })
    .prefault({}),
  files: z
    .strictObject({
      /** Models and whatever else travels between hub and agents, all together. */
      maxTotalMb: z.number().positive().default(20_000),
    })
    .prefault({}),
  captures: CapturesSettings.prefault({}),
  results: z
    .strictObject({
      /** A result older than this when it arrives is counted as stale; it goes into the trends, and is shown only where nothing newer is known. */
      staleAfterMs: z.number().int().positive().default(10_000),
      /** Results from so far in the future come from a wrong clock and are refused. */
      maxAheadMs: z.number().int().positive().default(60_000),
    })
    .prefault({}),
});
export type HubSettings = z.infer<typeof HubSettings>;
