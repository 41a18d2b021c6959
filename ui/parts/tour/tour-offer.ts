import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { describeError } from '#schemas/errors/tremolo-error';
import { useApp } from '../../session/app.ts';

/**
 * Once, to whoever is new here, on the screen where one arrives: below whatever is urgent, and not at all while something critical waits. Seen as another person,
 * that person is not answered for.
 */
export function TourOffer() {
  const { preferences, session, tellings } = useApp();
  const card = useSignal<typeof import('./tour-card.ts').TourCard | null>(null);
  const state = session.state.value;
  const isOwn = state.kind === 'person' && state.info.impersonator === null;
  const isOffered = preferences.tour.value === 'new' && isOwn && tellings.critical.value === 0;
  useEffect(() => {
    if (!isOffered || card.peek() !== null) return;
    import('./tour-card.ts').then(
      ({ TourCard }) => {
        card.value = TourCard;
      },
      // It is offered the next time.
      (error) => console.warn(describeError(error)),
    );
  }, [isOffered]);
  return isOffered && card.value !== null && html`<${card.value} />`;
}
