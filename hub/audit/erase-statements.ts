import type { UserId } from '#schemas/ids/ids';
import type { Statement } from '../store/statement.ts';

/** Takes what is personal about somebody out of the audit trail. The chain holds only commitments to it, and still verifies. */
export function eraseStatements(userId: UserId): Statement[] {
  return [{ sql: 'DELETE FROM audit_personal WHERE user_id = ?', args: [userId] }];
}
