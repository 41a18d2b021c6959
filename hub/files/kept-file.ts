import type { FileKind } from '#schemas/http/agent-files';
import type { AgentId, JobId } from '#schemas/ids/ids';
import type { Row, Statement } from '../store/statement.ts';

/** A file that the hub keeps. */
export interface KeptFile {
  readonly sha256: string;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly name: string | null;
  readonly version: string | null;
  /** Who handed it in, and for which job. */
  readonly agentId: AgentId | null;
  readonly jobId: JobId | null;
  readonly createdMs: number;
}

export function keptFileOf(row: Row): KeptFile {
  return {
    sha256: String(row.sha256),
    kind: row.kind as FileKind,
    bytes: Number(row.bytes),
    name: row.name as string | null,
    version: row.version as string | null,
    agentId: row.agent_id as AgentId | null,
    jobId: row.job_id as JobId | null,
    createdMs: Number(row.created_ms),
  };
}

export function insertFile(file: KeptFile): Statement {
  const { sha256, kind, bytes, name, version, agentId, jobId, createdMs } = file;
  return {
    sql: 'INSERT OR IGNORE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    args: [sha256, kind, bytes, name, version, agentId, jobId, createdMs],
  };
}
