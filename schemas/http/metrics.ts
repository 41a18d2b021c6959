import type { RouteRow } from '#schemas/http/route-row';

export const METRICS_ROUTES = {
  metrics: {
    method: 'GET',
    path: '/metrics',
    permission: 'system:read',
    tag: 'system',
    summary:
      'Figures of hub, agents and GPUs for Prometheus, which asks with an API key as bearer token.',
    media: 'text/plain',
  },
} as const satisfies Record<string, RouteRow>;
