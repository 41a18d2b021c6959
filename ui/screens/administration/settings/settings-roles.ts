import { RIGHTS_ROUTES } from '#schemas/http/rights';
import { request } from '../../../http/request.ts';
import { useLoad } from '../../../parts/use-load.ts';
import { useApp } from '../../../session/app.ts';

/** Key and name of every role; null while they are not known, or may not be: then a role is named by its key. */
export function useSettingsRoles(): readonly (readonly [string, string])[] | null {
  const { session } = useApp();
  const isAllowed = session.may('role:read');
  const { state } = useLoad(
    async (signal) => (isAllowed ? request(RIGHTS_ROUTES.roles, { signal }) : null),
    [isAllowed],
  );
  const loaded = state.value;
  if (loaded.kind !== 'ready' || loaded.value === null) return null;
  return loaded.value.roles.map(({ key, name }) => [key, name]);
}
