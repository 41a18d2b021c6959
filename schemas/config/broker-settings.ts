import { z } from 'zod';

/** Limits and listeners of the embedded broker; `url` set means an external one and no embedded broker at all. */
export const BrokerSettings = z.strictObject({
  url: z
    .string()
    .regex(/^mqtts?:\/\//, 'mqtt://host:port or mqtts://host:port')
    .nullable()
    .default(null),
  /** The hub's own credential at an external broker. */
  username: z.string().nullable().default(null),
  password: z.string().nullable().default(null),
  /** Certificate authority of the broker's certificate, PEM file: of an external one, or of ours where agents are to trust it. */
  caFile: z.string().nullable().default(null),
  /** Loopback unless TLS is configured or `allowPlaintext` says otherwise. */
  host: z.string().default('127.0.0.1'),
  port: z.number().int().min(0).max(65_535).default(1883),
  tls: z
    .strictObject({
      certFile: z.string(),
      keyFile: z.string(),
      port: z.number().int().min(0).max(65_535).default(8883),
    })
    .nullable()
    .default(null),
  allowPlaintext: z.boolean().default(false),
  /** Larger packets close the connection. 2 MiB holds a second of eight axes at 51.2 kHz in float32. */
  maxPacketBytes: z
    .number()
    .int()
    .positive()
    .default(2 * 1024 * 1024),
  /** Per sensor or gateway; above it packets wait, and the socket with them. */
  maxMessagesPerSecond: z.number().positive().default(2_000),
  maxBytesPerSecond: z
    .number()
    .positive()
    .default(64 * 1024 * 1024),
  maxClients: z.number().int().positive().default(4_000),
  /** Bytes waiting for one slow subscriber before its connection is closed. */
  maxQueuedBytesPerClient: z
    .number()
    .int()
    .positive()
    .default(64 * 1024 * 1024),
});
export type BrokerSettings = z.infer<typeof BrokerSettings>;
