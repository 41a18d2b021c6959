import { ERROR_CODES, TremoloError } from '#schemas/errors/tremolo-error';
import type { BulkAnswer, BulkRequest } from '#schemas/http/people';
import type { UserId } from '#schemas/ids/ids';
import type { AccountStates } from './account-states.ts';
import type { People } from './people.ts';
import type { By } from './people-deps.ts';

/** Does the same to several accounts, one after the other, and says what became of each. What is refused stops no other. */
export async function changeMany(
  { people, states }: { people: People; states: AccountStates },
  request: BulkRequest,
  by: By,
): Promise<BulkAnswer> {
  const act = (userId: UserId): Promise<unknown> => {
    if (request.action === 'role') return people.setRole(userId, request.role, request.confirm, by);
    if (request.action === 'suspend') return states.suspend(userId, by);
    if (request.action === 'activate') return states.activate(userId, by);
    if (request.action === 'restore') return states.restore(userId, by);
    return states.remove(userId, by);
  };
  const outcomes: BulkAnswer['outcomes'] = [];
  for (const userId of new Set(request.userIds)) {
    try {
      await act(userId);
      outcomes.push({ userId, done: true, code: null, sentence: null });
    } catch (error) {
      // A full disk or a bug of ours is no outcome of one account: it ends the whole request.
      const isOutcome = error instanceof TremoloError && ERROR_CODES[error.code].turn === 'caller';
      if (!isOutcome) throw error;
      outcomes.push({ userId, done: false, code: error.code, sentence: error.message });
    }
  }
  return { outcomes };
}
