import type { Permission } from '#schemas/access/permissions';
import type { Session } from '../../session/session.ts';
import type { Operation } from './operations.ts';

/** Whether the person may send this operation at all: by a right everywhere, or, where that is enough, in a part of the plant. */
export function mayCall(session: Session, { permission, isInParts }: Operation): boolean {
  const right = permission as Permission;
  return isInParts ? session.mayAnywhere(right) : session.may(right);
}
