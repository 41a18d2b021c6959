import { z } from 'zod';
import type { Wrong } from '#schemas/http/wrong';
import { SensorId } from '#schemas/ids/ids';
import { MachineDetails, PositionDetails } from '#schemas/plant/machine-details';
import { MachineFacts } from '#schemas/plant/machine-facts';
import { Mounting } from '#schemas/plant/mounting';
import { ExternalId, NodeLink, NodeName, NodeNotes } from '#schemas/plant/node';
import { NODE_KINDS } from '#schemas/plant/node-kind';
import { Tags } from '#schemas/plant/tag';

/** The facts that a file says of a point itself; all others are those of machine and position. */
const PointFacts = MachineFacts.pick({ baselineVelocityMmS: true, limits: true }).partial();

/**
 * One row of a plant file: a node by the path of its names, or a point by its sensor with the path of where it hangs. What a
 * row does not say stays as it is.
 */
export const TransferRow = z.strictObject({
  kind: z.enum([...NODE_KINDS, 'point']),
  path: z.array(NodeName).max(8),
  externalId: ExternalId.nullable().optional(),
  machine: MachineDetails.partial().optional(),
  position: PositionDetails.partial().optional(),
  notes: NodeNotes.optional(),
  links: z.array(NodeLink).max(20).optional(),
  sensorId: SensorId.optional(),
  axis: z.number().int().min(0).max(7).optional(),
  name: z.string().trim().min(1).max(80).optional(),
  tags: Tags.optional(),
  mounting: Mounting.partial().optional(),
  facts: PointFacts.optional(),
});
export type TransferRow = z.infer<typeof TransferRow>;

/** A plant as a JSON file. */
export const PlantFile = z.strictObject({
  tremolo: z.literal('plant'),
  version: z.literal(1),
  rows: z.array(z.unknown()),
});

/** What is wrong with one cell, or with the row as a whole. */
export type WrongCell = Wrong & { readonly column: string | null };

/** A row as it was read: its number for the person, and what it says or what is wrong with it. */
export interface ReadRow {
  readonly row: number;
  readonly says: TransferRow | null;
  readonly errors: readonly WrongCell[];
}

/** More rows than this are no plant file. */
export const ROWS_MAX = 60_000;
