/**
 * What a signed-in person may be allowed to do. Every route and every WebSocket subscription names one of these;
 * `public` is for the few that come before signing in.
 */
export const PERMISSIONS = {
  'session:own': 'See and end one’s own session.',
  'plant:read': 'See points, their readings, trends and findings.',
  'plant:edit': 'Change what is known of a point: name, speed, bearing, machine group.',
  'system:read': 'See broker, agents, lanes and loss counters.',
  'fleet:operate': 'Drain an agent and bring it back.',
} as const;

export type Permission = keyof typeof PERMISSIONS;
