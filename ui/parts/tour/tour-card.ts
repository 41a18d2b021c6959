import { html } from 'htm/preact';
import { tourWords as words } from '../../text/tour.ts';
import { useTour, useTourAnswer } from './use-tour.ts';

/** The offer to be shown around, with a yes and a no that both hold for good. */
export function TourCard() {
  const showAround = useTour();
  const answer = useTourAnswer();
  return html`<aside class="tour-offer" aria-labelledby="tour-offer-title">
    <p><strong id="tour-offer-title">${words.offer}</strong> ${words.offerSays} <span class="muted">${words.noSays}</span></p>
    <div class="tour-answers">
      <button class="button" onClick=${() => void showAround()}>${words.yes}</button>
      <button class="button" onClick=${answer}>${words.no}</button>
    </div>
  </aside>`;
}
