import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { AuditRow } from '#schemas/audit/audit-row';
import { describeError } from '#schemas/errors/tremolo-error';
import { AUDIT_ROUTES } from '#schemas/http/audit';
import { request } from '../../../http/request.ts';
import { type AuditFilterSignals, auditInputs, auditQuery } from './audit-filters.ts';

type OlderState = { kind: 'loading' | 'more' | 'end' } | { kind: 'failed'; sentence: string };

const AT_ONCE = 50;
/** A page with more rows than this would only grow slow: who looks further back narrows the period. */
const MOST = 2_000;

/** Entries that fit, newest first, more of them each time `more` is called; from the front when a filter changes. */
export function useOlderEntries(filters: AuditFilterSignals): {
  rows: Signal<readonly AuditRow[]>;
  state: Signal<OlderState>;
  more: () => void;
} {
  const rows = useSignal<readonly AuditRow[]>([]);
  const state = useSignal<OlderState>({ kind: 'loading' });
  const cursor = useRef<string | null>(null);
  const controller = useRef(new AbortController());
  const load = async () => {
    const { signal } = controller.current;
    state.value = { kind: 'loading' };
    try {
      const page = await request(AUDIT_ROUTES.audit, {
        query: {
          limit: AT_ONCE,
          cursor: cursor.current ?? undefined,
          ...auditQuery(filters, Date.now()),
        },
        signal,
      });
      if (signal.aborted) return;
      rows.value = [...rows.peek(), ...page.items];
      cursor.current = page.nextCursor;
      const isMore = page.nextCursor !== null && rows.peek().length < MOST;
      state.value = { kind: isMore ? 'more' : 'end' };
    } catch (error) {
      if (signal.aborted) return;
      console.error(describeError(error));
      state.value = { kind: 'failed', sentence: (error as Error).message };
    }
  };
  useEffect(() => {
    controller.current = new AbortController();
    rows.value = [];
    cursor.current = null;
    void load();
    return () => controller.current.abort();
  }, auditInputs(filters));
  const more = () => {
    if (state.peek().kind !== 'loading') void load();
  };
  return { rows, state, more };
}
