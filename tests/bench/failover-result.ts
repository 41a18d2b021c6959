/** What one run of the bench found; times in seconds after the kill. */
export interface FailoverResult {
  readonly secondsToFullCoverage: number;
  /** Windows of the dead agent's points that were handed over after the kill and reached no agent, by the hub's counters. */
  readonly windowsLost: number;
  /** The same by the first result of each point; null where the survivor's counters leave the first window open. */
  readonly windowsLostByResults: number | null;
  /** Frames and windows that the survivor itself counts as lost, on a machine too busy for it; they are among `windowsLost`. */
  readonly survivorLosses: number;
  /** Windows of before the kill of which the hub was told nothing any more. */
  readonly windowsUntold: number;
  /** Windows that the survivor's contexts took to fill again, each of these points. */
  readonly windowsWarming: number;
  readonly orphans: number;
  readonly stages: Readonly<Record<string, number>>;
  readonly coresByPart: Readonly<Record<string, number>>;
}

/** Counters of an agent's lanes as its last heartbeat told the hub. */
export interface AgentCounters {
  /** Diagnosed, and such that only filled a context. */
  readonly windows: number;
  readonly warming: number;
  /** Frames or windows that the agent itself counts as lost. */
  readonly losses: number;
}
