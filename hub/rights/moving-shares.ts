import type { Statement } from '../store/statement.ts';

// The higher level wins where both had a share; of two alike the one that was there stays.
const RANK = (level: string) => `instr('viewer editor owner', ${level})`;

/** What was shared with a team that is dissolved, shared with these subjects instead; nobody: with none. */
export function movingShares(teamId: string, subjectIds: readonly string[]): Statement[] {
  return [
    ...subjectIds.map((subjectId) => ({
      sql: `INSERT INTO shares SELECT resource_type, resource_id, ?, level, expires_ms FROM shares WHERE subject_id = ?
        ON CONFLICT (resource_type, resource_id, subject_id) DO UPDATE
          SET level = excluded.level, expires_ms = excluded.expires_ms
          WHERE ${RANK('excluded.level')} > ${RANK('shares.level')}`,
      args: [subjectId, teamId],
    })),
    { sql: 'DELETE FROM shares WHERE subject_id = ?', args: [teamId] },
  ];
}
