import type { RouteRow } from '#schemas/http/route-row';

export const LIVE_ROUTES = {
  live: {
    method: 'GET',
    path: '/api/v1/live',
    permission: 'plant:read',
    within: 'sight',
    tag: 'plant',
    summary: 'The WebSocket: `schemas/websocket/messages.ts` says what goes over it.',
    media: 'application/octet-stream',
  },
} as const satisfies Record<string, RouteRow>;
