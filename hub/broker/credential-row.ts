import { z } from 'zod';
import { AgentId, SensorId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';
import { CREDENTIAL_KINDS } from './access-rules.ts';

/** An id of Sparkplug: anything that can be one level of a topic. */
const EdgeNodeId = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^+#/\p{C}]+$/u);

/** Base64 parts of a PBKDF2-HMAC-SHA512 hash, as Mosquitto's dynamic security plug-in keeps passwords. */
export const Pbkdf2Hash = z.strictObject({
  salt: z.string(),
  hash: z.string(),
  iterations: z.number().int().positive(),
});
export type Pbkdf2Hash = z.infer<typeof Pbkdf2Hash>;

export const ClientLimits = z.strictObject({
  messagesPerSecond: z.number().positive(),
  bytesPerSecond: z.number().positive(),
});
export type ClientLimits = z.infer<typeof ClientLimits>;

/** Another secret of a client, beside the one that it has. */
const OtherSecret = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  pbkdf2: Pbkdf2Hash,
  madeMs: TimeMs,
});

/** One client of the broker. Holds hashes only: the secret is shown once, when the row is made. */
export const CredentialRow = z.strictObject({
  username: z.string().max(80),
  kind: z.enum(CREDENTIAL_KINDS),
  id: z.union([SensorId, AgentId]),
  /** Of a gateway: the beginning of the ids of its sensors. */
  sensorPrefix: SensorId.nullable(),
  /** Of a Sparkplug edge node: its id in topics, where that is not its name here. */
  edgeNode: EdgeNodeId.nullable().default(null),
  /**
   * SHA-256 of the secret, hex. Secrets are 256 random bits, which no dictionary holds, so a slow hash would add
   * nothing; and after a restart a thousand sensors come back at once: argon2id would keep them out for a minute.
   */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The same secret for an external Mosquitto, which knows no other hash. */
  pbkdf2: Pbkdf2Hash,
  enabled: z.boolean(),
  createdMs: TimeMs,
  /** The secret that takes the place of the present one when it is used for the first time: until then both are good. */
  next: OtherSecret.nullable().default(null),
  /** The secret before this one lets nobody in any more; connections that it opened go on for a moment, to be changed over. */
  previous: z
    .strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), untilMs: TimeMs })
    .nullable()
    .default(null),
  /** When somebody asked for a new secret before it was due; null: nobody did. */
  renewalAskedMs: TimeMs.nullable().default(null),
  /** Instead of the limits of the settings. */
  limits: ClientLimits.nullable(),
});
export type CredentialRow = z.infer<typeof CredentialRow>;

export const CredentialDocument = z.strictObject({
  version: z.literal(1),
  credentials: z.array(CredentialRow),
});
