import type { SettingsOf } from '#schemas/config/site-settings';
import type { Duty } from '#schemas/http/session';

/** What somebody must do first: a new password before a second factor. */
export function dutyOf(
  person: { role: string },
  has: { mustChangePassword: boolean; secondFactor: boolean },
  policy: Pick<SettingsOf<'signIn'>, 'secondFactorRoles' | 'secondFactorForAll'>,
): Duty | null {
  if (has.mustChangePassword) return 'change_password';
  if (has.secondFactor) return null;
  const isAsked = policy.secondFactorForAll || policy.secondFactorRoles.includes(person.role);
  return isAsked ? 'add_second_factor' : null;
}
