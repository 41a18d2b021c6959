import type { PointId } from '#schemas/ids/ids';

/** A machine as alarms know it: a node of the tree, or a name that only sensors say. */
export interface WatchedMachine {
  readonly assetId: string;
  readonly name: string;
  readonly nodeId: string | null;
  readonly kind: string | null;
}

/** Where in the plant something is. */
export interface Place {
  /** The node at which it hangs, and all above it, from the top. */
  readonly nodeIds: readonly string[];
  readonly path: readonly string[];
  readonly area: string | null;
  readonly machine: WatchedMachine | null;
}

/** A point with its place. */
export interface WatchedPoint extends Place {
  readonly pointId: PointId;
  readonly name: string;
  readonly tags: readonly string[];
  readonly agentId: string | null;
}

/** What alarms ask of the plant. */
export interface PlantView {
  /** Every point that is to be watched. */
  points(): Iterable<WatchedPoint>;
  /** Null: it is none, or is not there any more. */
  point(pointId: string): WatchedPoint | null;
  node(nodeId: string): Place | null;
}
