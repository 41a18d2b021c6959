import { TremoloError } from '#schemas/errors/tremolo-error';
import type { AuditEntry } from '../store/audit-entry.ts';
import type { Store } from '../store/store.ts';

/** Does the work; when it is forbidden, the attempt is in the audit trail before the answer goes out. */
export async function recordingRefusal<Answer>(
  store: Store,
  entry: Omit<AuditEntry, 'outcome'>,
  work: () => Answer | Promise<Answer>,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TremoloError && error.code === 'forbidden') {
      const details = { ...entry.details, why: error.message };
      await store.record([], [{ ...entry, outcome: 'refused', details }]);
    }
    throw error;
  }
}
