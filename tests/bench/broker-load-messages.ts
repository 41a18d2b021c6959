/** What a load process is asked to do; in its first argument, as JSON. */
export interface BrokerLoad {
  readonly role: 'publish' | 'subscribe';
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly connections: number;
  readonly payloadBytes: number;
  /** Sensor ids of the publishers: this and a number. */
  readonly sensorPrefix: string;
  /** A subscriber that stops reading once it has subscribed. */
  readonly stuck: boolean;
}

/** A load process says `ready` once; `mark` is answered with what it sent or got so far. */
export type FromLoad =
  | { readonly kind: 'ready' }
  | { readonly kind: 'mark'; readonly messages: number; readonly atMs: number }
  | { readonly kind: 'closed' };
