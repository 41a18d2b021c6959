import type { SettingsOf } from '#schemas/config/site-settings';
import type { Duty } from '#schemas/http/session';

/** What somebody must do first: a new password, then a second factor, then agreeing to the site's notice. */
export function dutyOf(
  person: { role: string },
  has: { mustChangePassword: boolean; secondFactor: boolean; noticeDue: boolean },
  policy: Pick<SettingsOf<'signIn'>, 'secondFactorRoles' | 'secondFactorForAll'>,
): Duty | null {
  if (has.mustChangePassword) return 'change_password';
  const isAsked = policy.secondFactorForAll || policy.secondFactorRoles.includes(person.role);
  if (isAsked && !has.secondFactor) return 'add_second_factor';
  return has.noticeDue ? 'accept_notice' : null;
}
