import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import type { Permission } from '#schemas/access/permissions';
import { ConnectionBar } from '../parts/connection-bar.ts';
import { CriticalBanner } from '../parts/critical-banner.ts';
import { QuestionDialog } from '../parts/dialog/question-dialog.ts';
import { EntryCard } from '../parts/entry-card.ts';
import { Header } from '../parts/header.ts';
import { HelpDialog } from '../parts/help-dialog.ts';
import { NoticeList } from '../parts/notice-list.ts';
import { SearchOpener } from '../parts/search/search-opener.ts';
import { SiteBands } from '../parts/site-bands.ts';
import { ToastList } from '../parts/toast-list.ts';
import { TourOffer } from '../parts/tour/tour-offer.ts';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useTitle } from '../parts/use-title.ts';
import { useApp } from '../session/app.ts';
import { isWithin, rightsOf } from '../session/route-rights.ts';
import { isForAll, isOpen, type Route } from '../session/router.ts';
import type { SessionState } from '../session/session.ts';
import { text } from '../text/en.ts';
import { LazyScreen } from './lazy-screen.ts';
import { PlantScreen } from './plant/plant-screen.ts';
import { SCREEN_LOADS } from './screen-loads.ts';
import { SignInScreen } from './sign-in/sign-in-screen.ts';

/** The page: what is around every screen, and the screen that the address and the session allow. */
export function Frame() {
  const { session, router } = useApp();
  useShortcuts();
  const state = session.state.value;
  const route = router.route.value;
  const isFree = state.kind === 'person' && state.info.duty === null;
  const inside = isFree && !isOpen(route);
  const isWall = inside && route.screen === 'wall';
  useEffect(keepFocus, [route]);
  return html`
    <a class="skip" href="#content" onClick=${skip}>${text.skipToContent}</a>
    <div class="page-top" data-waits=${(state.kind === 'asking' && !isOpen(route)) || undefined}>
      <${SiteBands} />
      ${inside && !isWall && html`<${Header} route=${route} /><${CriticalBanner} /><${ToastList} />`}
    </div>
    ${inside && route.screen === 'plant' && html`<${TourOffer} />`}
    <main id="content" tabindex="-1" class=${isWall ? 'wall' : inside ? 'inside' : 'outside'}>
      <${Content} route=${route} />
    </main>
    ${inside && !isWall && html`<${ConnectionBar} />`}
    <${NoticeList} />
    <${HelpDialog} />
    <${SearchOpener} />
    <${QuestionDialog} />
  `;
}

/** What had the focus may be gone with its screen: then the keyboard goes on from the new one. */
function keepFocus(): void {
  const isLost = document.activeElement === null || document.activeElement === document.body;
  if (isLost) document.getElementById('content')?.focus({ preventScroll: true });
}

function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

function Content({ route }: { route: Route }) {
  const { session, router, lastKnown } = useApp();
  const state = session.state.value;
  const away = awayTo(state, route, router.path());
  useEffect(() => {
    if (away !== null) router.go(away, 'replace');
  }, [away]);
  if (state.kind === 'unreachable' && lastKnown.known.value !== null) {
    const known = lastKnown.known.value;
    return html`<${LazyScreen} key="offline" load=${loadOffline} known=${known} />`;
  }
  if (state.kind === 'unreachable') {
    return html`<${EntryCard} title=${text.connection.neverConnected}>
      <p role="alert">${text.problem.unreachable}</p>
      <p class="muted">${text.connection.byItself}</p>
      <button class="button primary wide" onClick=${() => void session.ask()}>${text.retry}</button>
    <//>`;
  }
  // A link of a letter works whoever is signed in here.
  if (route.screen === 'reset')
    return html`<${LazyScreen} key="reset" load=${SCREEN_LOADS.reset} />`;
  if (route.screen === 'verify-email') {
    return html`<${LazyScreen} key="verify" load=${SCREEN_LOADS['verify-email']} />`;
  }
  if (state.kind === 'inactive') return html`<${LazyScreen} key="inactive" load=${loadInactive} />`;
  // Also on the setup screen: who has just made the first account has this to do next.
  if (state.kind === 'person' && state.info.duty !== null) {
    return html`<${LazyScreen} key="duty" load=${loadDuty} />`;
  }
  if (route.screen === 'setup')
    return html`<${LazyScreen} key="setup" load=${SCREEN_LOADS.setup} />`;
  if (state.kind === 'asking' || away !== null) {
    return html`<p class="centred muted" role="status">${text.loading}…</p>`;
  }
  if (state.kind === 'person') {
    const needs = rightsOf(route);
    const isForParts = isWithin(route);
    const mayOpen = (one: Permission) => (isForParts ? session.mayAnywhere(one) : session.may(one));
    if (needs.length > 0 && !needs.some(mayOpen)) {
      return html`<${LazyScreen} key="denied" load=${loadDenied} needs=${needs} />`;
    }
  }
  // Another session may show other things: everything is loaded anew.
  const key = state.kind === 'person' ? state.info.sessionId : state.kind;
  return html`<${Screen} key=${key} route=${route} />`;
}

/** Where somebody has to go first: signing in and, once in, back to where that was asked for. */
function awayTo(state: SessionState, route: Route, path: string): string | null {
  const who = state.kind;
  if (who === 'nobody' && !isOpen(route) && !isForAll(route)) {
    return path === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(path)}`;
  }
  if (who === 'person' && route.screen === 'sign-in') return route.to;
  const isOnlyForStrangers = route.screen === 'forgot' || route.screen === 'register';
  if (who === 'person' && isOnlyForStrangers) return '/';
  // Who may not see the plant begins at the first place that is open.
  const home = state.kind === 'person' ? state.info.navigation[0]?.path : undefined;
  const isFree = state.kind === 'person' && state.info.duty === null;
  return isFree && route.screen === 'plant' && home !== undefined && home !== '/' ? home : null;
}

function Screen({ route }: { route: Route }) {
  switch (route.screen) {
    case 'sign-in':
      return html`<${SignInScreen} />`;
    case 'forgot':
      return html`<${LazyScreen} key="forgot" load=${SCREEN_LOADS.forgot} />`;
    case 'register':
      return html`<${LazyScreen} key="register" load=${SCREEN_LOADS.register} />`;
    case 'settings':
      return html`<${LazyScreen} key="settings" load=${SCREEN_LOADS.settings} section=${route.section} />`;
    case 'administration':
      return html`<${LazyScreen} key="administration" load=${SCREEN_LOADS.administration} section=${route.section} />`;
    case 'plant':
      return html`<${PlantScreen} />`;
    case 'point':
      return html`<${LazyScreen} key=${route.pointId} load=${SCREEN_LOADS.point} pointId=${route.pointId} />`;
    case 'machine':
      return html`<${LazyScreen} key=${route.nodeId} load=${SCREEN_LOADS.machine} nodeId=${route.nodeId} />`;
    case 'plant-editor':
      return html`<${LazyScreen} key="plant-editor" load=${SCREEN_LOADS['plant-editor']} />`;
    case 'wall':
      return html`<${LazyScreen} key="wall" load=${SCREEN_LOADS.wall} />`;
    case 'analysis':
      return html`<${LazyScreen} key="analysis" load=${SCREEN_LOADS.analysis} />`;
    case 'trends':
      return html`<${LazyScreen} key="trends" load=${SCREEN_LOADS.trends} />`;
    case 'captures':
      return html`<${LazyScreen} key="captures" load=${SCREEN_LOADS.captures} captureId=${route.captureId} />`;
    case 'diagnoses':
      return html`<${LazyScreen} key="diagnoses" load=${SCREEN_LOADS.diagnoses} />`;
    case 'alarms':
      return html`<${LazyScreen} key="alarms" load=${SCREEN_LOADS.alarms} section=${route.section} />`;
    case 'notifications':
      return html`<${LazyScreen} key="notifications" load=${SCREEN_LOADS.notifications} />`;
    case 'jobs':
      return html`<${LazyScreen} key="jobs" load=${SCREEN_LOADS.jobs} section=${route.section} />`;
    case 'fleet':
      return html`<${LazyScreen} key="fleet" load=${SCREEN_LOADS.fleet} at=${route.at} />`;
    case 'dashboards':
      return html`<${LazyScreen} key="dashboards" load=${SCREEN_LOADS.dashboards} dashboardId=${route.dashboardId} />`;
    case 'search':
      return html`<${LazyScreen} key="search" load=${SCREEN_LOADS.search} />`;
    case 'docs':
      return html`<${LazyScreen} key="docs" load=${SCREEN_LOADS.docs} />`;
    case 'system':
      return html`<${LazyScreen} key="system" load=${SCREEN_LOADS.system} />`;
    default:
      return html`<${NotFound} />`;
  }
}

function NotFound() {
  useTitle(text.problem.pageNotFound);
  return html`<div class="centred">
    <h1>${text.problem.pageNotFound}</h1>
    <p><a class="button" href="/">${text.nav.plant}</a></p>
  </div>`;
}

/** Fetched when it is first needed. */
const loadOffline = async () => (await import('./offline/offline-screen.ts')).OfflineScreen;
const loadInactive = async () => (await import('./sign-in/inactive-screen.ts')).InactiveScreen;
const loadDenied = async () => (await import('../parts/access-denied.ts')).AccessDenied;
const loadDuty = async () => (await import('./duty/duty-screen.ts')).DutyScreen;
