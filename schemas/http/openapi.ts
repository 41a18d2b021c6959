import type { RouteRow } from '#schemas/http/route-row';

export const OPENAPI_ROUTES = {
  openapi: {
    method: 'GET',
    path: '/api/v1/openapi.json',
    // It says nothing that the sources do not say, and a program needs it before it has a key.
    permission: 'public',
    tag: 'system',
    summary: 'This document: every route, what it takes and answers (OpenAPI 3.1).',
    media: 'application/json',
  },
} as const satisfies Record<string, RouteRow>;
