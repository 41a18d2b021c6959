import type { PointId } from '#schemas/ids/ids';
import type { Condition } from '#schemas/readings/finding';

/** What is known of a point when it is captured. */
export interface CapturedPoint {
  readonly pointId: PointId;
  readonly name: string;
  readonly machine: string | null;
  /** What names its machine once, whatever else has the same name; null: it is at none. */
  readonly machineId: string | null;
  readonly area: string | null;
  /** Who diagnoses it now; null: nobody, for this reason. */
  readonly agentId: string | null;
  readonly unassignedReason: string | null;
  readonly speedRpm: number | null;
  readonly condition: Condition | null;
}
