import { shellAnswer } from './shell-answer.ts';

/** What the build knows: files that all screens are made of, and a version that changes with any of them. */
declare const SHELL: {
  readonly version: string;
  readonly files: readonly string[];
  readonly badge: string;
};

interface Waitable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Waitable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Pushed extends Waitable {
  readonly data: { json(): unknown } | null;
}
interface Clicked extends Waitable {
  readonly notification: Notification & { readonly data: unknown };
}
interface Page {
  readonly url: string;
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}
/** The part of the worker's global scope that is used; its own types and those of pages exclude each other. */
interface WorkerScope {
  readonly location: Location;
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<Page[]>;
    openWindow(url: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<E extends Event>(name: string, listener: (event: E) => void): void;
}

const scope = self as unknown as WorkerScope;
const OURS = 'tremolo-shell-';
const NAME = OURS + SHELL.version;

scope.addEventListener<Waitable>('install', (event) => event.waitUntil(keepShell()));

/** So many files are fetched at a time, so that the page's own requests find a free line to the hub. */
const AT_A_TIME = 3;

/** Everything or nothing: half a shell would open onto a screen that cannot be drawn. */
async function keepShell(): Promise<void> {
  const cache = await caches.open(NAME);
  const left = [...SHELL.files];
  const keepSome = async () => {
    for (let file = left.pop(); file !== undefined; file = left.pop()) {
      await cache.add(new Request(file, { priority: 'low' }));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, keepSome));
  // The hub chooses the page by the language; asked anew, for one that a cache on the way kept may be the other.
  await cache.put('/', await fetch('/', { cache: 'reload' }));
}

scope.addEventListener<Waitable>('activate', (event) => event.waitUntil(takeOver()));

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OURS) && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

scope.addEventListener<Fetching>('fetch', (event) => {
  const answer = shellAnswer(event.request, scope.location.origin, {
    kept: async (path) => (await caches.open(NAME)).match(path),
    fetch: (request) => fetch(request),
    after: (ms, then) => void setTimeout(then, ms),
  });
  if (answer !== null) event.respondWith(answer);
});

scope.addEventListener<MessageEvent>('message', ({ data }) => {
  if (data === 'take-over') void scope.skipWaiting();
});

/** As the hub sends it: nothing else is shown, and the address is one of ours. */
interface Told {
  readonly title: string;
  readonly body: string;
  readonly link: string;
  readonly tag: string;
  readonly priority: string;
}

scope.addEventListener<Pushed>('push', (event) => {
  const told = event.data?.json() as Partial<Told> | undefined;
  if (typeof told?.title !== 'string') return;
  const options = {
    body: told.body ?? '',
    tag: told.tag ?? '',
    badge: SHELL.badge,
    icon: SHELL.files.find((file) => file.includes('icon-192')),
    requireInteraction: told.priority === 'critical',
    data: told.link ?? '/',
  };
  event.waitUntil(scope.registration.showNotification(told.title, options));
});

scope.addEventListener<Clicked>('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(String(event.notification.data)));
});

/** In a page that is open already, else in a new one; never anybody else's address. */
async function open(link: string): Promise<void> {
  const { origin } = scope.location;
  const asked = URL.canParse(link, origin) ? new URL(link, origin) : null;
  const path = asked?.origin === origin ? asked.pathname + asked.search : '/';
  const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const [page] = pages;
  if (page === undefined) {
    await scope.clients.openWindow(path);
    return;
  }
  await page.focus();
  page.postMessage({ type: 'go', path });
}
