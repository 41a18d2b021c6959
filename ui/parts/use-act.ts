import { describeError } from '#schemas/errors/tremolo-error';
import { useApp } from '../session/app.ts';

/** Does something, and says in a notice why it failed; false then. */
export function useAct(): (what: () => Promise<unknown>) => Promise<boolean> {
  const { notices } = useApp();
  return async (what) => {
    try {
      await what();
      return true;
    } catch (error) {
      console.warn(describeError(error));
      notices.failed((error as Error).message);
      return false;
    }
  };
}
