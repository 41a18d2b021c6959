import type { Widget } from '#schemas/dashboards/widget';

export type TemplateKey = 'empty' | 'shift' | 'analyst' | 'fleet';

/** A new dashboard by its template; points of trends are those that are worst now. */
export function templateOf(key: TemplateKey, worst: readonly string[]): Widget[] {
  const trends = worst.slice(0, 4).map(
    (pointId, i): Widget => ({
      ...{ id: `trend-${i}`, kind: 'trend', title: '', figure: 'velocity', span: 'week' },
      ...{ pointIds: [pointId as never], x: (i % 2) * 6, y: Math.floor(i / 2) * 4, w: 6, h: 4 },
    }),
  );
  const below = Math.ceil(trends.length / 2) * 4;
  const at = (x: number, y: number, w: number, h: number) => ({ x, y, w, h, title: '' });
  switch (key) {
    case 'empty':
      return [];
    case 'shift':
      return [
        { id: 'state', kind: 'state', nodeId: null, ...at(0, 0, 4, 4) },
        { id: 'alarms', kind: 'alarms', nodeId: null, from: 'low', count: 8, ...at(4, 0, 8, 4) },
        { id: 'worst', kind: 'worst', nodeId: null, count: 8, ...at(0, 4, 12, 4) },
      ];
    case 'analyst':
      return [
        ...trends,
        { id: 'worst', kind: 'worst', nodeId: null, count: 8, ...at(0, below, 8, 4) },
        { id: 'jobs', kind: 'jobs', ...at(8, below, 4, 2) },
        {
          id: 'alarms',
          kind: 'alarms',
          nodeId: null,
          from: 'high',
          count: 3,
          ...at(8, below + 2, 4, 2),
        },
      ];
    case 'fleet':
      return [
        { id: 'fleet', kind: 'fleet', ...at(0, 0, 6, 3) },
        { id: 'jobs', kind: 'jobs', ...at(6, 0, 6, 3) },
        {
          id: 'alarms',
          kind: 'alarms',
          nodeId: null,
          from: 'medium',
          count: 6,
          ...at(0, 3, 12, 4),
        },
      ];
  }
}
