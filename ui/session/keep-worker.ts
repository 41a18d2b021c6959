import type { Signal } from '@preact/signals';

interface WorkerParts {
  /** A newer version waits to be shown. */
  readonly outdated: Signal<boolean>;
  /** Shows a screen that a notification of the device asks for. */
  readonly go: (path: string) => void;
}

const LOOK_EVERY_MS = 3_600_000;
/** At a first visit the screens are kept only so long after the page is there: on a slow line they would come before the plant. */
const FIRST_VISIT_MS = 4_000;

/**
 * Installs the service worker of this page's language, so that the screens open without the hub, and says when a newer version of them
 * waits. Where the browser has none, as on a page without HTTPS, everything works but that.
 */
export function keepWorker({ outdated, go }: WorkerParts, window: Window): void {
  const workers: ServiceWorkerContainer | undefined = window.navigator.serviceWorker;
  if (workers === undefined) return;
  const { lang } = window.document.documentElement;
  const script = lang === 'en' ? '/service-worker.js' : `/service-worker.${lang}.js`;
  workers.addEventListener('message', ({ data }: MessageEvent) => {
    if (data?.type === 'go' && typeof data.path === 'string') go(data.path);
  });
  const install = async () => {
    // The list of what it keeps is in the script: the browser must compare the script itself.
    const registration = await workers.register(script, { updateViaCache: 'none' });
    const look = () => {
      // The first worker of a browser takes over by itself; another language's is no newer version.
      const isNewer = registration.waiting !== null && workers.controller !== null;
      if (isNewer && isOf(workers.controller, script)) outdated.value = true;
    };
    look();
    registration.addEventListener('updatefound', () =>
      registration.installing?.addEventListener('statechange', look),
    );
    setInterval(() => void registration.update().catch(warn), LOOK_EVERY_MS);
  };
  // After the page itself: what it shows first must not wait for what is kept for later.
  const start = () => void install().catch(warn);
  const isFirst = workers.controller === null;
  window.addEventListener('load', () => (isFirst ? whenAtRest(window, start) : start()), {
    once: true,
  });
}

/** Runs once the page has been there for a while, or as soon as it is put away. */
function whenAtRest(window: Window, then: () => void): void {
  const { document } = window;
  const end = () => {
    window.clearTimeout(timer);
    document.removeEventListener('visibilitychange', end);
    then();
  };
  const timer = window.setTimeout(end, FIRST_VISIT_MS);
  document.addEventListener('visibilitychange', end);
}

const isOf = (worker: ServiceWorker | null, script: string) =>
  worker !== null && new URL(worker.scriptURL).pathname === script;

/** Lets the version that waits take the place of the old one, and loads the page with it. */
export async function reloadUpdated(window: Window): Promise<void> {
  const workers: ServiceWorkerContainer | undefined = window.navigator.serviceWorker;
  const registration = await workers?.getRegistration();
  const waiting = registration?.waiting;
  if (waiting) {
    const taken = new Promise<void>((resolve) =>
      workers.addEventListener('controllerchange', () => resolve(), { once: true }),
    );
    waiting.postMessage('take-over');
    await taken;
  }
  window.location.reload();
}

function warn(error: Error): void {
  console.warn(`The screens are not kept for when the hub cannot be reached: ${error.message}`);
}
