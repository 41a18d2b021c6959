import type { AuditEntry } from './audit-entry.ts';

export type SqlValue = string | number | null;
export type Row = Record<string, SqlValue>;

/** One SQL statement with its positional arguments. */
export interface Statement {
  readonly sql: string;
  readonly args?: readonly SqlValue[];
  /** The whole transaction is undone, and answered with null, when this statement changes no row. */
  readonly mustChange?: boolean;
}

export interface WriteResult {
  readonly rowsAffected: number;
  readonly rows: Row[];
}

/** What a database worker is asked. `script` runs outside of any transaction and gives no rows. */
export type DatabaseCall =
  | { readonly kind: 'open'; readonly path: string; readonly role: 'writer' | 'reader' }
  | {
      readonly kind: 'write';
      readonly statements: readonly Statement[];
      /** Recorded in the audit trail within the same transaction. */
      readonly entries: readonly AuditEntry[];
    }
  | { readonly kind: 'read'; readonly statement: Statement }
  | { readonly kind: 'script'; readonly sql: string }
  | { readonly kind: 'close' };

export type DatabaseRequest = { readonly id: number } & DatabaseCall;
export type WriteCall = Extract<DatabaseCall, { kind: 'write' }>;

/** `code` is SQLite's own name of the failure, for example SQLITE_FULL, or null. */
export type DatabaseReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number;
      readonly ok: false;
      readonly code: string | null;
      readonly message: string;
    };
