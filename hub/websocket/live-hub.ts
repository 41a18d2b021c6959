import type { Alarm } from '#schemas/alarms/alarm';
import type { AlarmNews } from '#schemas/alarms/news';
import type { ConditionChange, PointSummary } from '#schemas/broker/messages';
import { LIVE_ROUTES } from '#schemas/http/live';
import type { JobId, PointId, UserId } from '#schemas/ids/ids';
import {
  CHANNELS,
  ClientMessage,
  type ServerMessage,
  type Subscribed,
} from '#schemas/websocket/messages';
import { maySomewhere } from '../access/may-somewhere.ts';
import type { Principal } from '../access/principal.ts';
import { alarmSightOf } from '../alarm-sight.ts';
import type { HubEvents } from '../events.ts';
import type { Flows } from '../flows.ts';
import { systemState } from '../overview.ts';
import { newsInSight, type Sight, sightOf } from '../sight.ts';
import { VERSION } from '../version.ts';
import { ChangedCaptures } from './changed-captures.ts';
import { CLOSE, LiveConnection, type LiveSocket } from './live-connection.ts';
import { PlantNews } from './plant-news.ts';
import { Soon } from './soon.ts';

/** Summaries and changed points go out at once, and then gather so long: each is serialised once for all screens. */
const GATHER_MS = 50;
const SYSTEM_MS = 1_000;
/** Rights that end with time are found to have ended after so long at the latest. */
const ASK_AGAIN_MS = 5_000;
/** Points or summaries in one message, so that none holds the event loop for long. */
const CHUNK = 200;

/** All screens on `/api/v1/live`. Subscribes to the hub's news once and spreads it. */
export class LiveHub {
  readonly #flows: Flows;
  readonly #connections = new Set<LiveConnection>();
  readonly #watchers = new Map<string, Set<LiveConnection>>();
  readonly #plantNews: PlantNews;
  readonly #captures: ChangedCaptures;
  #summaries: PointSummary[] = [];
  readonly #points = new Set<PointId>();
  readonly #jobs = new Set<JobId>();
  readonly #soon: Soon;
  #snapshot: readonly string[] | null = null;
  #timers: ReturnType<typeof setInterval>[] = [];
  #stopListening: (() => void)[] = [];

  constructor(flows: Flows) {
    this.#flows = flows;
    this.#plantNews = new PlantNews(flows.rooms);
    this.#captures = new ChangedCaptures(flows.rooms);
    const { clock } = flows.rooms;
    this.#soon = new Soon({ everyMs: GATHER_MS, clock, work: () => this.#tellGathered() });
  }

  start(): void {
    const { events } = this.#flows.rooms;
    this.#stopListening = [
      events.on('summaries', (summaries) => this.#gather(summaries)),
      events.on('changes', (changes) => this.#tellChanges(changes)),
      events.on('points', (ids) => {
        for (const id of ids) this.#points.add(id);
        this.#soon.want();
      }),
      events.on('nodes', (nodes) => this.#tellSoon(() => this.#plantNews.nodes(nodes))),
      events.on('rollups', (ids) => this.#tellSoon(() => this.#plantNews.rollups(ids))),
      events.on('pointsRemoved', (ids) => this.#tellSoon(() => this.#plantNews.gone(ids))),
      events.on('processValues', (readings) => {
        this.#plantNews.values(readings);
        this.#soon.want();
      }),
      events.on('alarms', (news) => this.#tellAlarms(news)),
      events.on('view', ({ pointId, bytes }) => this.#tellView(pointId, bytes)),
      events.on('sessionEnded', ({ sessionId }) => {
        this.#closeAll(
          CLOSE.signedOut,
          'Signed out.',
          (one) => one.principal.sessionId === sessionId,
        );
      }),
      events.on('audit', (entries) => {
        // Before each: not even for moments after a right has run out does anybody get entries.
        this.#askAgain(({ permissions }) => permissions.has(CHANNELS.audit));
        this.#tell('audit', { type: 'audit', entries: [...entries] });
      }),
      events.on('job', ({ jobId }) => {
        this.#jobs.add(jobId);
        this.#soon.want();
      }),
      events.on('captures', ({ captureIds }) => {
        this.#captures.changed(captureIds);
        this.#soon.want();
      }),
      events.on('capturesGone', (gone) => {
        this.#captures.gone(gone);
        this.#soon.want();
      }),
      events.on('keyRevoked', ({ keyId }) => this.#askAgain((one) => one.keyId === keyId)),
      // Of that person only: a change of two hundred accounts must not ask two hundred times of everybody.
      events.on('personChanged', ({ userId }) =>
        this.#askAgain((one) => one.userId === userId || one.actor.impersonatorId === userId),
      ),
      events.on('preferencesChanged', ({ userId }) => this.#tellPreferences(userId)),
      events.on('notifications', (news) => {
        for (const one of news) this.#tellPerson(one);
      }),
      events.on('rightsChanged', () => this.#askAgain()),
      events.on('settingsChanged', () => this.#askAgain()),
      events.on('broker', () => this.#tellSystem()),
    ];
    this.#timers = [
      setInterval(() => this.#tellSystem(), SYSTEM_MS),
      setInterval(() => this.#askAgain(), ASK_AGAIN_MS),
    ];
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#soon.stop();
    for (const stop of this.#stopListening) stop();
    // 1001 (going away) lets screens reconnect as soon as the hub is back.
    this.#closeAll(1001, 'The hub stops.', () => true);
  }

  get screens(): number {
    return this.#connections.size;
  }

  /** Whether one more connection of this person may come in. */
  hasRoomFor(principal: Principal): boolean {
    const { maxConnections, maxConnectionsPerPerson } = this.#flows.rooms.settings.live;
    if (this.#connections.size >= maxConnections) return false;
    let own = 0;
    for (const one of this.#connections) if (one.principal.userId === principal.userId) own++;
    return own < maxConnectionsPerPerson;
  }

  open(socket: LiveSocket, principal: Principal): LiveConnection {
    const { settings, clock, sessions } = this.#flows.rooms;
    const connection = new LiveConnection(socket, principal, settings.live);
    this.#connections.add(connection);
    connection.send({ type: 'hello', version: VERSION, nowMs: clock() });
    // Between the upgrade's check and now the session may have ended, and nobody would have closed this connection.
    const { sessionId } = principal;
    if (sessionId !== null && !sessions.isOpen(sessionId))
      connection.close(CLOSE.signedOut, 'Signed out.');
    return connection;
  }

  closed(connection: LiveConnection): void {
    this.#connections.delete(connection);
    this.#watch(connection, [], undefined);
  }

  /** What a screen asks. Anything that is no ClientMessage is answered with an error, and counted. */
  message(connection: LiveConnection, text: string | Uint8Array): void {
    const message = typeof text === 'string' ? parseClientMessage(text) : null;
    if (message === null) {
      this.#flows.rooms.losses.count('messagesInvalid');
      this.#refuse(connection, 'request_invalid', 'The message is not one of ours.');
      return;
    }
    switch (message.type) {
      case 'ping':
        connection.send({ type: 'pong', id: message.id, nowMs: this.#flows.rooms.clock() });
        return;
      case 'unsubscribe':
        connection.channels.delete(message.channel);
        return;
      case 'subscribe':
        if (this.#mayHave(connection, message.channel))
          this.#subscribe(connection, message.channel);
        return;
      case 'watch':
        if (this.#mayHave(connection, 'watch'))
          this.#watch(connection, message.points, message.maxHz);
        return;
    }
  }

  /** Rights changed, or ran out with time: a screen keeps only what its person may see now. */
  #askAgain(whom: (principal: Principal) => boolean = () => true): void {
    for (const one of [...this.#connections]) {
      if (!whom(one.principal)) continue;
      const principal = this.#flows.identity.again(one.principal);
      if (principal === null) one.close(CLOSE.signedOut, 'Signed out.');
      else if (!maySomewhere(principal, LIVE_ROUTES.live.permission)) {
        one.close(CLOSE.forbidden, 'Your account may not see this any more.');
      } else {
        const isSame = isSameRights(one.principal, principal);
        if (!isSame) one.send({ type: 'rights' });
        one.principal = principal;
        for (const channel of one.channels) {
          if (!mayFollow(principal, channel)) one.channels.delete(channel);
        }
        if (!isSame && one.channels.has('plant')) this.#sendPlant(one);
        if (!isSame && one.channels.has('alarms')) this.#sendOpenAlarms(one);
        if (!isSame && one.channels.has('captures')) one.send({ type: 'captures', captureIds: [] });
      }
    }
  }

  #mayHave(connection: LiveConnection, channel: keyof typeof CHANNELS): boolean {
    const isAllowed = mayFollow(connection.principal, channel);
    if (!isAllowed) this.#refuse(connection, 'forbidden', 'Your account may not see this.');
    return isAllowed;
  }

  #refuse(connection: LiveConnection, code: string, sentence: string): void {
    connection.send({ type: 'error', code, sentence });
  }

  #subscribe(connection: LiveConnection, channel: Subscribed): void {
    connection.channels.add(channel);
    if (channel === 'system') {
      connection.send({ type: 'system', system: systemState(this.#flows, this.screens) });
      return;
    }
    if (channel === 'alarms') this.#sendOpenAlarms(connection);
    if (channel === 'plant') this.#sendPlant(connection);
    if (channel === 'captures') connection.send({ type: 'captures', captureIds: [] });
  }

  /** All of it that the person sees; what is watched and is not in sight any more is watched no more. */
  #sendPlant(connection: LiveConnection): void {
    const sight = sightOf(this.#flows.rooms, connection.principal);
    const { watched, maxHz } = connection;
    if (sight !== null && watched.some((pointId) => !this.#isSeen(pointId, sight))) {
      this.#watch(connection, watched, maxHz);
    }
    for (const text of this.#snapshotTexts()) {
      if (sight === null) connection.sendText(text);
      else this.#sendSeen(connection, JSON.parse(text), sight);
    }
  }

  #isSeen(pointId: string, sight: Sight | null): boolean {
    const record = this.#flows.rooms.assets.get(pointId);
    return sight === null || (record !== null && sight.point(record));
  }

  #sendSeen(connection: LiveConnection, message: ServerMessage, sight: Sight): void {
    const seen = newsInSight(this.#flows.rooms, message, sight);
    if (seen !== null) connection.send(seen);
  }

  #sendOpenAlarms(connection: LiveConnection): void {
    const open = this.#openAlarmsFor(connection);
    connection.alarmsShown = new Set(open.map(({ alarmId }) => alarmId));
    for (let i = 0; i === 0 || i < open.length; i += CHUNK) {
      connection.send({ type: 'openAlarms', reset: i === 0, alarms: open.slice(i, i + CHUNK) });
    }
  }

  #openAlarmsFor({ principal }: LiveConnection): Alarm[] {
    const sight = alarmSightOf(this.#flows.rooms, principal);
    const open = [...this.#flows.rooms.alarmDesk.shown.all()];
    return sight === null ? open : open.filter(({ asset }) => sight.sees(asset));
  }

  /** The whole list once more to a screen that shows others than are in sight of its person now. */
  #sendAlarmsAgain(connection: LiveConnection): void {
    if (!connection.channels.has('alarms')) return;
    const inSight = new Set(this.#openAlarmsFor(connection).map(({ alarmId }) => alarmId));
    if (!isSameSet(inSight, connection.alarmsShown)) this.#sendOpenAlarms(connection);
  }

  /** At once: whoever is to act must not wait for what others gather. */
  #tellAlarms(news: readonly AlarmNews[]): void {
    for (let i = 0; i < news.length; i += CHUNK) {
      this.#tell('alarms', { type: 'alarms', news: news.slice(i, i + CHUNK) });
    }
  }

  /** Only what is in sight; what was, and is not any more, goes from the screen. */
  #sendAlarmsSeen(connection: LiveConnection, news: readonly AlarmNews[]): void {
    const sight = alarmSightOf(this.#flows.rooms, connection.principal);
    const [seen, unseen] = [true, false].map((wanted) =>
      news.filter(({ alarm }) => (sight === null || sight.sees(alarm.asset)) === wanted),
    );
    for (const { alarmId, alarm } of seen) {
      if (alarm.closedMs === null) connection.alarmsShown.add(alarmId);
      else connection.alarmsShown.delete(alarmId);
    }
    if (seen.length > 0) connection.send({ type: 'alarms', news: seen });
    const isLost = unseen.some(({ alarmId }) => connection.alarmsShown.has(alarmId));
    if (isLost) this.#sendOpenAlarms(connection);
  }

  /**
   * The whole plant, in chunks, serialised once for all screens that subscribe before the next news: after a restart of the
   * hub hundreds come back within the same second.
   */
  #snapshotTexts(): readonly string[] {
    if (this.#snapshot !== null) return this.#snapshot;
    const records = this.#flows.rooms.assets.all();
    // The tree first: points hang on it.
    const texts = this.#plantNews.all().map((message) => JSON.stringify(message));
    for (let i = 0; i === 0 || i < records.length; i += CHUNK) {
      const points = records.slice(i, i + CHUNK).map((record) => this.#flows.pointOf(record));
      texts.push(JSON.stringify({ type: 'plant', reset: i === 0, points } satisfies ServerMessage));
    }
    this.#snapshot = texts;
    return texts;
  }

  #watch(connection: LiveConnection, points: readonly string[], maxHz: number | undefined): void {
    for (const pointId of connection.watched) {
      const watchers = this.#watchers.get(pointId);
      watchers?.delete(connection);
      if (watchers?.size === 0) this.#watchers.delete(pointId);
    }
    const sight = sightOf(this.#flows.rooms, connection.principal);
    const inSight = points.filter((pointId) => this.#isSeen(pointId, sight));
    const allowed = this.#flows.watch(connection.watched, inSight);
    connection.watch(allowed, maxHz);
    for (const pointId of allowed) {
      const watchers = this.#watchers.get(pointId) ?? new Set();
      this.#watchers.set(pointId, watchers.add(connection));
    }
    if (allowed.length < new Set(points).size) {
      this.#refuse(connection, 'too_many_requests', 'Not all of these points can be watched now.');
    }
  }

  #gather(summaries: readonly PointSummary[]): void {
    for (const summary of summaries) this.#summaries.push(summary);
    // While no agent is heard nothing gathers; after an outage much comes at once, and goes out in pieces at once.
    if (this.#summaries.length >= CHUNK) this.#tellSummaries();
    else this.#soon.want();
  }

  #tellSoon(note: () => void): void {
    note();
    this.#snapshot = null;
    this.#soon.want();
  }

  #tellGathered(): void {
    this.#tellSummaries();
    this.#tellJobs();
    this.#captures.tell(this.#connections);
    const ids = [...this.#points];
    this.#points.clear();
    if (ids.length > 0) this.#snapshot = null;
    const ofTree = this.#plantNews.take();
    const isMoved = ids.length > 0 || ofTree.some(({ type }) => type === 'nodes');
    if (isMoved) this.#sendLimitedAlarmsAgain();
    for (const message of ofTree) this.#tell('plant', message);
    if (ofTree.some(({ type }) => type === 'nodes')) this.#sendLimitedAgain();
    if (!this.#hasSubscribers('plant')) return;
    for (let i = 0; i < ids.length; i += CHUNK) {
      const points = ids.slice(i, i + CHUNK).flatMap((id) => {
        const record = this.#flows.rooms.assets.get(id);
        return record === null ? [] : [this.#flows.pointOf(record)];
      });
      this.#tell('plant', { type: 'plant', reset: false, points });
    }
  }

  /** The tree changed: what somebody sees who does not see all of it may be something else now. */
  #sendLimitedAgain(): void {
    for (const one of this.#connections) {
      const isLimited = sightOf(this.#flows.rooms, one.principal) !== null;
      if (isLimited && one.channels.has('plant')) this.#sendPlant(one);
      if (isLimited && one.channels.has('captures')) one.send({ type: 'captures', captureIds: [] });
    }
  }

  /** What hangs elsewhere now takes its alarms along: out of somebody's sight, or into it. */
  #sendLimitedAlarmsAgain(): void {
    for (const one of this.#connections) {
      if (!one.principal.permissions.has(CHANNELS.alarms)) this.#sendAlarmsAgain(one);
    }
  }

  #tellJobs(): void {
    const jobIds = [...this.#jobs];
    this.#jobs.clear();
    if (jobIds.length > 0) this.#tell('jobs', { type: 'jobs', jobIds });
  }

  #tellSummaries(): void {
    const summaries = this.#summaries;
    if (summaries.length === 0) return;
    this.#summaries = [];
    this.#snapshot = null;
    this.#tell('plant', { type: 'summaries', summaries });
  }

  #tellChanges(changes: readonly ConditionChange[]): void {
    this.#tell('plant', { type: 'changes', changes: [...changes] });
  }

  /** To the person's other screens; of the one who sees Tremolo as that person, too. */
  #tellPreferences(userId: UserId): void {
    const preferences = this.#flows.rooms.preferences.of(userId);
    for (const one of this.#connections) {
      if (one.principal.userId === userId) one.send({ type: 'preferences', preferences });
    }
  }

  /** What a person is told goes to that person’s own screens: never to whoever sees Tremolo as that person. */
  #tellPerson({ userId, news }: HubEvents['notifications'][number]): void {
    for (const one of this.#connections) {
      const isOwn = one.principal.userId === userId && one.principal.actor.impersonatorId === null;
      if (isOwn && one.channels.has('notifications')) one.send({ type: 'notifications', news });
    }
  }

  #tellSystem(): void {
    if (!this.#hasSubscribers('system')) return;
    this.#tell('system', { type: 'system', system: systemState(this.#flows, this.screens) });
  }

  #tellView(pointId: string, bytes: Uint8Array): void {
    const watchers = this.#watchers.get(pointId);
    if (watchers === undefined) return;
    const { clock, losses } = this.#flows.rooms;
    const nowMs = clock();
    for (const connection of watchers) {
      const sent = connection.sendView(pointId, bytes as Uint8Array<ArrayBuffer>, nowMs);
      if (!sent) losses.count('viewsDroppedSlowClient');
    }
  }

  #tell(channel: Subscribed, message: ServerMessage): void {
    if (!this.#hasSubscribers(channel)) return;
    const text = JSON.stringify(message);
    for (const one of this.#connections) {
      if (!one.channels.has(channel)) continue;
      if (message.type === 'alarms' && !one.principal.permissions.has(CHANNELS.alarms)) {
        this.#sendAlarmsSeen(one, message.news);
        continue;
      }
      const sight = channel === 'plant' ? sightOf(this.#flows.rooms, one.principal) : null;
      if (sight === null) one.sendText(text);
      else this.#sendSeen(one, message, sight);
    }
  }

  #hasSubscribers(channel: Subscribed): boolean {
    for (const one of this.#connections) if (one.channels.has(channel)) return true;
    return false;
  }

  #closeAll(code: number, reason: string, which: (one: LiveConnection) => boolean): void {
    for (const one of [...this.#connections]) if (which(one)) one.close(code, reason);
  }
}

const IN_PARTS: readonly string[] = ['plant:read', 'alarm:read', 'capture:read'];

/** The plant, its alarms and captures can be followed by whoever sees a part of it; of all else a right in a part says nothing. */
function mayFollow(principal: Principal, channel: keyof typeof CHANNELS): boolean {
  const permission = CHANNELS[channel];
  if (IN_PARTS.includes(permission)) return maySomewhere(principal, permission);
  return principal.permissions.has(permission);
}

function isSameRights(before: Principal, now: Principal): boolean {
  const isSameInAreas =
    before.inAreas.size === now.inAreas.size &&
    [...before.inAreas].every(([area, all]) => isSameSet(all, now.inAreas.get(area)));
  const isSame = isSameSet(before.permissions, now.permissions) && isSameInAreas;
  return isSame && before.duty === now.duty && before.actor.role === now.actor.role;
}

function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string> = new Set()): boolean {
  return one.size === other.size && one.isSubsetOf(other);
}

function parseClientMessage(text: string): ClientMessage | null {
  try {
    return ClientMessage.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
