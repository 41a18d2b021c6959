import type { SettingsOf } from '#schemas/config/site-settings';
import type { Duty } from '#schemas/http/session';

/** What somebody must do first: a new password before a second factor. */
export function dutyOf(
  person: { role: string; origin: string },
  has: { mustChangePassword: boolean; secondFactor: boolean },
  policy: Pick<SettingsOf<'signIn'>, 'secondFactorRoles' | 'secondFactorForAll'>,
): Duty | null {
  if (has.mustChangePassword) return 'change_password';
  // Who comes by single sign-on has proven as much to the provider as the site asks of it there.
  if (person.origin !== 'local' || has.secondFactor) return null;
  const isAsked = policy.secondFactorForAll || policy.secondFactorRoles.includes(person.role);
  return isAsked ? 'add_second_factor' : null;
}
