import { z } from 'zod';

/** The levels of the plant’s tree, as ISA-95 orders them; a position is where on a machine a sensor sits. */
export const NODE_KINDS = ['enterprise', 'site', 'area', 'line', 'machine', 'position'] as const;
export const NodeKind = z.enum(NODE_KINDS);
export type NodeKind = z.infer<typeof NodeKind>;

/**
 * Whether a node of this kind may stand under one of that (null: at the top). Levels may be left out, never turned round; a
 * position stands on a machine and nowhere else, and nothing but positions stands on a machine.
 */
export function mayStandUnder(kind: NodeKind, parent: NodeKind | null): boolean {
  if (kind === 'position') return parent === 'machine';
  if (parent === null) return true;
  if (parent === 'machine' || parent === 'position') return false;
  return NODE_KINDS.indexOf(parent) < NODE_KINDS.indexOf(kind);
}

/** Where points may hang. */
export function carriesPoints(kind: NodeKind): boolean {
  return kind === 'machine' || kind === 'position';
}
