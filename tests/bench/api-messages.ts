import type { Answered } from './api-person.ts';
import type { Member } from './crowd.ts';

/** What the people of `bench:api` are to do. */
export interface ApiOrder {
  origin: string;
  members: Member[];
  pointIds: string[];
  /** Mean pause of a person between an answer and the next request. */
  thinkMs: number;
  seed: number;
}

/** All requests that were sent and answered while it was measured, column by column. */
export interface ApiReport {
  seconds: number;
  kinds: string[];
  /** Index in `kinds` of each request. */
  kind: number[];
  ms: number[];
  notModified: number;
  bytes: number;
  errors: Pick<Answered, 'kind' | 'error'>[];
  /** How late the load's own timers ran, 99th percentile: beyond a few ms the load itself was short of time. */
  ownDelayP99Ms: number | null;
}
