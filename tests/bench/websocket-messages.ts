import type { Member } from './crowd.ts';

/** What the clients of `bench:websocket` are to do. */
export interface WebsocketOrder {
  origin: string;
  members: Member[];
}

/** When the agent sent which update and which news. */
export interface Sent {
  updates: [key: string, sentMs: number][];
  changes: [changeId: string, sentMs: number][];
}

export interface WebsocketReport {
  seconds: number;
  /** Updates that came, each counted for each client. */
  delivered: number;
  /** Updates that left the agent while it was measured, times clients; and how many of these came. */
  updatesDue: number;
  updatesCame: number;
  updates: { p50Ms: number | null; p99Ms: number | null; maxMs: number | null };
  newsLatency: { p50Ms: number | null; p99Ms: number | null; maxMs: number | null };
  /** Condition changes while it was measured, and of them times clients those that did not come, or came again. */
  news: { news: number; lost: number; repeated: number };
  /** Connections that the hub ended. */
  closed: string[];
  megabytesRead: number;
  ownDelayP99Ms: number | null;
}
