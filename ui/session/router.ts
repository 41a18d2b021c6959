import { type Signal, signal } from '@preact/signals';

export type Route =
  | { screen: 'plant' }
  | { screen: 'point'; pointId: string }
  | { screen: 'machine'; nodeId: string }
  | { screen: 'captures'; captureId: string }
  | { screen: 'dashboards'; dashboardId: string }
  | { screen: 'plant-editor' | 'wall' }
  | { screen: 'system' | 'docs' | 'diagnoses' | 'notifications' | 'trends' | 'search' | 'analysis' }
  | { screen: 'setup' | 'forgot' | 'reset' | 'verify-email' | 'register' }
  | { screen: 'settings' | 'administration' | 'jobs' | 'alarms'; section: string }
  | { screen: 'fleet'; at: readonly string[] }
  | { screen: 'sign-in'; to: string }
  | { screen: 'unknown' };

/** The screen that an address names. */
export function routeOf(address: URL): Route {
  const [first = '', second, ...rest] = address.pathname.split('/').filter(Boolean);
  if (first === 'fleet' && rest.length <= 2) return { screen: 'fleet', at: within(address) };
  if (rest.length > 0) return { screen: 'unknown' };
  if (first === '') return { screen: 'plant' };
  if (first === 'plant' && second === 'edit') return { screen: 'plant-editor' };
  if (first === 'machines' && second !== undefined) {
    return { screen: 'machine', nodeId: decodeURIComponent(second) };
  }
  if ((first === 'point' || first === 'points') && second !== undefined) {
    return { screen: 'point', pointId: decodeURIComponent(second) };
  }
  if (first === 'settings') return { screen: 'settings', section: second ?? 'profile' };
  if (first === 'alarms') return { screen: 'alarms', section: second ?? '' };
  if (first === 'dashboards') return { screen: 'dashboards', dashboardId: second ?? '' };
  if (first === 'captures') return { screen: 'captures', captureId: second ?? '' };
  if (first === 'jobs') return { screen: 'jobs', section: second ?? '' };
  if (first === 'administration') return { screen: 'administration', section: second ?? '' };
  if (second !== undefined) return { screen: 'unknown' };
  if (first === 'sign-in') return { screen: 'sign-in', to: safeReturn(address) };
  // An invitation is a reset for somebody who never had a password.
  if (first === 'invite') return { screen: 'reset' };
  return isPlain(first) ? { screen: first } : { screen: 'unknown' };
}

/** What follows the place in the address. */
function within(address: URL): string[] {
  return address.pathname.split('/').filter(Boolean).slice(1).map(decodeURIComponent);
}

const PLAIN = [
  'search',
  'system',
  'docs',
  'diagnoses',
  'notifications',
  'trends',
  'analysis',
  'wall',
  'setup',
  'forgot',
  'reset',
  'verify-email',
  'register',
] as const;
const isPlain = (word: string): word is (typeof PLAIN)[number] =>
  (PLAIN as readonly string[]).includes(word);

/** Screens for who is not signed in, and needs not be. */
const OPEN: readonly Route['screen'][] = [
  'sign-in',
  'setup',
  'forgot',
  'reset',
  'verify-email',
  'register',
];

/** Whether the screen is for everybody who has its address. */
export function isOpen({ screen }: Route): boolean {
  return OPEN.includes(screen);
}

/** Whether it is shown to whoever comes, signed in or not. */
export function isForAll({ screen }: Route): boolean {
  return screen === 'docs';
}

/** Only a path of our own: a link must not send a person who has just signed in to somebody else's page. */
function safeReturn(address: URL): string {
  const to = address.searchParams.get('to') ?? '/';
  const target = URL.canParse(to, address.origin) ? new URL(to, address.origin) : null;
  // Resolved first: `/.//x` leads to another site, too.
  const isOwn = target !== null && target.origin === address.origin && to.startsWith('/');
  return isOwn && !target.pathname.startsWith('//') ? target.pathname + target.search : '/';
}

/** Follows and changes the address without loading the page anew. */
export class Router {
  readonly route: Signal<Route>;
  private readonly window: Window;
  /** Asks whether to leave what is not saved. */
  private readonly mayLeave: () => Promise<boolean>;
  /** Forms on the page; each says whether something in it would be lost. */
  private readonly forms = new Set<() => boolean>();
  /** What is shown, to return to when the back button is held up. */
  private shown: string;
  private isAsking = false;

  constructor(window: Window, mayLeave: () => Promise<boolean> = async () => true) {
    this.window = window;
    this.mayLeave = mayLeave;
    this.shown = this.path();
    this.route = signal(routeOf(new URL(window.location.href)));
  }

  /** From now on, links inside the page and the browser's back button change the screen. */
  start(): void {
    this.window.addEventListener('popstate', () => this.turn());
    this.window.document.addEventListener('click', (event) => this.follow(event));
    // Only the browser itself can ask before its tab is closed or loaded anew.
    this.window.addEventListener('beforeunload', (event) => {
      if (this.isHeld()) event.preventDefault();
    });
  }

  /** Shows another path: `replace` at once, a step of its own only once nothing would be lost or the person agrees. */
  go(path: string, how: 'push' | 'replace' = 'push'): void {
    if (how === 'replace') this.show(path, how);
    else void this.leaving(() => this.show(path, how));
  }

  /** From now on the person is asked before a screen is left while `isDirty`; the answer ends it. */
  hold(isDirty: () => boolean): () => void {
    this.forms.add(isDirty);
    return () => this.forms.delete(isDirty);
  }

  /** Does it at once, or, while something would be lost, once the person agrees. */
  async leaving(then: () => void, isHeld: boolean = this.isHeld()): Promise<void> {
    if (!isHeld) {
      then();
      return;
    }
    // One question at a time: whoever presses the back button again is looking at it already.
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      if (await this.mayLeave()) then();
    } finally {
      this.isAsking = false;
    }
  }

  private isHeld(): boolean {
    return [...this.forms].some((isDirty) => isDirty());
  }

  private show(path: string, how: 'push' | 'replace'): void {
    if (how === 'push') this.window.history.pushState(null, '', path);
    else this.window.history.replaceState(null, '', path);
    this.read();
    if (how === 'push') this.window.scrollTo(0, 0);
  }

  /** The browser has gone back or forth already: while something would be lost it is taken back before the question. */
  private turn(): void {
    const to = this.path();
    if (!this.isHeld() || to === this.shown) {
      this.read();
      return;
    }
    this.window.history.pushState(null, '', this.shown);
    void this.leaving(() => this.show(to, 'push'));
  }

  /** The path that is shown now, to return to after signing in. */
  path(): string {
    return this.window.location.pathname + this.window.location.search;
  }

  private read(): void {
    this.shown = this.path();
    this.route.value = routeOf(new URL(this.window.location.href));
  }

  private follow(event: MouseEvent): void {
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey);
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!plain || event.defaultPrevented || link === null || link.target !== '') return;
    if (link.origin !== this.window.location.origin || link.hash !== '') return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  }
}
