import type { UserId } from '#schemas/ids/ids';
import type { Statement } from '../store/statement.ts';

const TABLES = [
  'passwords',
  'old_passwords',
  'totp',
  'backup_codes',
  'message_factors',
  'one_time_links',
  'password_requests',
  'known_places',
  'preferences',
  'kept_states',
  'accepted_notices',
];

/** Deletes by what a person signed in, and from where. */
export function erasingAccess(userId: UserId): Statement[] {
  return [
    ...TABLES.map((table) => ({ sql: `DELETE FROM ${table} WHERE user_id = ?`, args: [userId] })),
    {
      sql: 'DELETE FROM refresh_tokens WHERE session_id IN (SELECT session_id FROM sessions WHERE user_id = ?)',
      args: [userId],
    },
    { sql: 'DELETE FROM sessions WHERE user_id = ?', args: [userId] },
  ];
}
