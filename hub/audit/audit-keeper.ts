import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { refused } from '#schemas/errors/refused';
import type { AuditForwarding, AuditKeeping } from '#schemas/http/audit-keeping';
import type { Row } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { Forwarder } from './forwarder.ts';

export interface AuditKeeperDeps {
  readonly store: Store;
  readonly folder: string;
  readonly retentionDays: () => number;
  readonly forwarder: Pick<Forwarder, 'state' | 'target'>;
}

const whole = (value: unknown) => (value == null ? null : Number(value));

/** What of the trail is here, what went into sealed files, and what the log server has not got yet. */
export class AuditKeeper {
  readonly #deps: AuditKeeperDeps;

  constructor(deps: AuditKeeperDeps) {
    this.#deps = deps;
  }

  async state(): Promise<AuditKeeping> {
    const { store, retentionDays } = this.#deps;
    const [[here], segments] = await Promise.all([
      // Three look-ups in indexes, however long the trail is.
      store.read(`SELECT (SELECT min(seq) FROM audit) AS first, (SELECT max(seq) FROM audit) AS last,
        (SELECT at_ms FROM audit ORDER BY seq LIMIT 1) AS first_ms,
        (SELECT max(seq) FROM audit_checkpoints) AS sealed`),
      store.read('SELECT * FROM audit_segments ORDER BY last_seq DESC'),
    ]);
    return {
      retentionDays: retentionDays(),
      firstSeq: whole(here?.first),
      lastSeq: whole(here?.last),
      firstMs: whole(here?.first_ms),
      sealedSeq: whole(here?.sealed),
      segments: segments.map(segmentOf),
    };
  }

  /** Where the sealed file that ends with this entry lies. Throws `not_found`, also when somebody took the file away. */
  async file(last: number): Promise<{ path: string; name: string }> {
    const [row] = await this.#deps.store.read(
      'SELECT file FROM audit_segments WHERE last_seq = ?',
      [last],
    );
    if (row === undefined) throw refused('audit_part_unknown');
    const name = basename(String(row.file));
    const path = join(this.#deps.folder, name);
    if (!existsSync(path)) {
      throw refused('audit_file_gone');
    }
    return { path, name };
  }

  async forwarding(): Promise<AuditForwarding> {
    const { store, forwarder } = this.#deps;
    const { target } = forwarder;
    const { isConnected, failures, reason } = forwarder.state;
    if (target === null) return { target, isConnected: false, waiting: 0, failures, reason: null };
    const [row] = await store.read(
      `SELECT (SELECT min(seq) FROM audit) AS first, (SELECT max(seq) FROM audit) AS last,
        (SELECT through_seq FROM audit_forwarding WHERE target = ?) AS through`,
      [target],
    );
    // What was deleted here before this log server was set will never go there.
    const gone = Math.max(whole(row?.through) ?? 0, (whole(row?.first) ?? 1) - 1);
    const waiting = Math.max(0, (whole(row?.last) ?? 0) - gone);
    return { target, isConnected, waiting, failures, reason };
  }
}

function segmentOf(row: Row) {
  return {
    first: Number(row.first_seq),
    last: Number(row.last_seq),
    file: String(row.file),
    sha256: String(row.sha256),
    exportedMs: Number(row.exported_ms),
    prunedMs: whole(row.pruned_ms),
  };
}
