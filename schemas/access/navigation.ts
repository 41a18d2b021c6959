import type { Permission } from '#schemas/access/permissions';

interface Place {
  readonly key: string;
  readonly path: string;
  /** Any one of these opens it. */
  readonly needs: readonly Permission[];
  /** A right in one part of the plant opens it, too: it then shows what is there. */
  readonly within?: true;
}

/** The places of the main menu. The hub sends those that a person may open; screens put the words to them. */
export const NAVIGATION = [
  { key: 'plant', path: '/', needs: ['plant:read'], within: true },
  { key: 'alarms', path: '/alarms', needs: ['alarm:read'], within: true },
  { key: 'analysis', path: '/analysis', needs: ['plant:read'], within: true },
  { key: 'dashboards', path: '/dashboards', needs: ['dashboard:own'] },
  { key: 'diagnoses', path: '/diagnoses', needs: ['diagnosis:read'] },
  { key: 'jobs', path: '/jobs', needs: ['job:read'] },
  { key: 'fleet', path: '/fleet', needs: ['system:read'] },
  { key: 'system', path: '/system', needs: ['system:read'] },
  {
    key: 'administration',
    path: '/administration',
    needs: [
      'user:read',
      'plant:edit',
      'team:edit',
      'role:read',
      'audit:read',
      'analytics:read',
      'setting:read',
      'notification:configure',
      'key:manage',
    ],
  },
] as const satisfies readonly Place[];

export type PlaceKey = (typeof NAVIGATION)[number]['key'];

/** What somebody with these rights finds in the main menu, in its order; `somewhere`: all that he may at least in a part of the plant. */
export function placesFor(
  permissions: ReadonlySet<Permission>,
  somewhere: ReadonlySet<Permission> = permissions,
): { key: PlaceKey; path: string }[] {
  const places: readonly (Place & { readonly key: PlaceKey })[] = NAVIGATION;
  return places
    .filter(({ needs, within }) =>
      needs.some((one) => (within === true ? somewhere : permissions).has(one)),
    )
    .map(({ key, path }) => ({ key, path }));
}
