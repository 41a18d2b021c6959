import type { UserId } from '#schemas/ids/ids';
import type { Statement } from '../store/statement.ts';

/** Entries in which something personal of somebody stands. */
const TOUCHED = 'SELECT DISTINCT seq FROM audit_personal WHERE user_id = ?';

/**
 * Takes what is personal about somebody out of the audit trail and out of what its search finds. The chain holds only
 * commitments to it, and still verifies.
 */
export function eraseStatements(userId: UserId): Statement[] {
  return [
    { sql: `DELETE FROM audit_text WHERE rowid IN (${TOUCHED})`, args: [userId] },
    {
      sql: `INSERT INTO audit_text (rowid, body)
        SELECT a.seq, a.event || ' ' || coalesce(a.resource_id, '') || ' ' || a.details || ' ' || coalesce(
          (SELECT group_concat(p.body, ' ') FROM audit_personal p WHERE p.seq = a.seq AND p.user_id IS NOT ?), '')
        FROM audit a WHERE a.seq IN (${TOUCHED})`,
      args: [userId, userId],
    },
    { sql: 'DELETE FROM audit_personal WHERE user_id = ?', args: [userId] },
  ];
}
