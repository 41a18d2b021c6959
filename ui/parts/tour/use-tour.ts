import { describeError } from '#schemas/errors/tremolo-error';
import { useApp } from '../../session/app.ts';
import { keepPreferences } from '../../session/keep-preferences.ts';
import { text } from '../../text/en.ts';

/** Shows the person around; whoever has been, or was asked, is not asked again on any screen. */
export function useTour(): () => Promise<void> {
  const { session, notices } = useApp();
  const answer = useTourAnswer();
  return async () => {
    const state = session.state.peek();
    if (state.kind !== 'person') return;
    answer();
    try {
      (await import('./start-tour.ts')).startTour(state.info);
    } catch (error) {
      console.warn(describeError(error));
      notices.failed(text.problem.script);
    }
  };
}

/** Keeps that the offer was answered, with the account. */
export function useTourAnswer(): () => void {
  const { preferences, notices } = useApp();
  return () => {
    if (preferences.tour.peek() === 'answered') return;
    preferences.tour.value = 'answered';
    keepPreferences(preferences, { tour: 'answered' }, notices);
  };
}
