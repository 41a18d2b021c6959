import type { JobRow } from '#schemas/http/jobs';
import { SYSTEM_ROUTES } from '#schemas/http/system';
import { request } from '../../http/request.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';

/** The agents of the system for who may see it, those of the rows, and the one that is chosen; by name. */
export function useAgentNames(rows: readonly JobRow[], chosen: string): string[] {
  const { session } = useApp();
  const maySee = session.may('system:read');
  const { state } = useLoad(
    async (signal) => (maySee ? (await request(SYSTEM_ROUTES.agents, { signal })).agents : []),
    [maySee],
  );
  const loaded = state.value;
  const known = loaded.kind === 'ready' ? loaded.value.map(({ agentId }) => agentId as string) : [];
  const listed = rows.flatMap(({ agentId }) => (agentId === null ? [] : [agentId]));
  const all = new Set([...known, ...listed, ...(chosen === '' ? [] : [chosen])]);
  return [...all].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}
