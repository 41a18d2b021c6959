import type { BearingGeometry, MachineFacts } from '#schemas/plant/machine-facts';

/** Defect lines of a rolling-element bearing in orders: multiples of the shaft's speed, no unit. */
export interface BearingOrders {
  /** Ball pass, outer race: a defect of the standing outer ring. */
  readonly bpfo: number;
  /** Ball pass, inner race: a defect of the turning inner ring. */
  readonly bpfi: number;
  /** Ball SPIN. A ball's defect strikes both races in each spin, so its line shows at 2 × bsf. */
  readonly bsf: number;
  /** Fundamental train: the cage. */
  readonly ftf: number;
}

/**
 * The defect orders of a bearing whose inner ring turns and whose outer ring stands, without slip.
 * Source: Randall & Antoni 2011, "Rolling element bearing diagnostics: a tutorial", equations 1–4.
 */
export function bearingOrders(geometry: BearingGeometry): BearingOrders {
  const { balls, ballDiameterMm, pitchDiameterMm, contactAngleDeg } = geometry;
  const ratio = (ballDiameterMm / pitchDiameterMm) * Math.cos((contactAngleDeg * Math.PI) / 180);
  return {
    bpfo: (balls / 2) * (1 - ratio),
    bpfi: (balls / 2) * (1 + ratio),
    bsf: (pitchDiameterMm / (2 * ballDiameterMm)) * (1 - ratio * ratio),
    ftf: (1 - ratio) / 2,
  };
}

/** The orders of a machine's bearing; null while its geometry is unknown. */
export function ordersOf(machine: MachineFacts): BearingOrders | null {
  return machine.bearing === null ? null : bearingOrders(machine.bearing);
}
