import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { ConnectionBar } from '../parts/connection-bar.ts';
import { QuestionDialog } from '../parts/dialog/question-dialog.ts';
import { Failure } from '../parts/failure.ts';
import { Header } from '../parts/header.ts';
import { HelpDialog } from '../parts/help-dialog.ts';
import { NoticeList } from '../parts/notice-list.ts';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useApp } from '../session/app.ts';
import type { Route } from '../session/router.ts';
import { text } from '../text/en.ts';
import { LazyScreen } from './lazy-screen.ts';
import { PlantScreen } from './plant/plant-screen.ts';
import { SetupScreen } from './setup/setup-screen.ts';
import { SignInScreen } from './sign-in/sign-in-screen.ts';

/** The page: what is around every screen, and the screen that the address and the session allow. */
export function Frame() {
  const { session, router } = useApp();
  useShortcuts();
  const state = session.state.value;
  const route = router.route.value;
  const isFree = state.kind === 'person' && state.info.duty === null;
  const inside = isFree && route.screen !== 'sign-in' && route.screen !== 'setup';
  return html`
    <a class="skip" href="#content" onClick=${skip}>${text.skipToContent}</a>
    ${inside && html`<${Header} route=${route} />`}
    <main id="content" tabindex="-1" class=${inside ? 'inside' : 'outside'}>
      <${Content} route=${route} />
    </main>
    ${inside && html`<${ConnectionBar} />`}
    <${NoticeList} />
    <${HelpDialog} />
    <${QuestionDialog} />
  `;
}

function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

function Content({ route }: { route: Route }) {
  const { session, router } = useApp();
  const state = session.state.value;
  const away = awayTo(state.kind, route, router.path());
  useEffect(() => {
    if (away !== null) router.go(away, 'replace');
  }, [away]);
  if (state.kind === 'unreachable') {
    return html`<div class="centred">
      <${Failure}
        title=${text.connection.neverConnected}
        sentence=${text.problem.unreachable}
        retry=${() => void session.ask()}
      />
    </div>`;
  }
  // Also on the setup screen: who has just made the first account has this to do next.
  if (state.kind === 'person' && state.info.duty !== null) {
    return html`<${LazyScreen} key="duty" load=${loadDuty} />`;
  }
  if (route.screen === 'setup') return html`<${SetupScreen} />`;
  if (state.kind === 'asking' || away !== null) {
    return html`<p class="centred muted" role="status">${text.loading}…</p>`;
  }
  return html`<${Screen} route=${route} />`;
}

/** Where somebody has to go first: signing in and, once in, back to where that was asked for. */
function awayTo(who: 'asking' | 'unreachable' | 'nobody' | 'person', route: Route, path: string) {
  if (who === 'nobody' && route.screen !== 'sign-in' && route.screen !== 'setup') {
    return path === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(path)}`;
  }
  return who === 'person' && route.screen === 'sign-in' ? route.to : null;
}

function Screen({ route }: { route: Route }) {
  switch (route.screen) {
    case 'sign-in':
      return html`<${SignInScreen} />`;
    case 'plant':
      return html`<${PlantScreen} />`;
    case 'point':
      return html`<${LazyScreen} key=${route.pointId} load=${loadPoint} pointId=${route.pointId} />`;
    case 'system':
      return html`<${LazyScreen} key="system" load=${loadSystem} />`;
    default:
      return html`<div class="centred">
        <h1>${text.problem.pageNotFound}</h1>
        <p><a href="/">${text.nav.plant}</a></p>
      </div>`;
  }
}

/** Fetched when first opened: the charts are not needed to see the plant. */
const loadPoint = async () => (await import('./point/point-screen.ts')).PointScreen;
const loadDuty = async () => (await import('./duty/duty-screen.ts')).DutyScreen;
const loadSystem = async () => (await import('./system/system-screen.ts')).SystemScreen;
