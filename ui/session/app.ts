import { type Signal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { AuditRow } from '#schemas/audit/audit-row';
import { describeError } from '#schemas/errors/tremolo-error';
import type { SystemState } from '#schemas/http/system';
import type { CaptureId, JobId } from '#schemas/ids/ids';
import type { ProcessValueReading } from '#schemas/plant/process-value';
import type { ServerMessage } from '#schemas/websocket/messages';
import type { View } from '#schemas/websocket/view';
import { request } from '../http/request.ts';
import { sendWaiting } from '../http/send-waiting.ts';
import { text } from '../text/en.ts';
import { outboxWords } from '../text/outbox.ts';
import { LiveConnection } from '../websocket/live-connection.ts';
import { Plant } from '../websocket/plant.ts';
import { PlantTree } from '../websocket/plant-tree.ts';
import { fullName } from '../websocket/point-cell.ts';
import { Watching } from '../websocket/watching.ts';
import { type Alarms, alarmsOf, keepAlarms } from './keep-alarms.ts';
import { keepLastKnown } from './keep-last-known.ts';
import { inOneTab, keepOutbox } from './keep-outbox.ts';
import { keepSession } from './keep-session.ts';
import { keepTellings } from './keep-tellings.ts';
import { keepWorker } from './keep-worker.ts';
import { LastKnown } from './last-known.ts';
import { Notices } from './notices.ts';
import { OtherTabs } from './other-tabs.ts';
import { Outbox } from './outbox.ts';
import { type Preferences, storedPreferences } from './preferences.ts';
import { Questions } from './questions.ts';
import { Router } from './router.ts';
import { Session } from './session.ts';
import { Tellings } from './tellings.ts';

/** All that outlives a screen: made once, handed to every part of the page. */
export interface App extends Alarms {
  readonly session: Session;
  readonly router: Router;
  readonly preferences: Preferences;
  readonly live: LiveConnection;
  /** Which points the parts of the page look at. */
  readonly watching: Watching;
  readonly plant: Plant;
  /** How the plant is ordered, with what stands where. */
  readonly tree: PlantTree;
  readonly system: Signal<SystemState | null>;
  readonly notices: Notices;
  readonly questions: Questions;
  /** What the person is told. */
  readonly tellings: Tellings;
  /** What could not be sent yet. */
  readonly outbox: Outbox;
  /** What was last seen of plant and alarms, for when the hub cannot be reached. */
  readonly lastKnown: LastKnown;
  /** The hub's clock to the second, ms; ages read it. */
  readonly now: Signal<number>;
  /** The hub was updated while this page was open. */
  readonly outdated: Signal<boolean>;
  /** Hears every view of the watched points; the answer ends it. */
  onView(listener: (view: View) => void): () => void;
  /** Hears new entries of the audit trail, oldest first, while it is subscribed to; the answer ends it. */
  onAudit(listener: (entries: readonly AuditRow[]) => void): () => void;
  /** Hears which jobs changed, while that is subscribed to; the answer ends it. */
  onJobs(listener: (jobIds: readonly JobId[]) => void): () => void;
  /** Hears which captures changed, while that is subscribed to; the answer ends it. */
  onCaptures(listener: (captureIds: readonly CaptureId[]) => void): () => void;
  /** Hears readings of values beside the vibration; the answer ends it. */
  onValues(listener: (readings: readonly ProcessValueReading[]) => void): () => void;
}

const AppContext = createContext<App | null>(null);
export const AppProvider = AppContext.Provider;

/** The app around this part of the page. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('This part is shown outside of AppProvider.');
  return app;
}

const after = (ms: number, callback: () => void) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

/** Makes the parts of the app and hands the live connection's news to them; nothing runs before `start`. */
export function createApp(window: Window): App & { start(): void } {
  const notices = new Notices(after);
  const questions = new Questions();
  const tellings = new Tellings(after);
  const session: Session = new Session({ onChange: () => tabs.tell() });
  const tabs = new OtherTabs({ onChange: () => void session.askAnew() });
  const router = new Router(window, () => questions.confirm(text.leaving));
  const lastKnown = new LastKnown({ storage: window.localStorage, clock: Date.now });
  const outbox = new Outbox({
    storage: window.localStorage,
    clock: Date.now,
    who: () => {
      const state = session.state.value;
      if (state.kind === 'person') return state.info.user.userId;
      // Opened without the hub: it goes on as the one who was here last, and is sent only for that person.
      return state.kind === 'unreachable' ? (lastKnown.known.value?.userId ?? null) : null;
    },
    send: sendWaiting,
    onSent: (_, sentence) => notices.done(sentence),
    onRefused: ({ what }, sentence) => notices.failed(outboxWords.refusedNow(what, sentence)),
    alone: inOneTab,
  });
  const preferences = storedPreferences(window.localStorage, window.document.documentElement);
  const system = signal<SystemState | null>(null);
  const outdated = signal(false);
  const viewListeners = new Set<(view: View) => void>();
  const auditListeners = new Set<(entries: readonly AuditRow[]) => void>();
  const jobListeners = new Set<(jobIds: readonly JobId[]) => void>();
  const captureListeners = new Set<(captureIds: readonly CaptureId[]) => void>();
  const valueListeners = new Set<(readings: readonly ProcessValueReading[]) => void>();
  let version: string | null = null;

  const live = new LiveConnection({
    open: () => new WebSocket(liveAddress(window.location)),
    clock: Date.now,
    random: Math.random,
    after,
    onMessage: (message) => take(message),
    onView: (view) => {
      for (const listener of viewListeners) listener(view);
    },
    onUnreadable: () => {
      outdated.value = true;
    },
    onLost: () => void session.ask(),
  });
  const hubClock = () => Date.now() + live.offsetMs.peek();
  const plant = new Plant({ clock: hubClock, after, onChange: announce });
  const ofAlarms = alarmsOf(window as Window & typeof globalThis, notices, preferences.sound);
  const tree = new PlantTree({
    plant,
    // The tree comes by itself; the table of its routes is fetched with the first change of it.
    load: async () => request((await import('#schemas/http/nodes')).NODE_ROUTES.nodes),
    onFailed: (error) => console.warn(describeError(error)),
  });
  const now = signal(hubClock());

  function take(message: ServerMessage): void {
    if (message.type === 'hello') {
      outdated.value ||= version !== null && version !== message.version;
      version = message.version;
    }
    if (message.type === 'system') system.value = message.system;
    if (message.type === 'audit') for (const hear of auditListeners) hear(message.entries);
    if (message.type === 'jobs') for (const hear of jobListeners) hear(message.jobIds);
    if (message.type === 'captures') for (const hear of captureListeners) hear(message.captureIds);
    if (message.type === 'values') for (const hear of valueListeners) hear(message.values);
    if (message.type === 'notifications') tellings.take(message.news);
    if (message.type === 'rights') void session.askAnew();
    if (message.type === 'preferences') preferences.take(message.preferences);
    if (message.type === 'error') notices.failed(message.sentence);
    plant.take(message);
    ofAlarms.alarms.take(message);
    tree.take(message);
  }

  function announce({ pointId, to }: { pointId: string; to: keyof typeof text.appearance }): void {
    const cell = plant.cell(pointId);
    if (cell === undefined || (to !== 'danger' && to !== 'warning')) return;
    notices.say(text.plant.changed(fullName(cell.point.peek()), text.appearance[to]));
  }

  function onView(listener: (view: View) => void): () => void {
    viewListeners.add(listener);
    return () => viewListeners.delete(listener);
  }

  function onAudit(listener: (entries: readonly AuditRow[]) => void): () => void {
    auditListeners.add(listener);
    return () => auditListeners.delete(listener);
  }

  function onJobs(listener: (jobIds: readonly JobId[]) => void): () => void {
    jobListeners.add(listener);
    return () => jobListeners.delete(listener);
  }

  function onCaptures(listener: (captureIds: readonly CaptureId[]) => void): () => void {
    captureListeners.add(listener);
    return () => captureListeners.delete(listener);
  }

  function onValues(listener: (readings: readonly ProcessValueReading[]) => void): () => void {
    valueListeners.add(listener);
    return () => valueListeners.delete(listener);
  }

  function start(): void {
    router.start();
    keepSession(parts, window, tabs);
    keepOutbox(outbox, parts, window);
    keepAlarms(ofAlarms, parts, window);
    keepTellings(tellings, parts);
    const isLive = () => live.state.peek().kind === 'live';
    keepLastKnown({ ...parts, isLive }, window);
    keepWorker({ outdated, go: (path) => router.go(path) }, window);
    setInterval(() => {
      now.value = hubClock();
      plant.tick();
    }, 1000);
    void session.ask();
  }

  const parts = {
    ...ofAlarms,
    session,
    router,
    preferences,
    live,
    watching: new Watching(live),
    plant,
    tree,
    system,
    notices,
    questions,
    tellings,
    outbox,
    lastKnown,
    now,
    outdated,
    onView,
    onAudit,
    onJobs,
    onCaptures,
    onValues,
  };
  return { ...parts, start };
}

function liveAddress({ protocol, host }: Location): string {
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api/v1/live`;
}
