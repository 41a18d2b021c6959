import type { NodeDetail } from '#schemas/plant/node';

/** What the parts of a machine's page are given. */
export interface MachinePartProps {
  readonly node: NodeDetail;
  /** Something was changed: the page shows how it is now. */
  readonly reload: () => void;
}
