import type { BrokerSettings } from '#schemas/config/broker-settings';
import type { ErrorCode } from '#schemas/errors/tremolo-error';
import type { CredentialRow } from '../credential-row.ts';
import type { BrokerStatistics } from './broker-counters.ts';

/** What the supervisor tells the broker's process. */
export type ToBroker =
  | { kind: 'start'; settings: BrokerSettings; credentials: CredentialRow[] }
  | { kind: 'credentials'; credentials: CredentialRow[] };

/**
 * What the broker's process answers: `listening` or `failed` once, then `statistics` each second; `nextUsed` whenever a client comes
 * in with the secret that it was offered.
 */
export type FromBroker =
  | { kind: 'listening'; port: number; tlsPort: number | null }
  | { kind: 'failed'; code: ErrorCode; sentence: string }
  | { kind: 'nextUsed'; username: string; hash: string }
  | { kind: 'statistics'; statistics: BrokerStatistics };
