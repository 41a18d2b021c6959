import type { Point } from '#schemas/http/points';

/** Where a right must hold for this point: the nodes above it, or its area while it hangs nowhere in the tree. */
export function placeScopes({ above, area }: Pick<Point, 'above' | 'area'>): readonly string[] {
  if (above.length > 0) return above;
  return area === null ? [] : [area];
}
