import type { Permission } from '#schemas/access/permissions';

/** What a REST route asks for: `public` needs no session. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With `:name` for a part of the path that varies. */
  readonly path: string;
  readonly permission: Permission | 'public';
}

/**
 * The REST routes that screens use, by name, with what each takes and answers. A request that
 * changes something carries `content-type: application/json`, which a foreign page cannot send without being asked for.
 */
export const ROUTES = {
  health: { method: 'GET', path: '/api/v1/health', permission: 'public' },
  /** → SetupState */
  setupState: { method: 'GET', path: '/api/v1/setup', permission: 'public' },
  /** SetupRequest → SessionInfo, and the session's cookie */
  setup: { method: 'POST', path: '/api/v1/setup', permission: 'public' },
  /** SignInRequest → SessionInfo, and the session's cookie */
  signIn: { method: 'POST', path: '/api/v1/session', permission: 'public' },
  /** → SessionInfo; 401 `not_signed_in` without one */
  session: { method: 'GET', path: '/api/v1/session', permission: 'session:own' },
  /** → 204 */
  signOut: { method: 'DELETE', path: '/api/v1/session', permission: 'session:own' },
  /** → PointList */
  points: { method: 'GET', path: '/api/v1/points', permission: 'plant:read' },
  /** → Point */
  point: { method: 'GET', path: '/api/v1/points/:pointId', permission: 'plant:read' },
  /** PointPatch → Point */
  editPoint: { method: 'PATCH', path: '/api/v1/points/:pointId', permission: 'plant:edit' },
  /** ?TrendQuery → Trend */
  trend: { method: 'GET', path: '/api/v1/points/:pointId/trend', permission: 'plant:read' },
  /** ?cursor → ChangeList, newest first */
  changes: { method: 'GET', path: '/api/v1/points/:pointId/changes', permission: 'plant:read' },
  /** → SystemState */
  system: { method: 'GET', path: '/api/v1/system', permission: 'system:read' },
  /** → AgentState; its points move away */
  drainAgent: {
    method: 'POST',
    path: '/api/v1/agents/:agentId/drain',
    permission: 'fleet:operate',
  },
  /** → AgentState */
  resumeAgent: {
    method: 'POST',
    path: '/api/v1/agents/:agentId/resume',
    permission: 'fleet:operate',
  },
} as const satisfies Record<string, Route>;
export type RouteName = keyof typeof ROUTES;
