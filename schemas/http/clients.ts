import type { RouteRow } from '#schemas/http/route-row';

export const CLIENT_ROUTES = {
  pythonClient: {
    method: 'GET',
    path: '/clients/python',
    // A program needs it before it has a key, and it says nothing that the documentation does not.
    permission: 'public',
    tag: 'system',
    summary: 'A client for this API as one Python file that needs nothing but Python.',
    media: 'text/x-python',
  },
} as const satisfies Record<string, RouteRow>;
