import { type DriveStep, driver } from 'driver.js';
import type { SessionInfo } from '#schemas/http/session';
import { text } from '../../text/en.ts';
import { tourWords as words } from '../../text/tour.ts';

/** What the tour of this person stops at: the places that the account opens, and what is on every screen. */
export function tourSteps({
  user,
  navigation,
}: Pick<SessionInfo, 'user' | 'navigation'>): DriveStep[] {
  const stop = (element: string, title: string, description: string): DriveStep => ({
    element,
    popover: { title, description },
  });
  return [
    { popover: { title: words.welcome(user.name), description: words.welcomeSays } },
    ...navigation.map(({ key, path }) =>
      stop(`header.bar nav a[href="${path}"]`, text.nav[key], words.places[key]),
    ),
    stop('header.bar .search-button', words.search, words.searchSays),
    stop('header.bar .connection', words.live, words.liveSays),
    stop('header.bar [popovertarget="menu"]', words.menu, words.menuSays),
  ];
}

/** Walks through what the account opens, stop by stop; by keys as well. What has no place on a small screen is told in the middle. */
export function startTour(info: Pick<SessionInfo, 'user' | 'navigation'>): void {
  const steps = tourSteps(info).map((step): DriveStep => {
    const found = typeof step.element === 'string' ? document.querySelector(step.element) : null;
    return found?.checkVisibility() ? step : { popover: step.popover };
  });
  driver({
    steps,
    showProgress: true,
    progressText: words.progress,
    nextBtnText: words.next,
    prevBtnText: words.previous,
    doneBtnText: words.done,
    animate: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    popoverClass: 'tour',
    onPopoverRender: ({ closeButton, title, footer }) => {
      closeButton.setAttribute('aria-label', words.close);
      // It makes them a header and a footer of the page, which they are not.
      title.setAttribute('role', 'presentation');
      footer.setAttribute('role', 'presentation');
    },
  }).drive();
}
