import { join } from 'node:path';
import type { Server, ServerWebSocket } from 'bun';
import { ERROR_CODES, type ErrorCode } from '#schemas/errors/tremolo-error';
import { SetupRequest, SignInAnswer, SignInRequest } from '#schemas/http/access';
import { PointPatch, TrendQuery } from '#schemas/http/points';
import type { Problem } from '#schemas/http/problem';
import type { SessionInfo } from '#schemas/http/session';
import type { SystemState } from '#schemas/http/system';
import { newId } from '#schemas/ids/ids';
import type { Condition } from '#schemas/readings/finding';
import { ClientMessage, ServerMessage } from '#schemas/websocket/messages';
import { screenLanguage } from '../../hub/http/screen-language.ts';
import { FakeAccount } from './fake-account.ts';
import { fakePoint, fakePointId, fakeSummary, fakeVerdict, type Temper } from './fake-plant.ts';
import { CSRF_TOKEN, FAKE_NAME, fakeSession, SIGN_IN_OPTIONS } from './fake-session.ts';
import { fakeHealth, fakeSystem } from './fake-system.ts';
import { fakeTrend } from './fake-trend.ts';
import { fakeView } from './fake-view.ts';

/** The policy that the screens must live with. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";
const WORKER_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");
const SUMMARY_EVERY_MS = 1000;
const SYSTEM_EVERY_MS = 1000;

interface Screen {
  channels: Set<string>;
  watched: number[];
  maxHz: number;
  timer: ReturnType<typeof setInterval> | null;
}
type Socket = ServerWebSocket<Screen>;

export interface FakeHubOptions {
  readonly dist: string;
  readonly tempers: readonly Temper[];
  readonly setupNeeded?: boolean;
}

export const FAKE_PASSWORD = 'correct horse battery';
export const FAKE_TOKEN = 'one-time-setup-token-of-the-test';

/** The other end of the screens, for browser tests: speaks the contracts, makes up the plant, and misbehaves when told. */
export class FakeHub {
  tempers: Temper[];
  setupNeeded: boolean;
  failing = false;
  /** What a test makes of the state of the system before it is told. */
  changeSystem: (system: SystemState) => SystemState = (system) => system;
  /** REST answers with this code where set. */
  restFailure: ErrorCode | null = null;
  /** Lists of points never come. */
  silentPlant = false;
  /** Nor does the state of the system. */
  silentSystem = false;
  refuseLive = false;
  version = '0.1.0';
  readonly account = new FakeAccount();
  /** What differs in the session from the usual one. */
  sessionMore: Partial<SessionInfo> = {};
  readonly edits: unknown[] = [];
  /** What is answered in place of the usual, by method and path below the API: `POST auth/login`. */
  readonly instead = new Map<string, (request: Request) => Response | Promise<Response>>();
  /** Everything of a resource, such as `audit`, is answered by this. */
  readonly resources = new Map<string, (request: Request, url: URL) => Promise<Response>>();
  readonly watchRequests: { points: number; maxHz: number | undefined }[] = [];
  private readonly facts = new Map<number, Record<string, unknown>>();
  private readonly dist: string;
  private readonly sessions = new Set<string>();
  private readonly sockets = new Set<Socket>();
  private server: Server<Screen> | null = null;
  private timers: ReturnType<typeof setInterval>[] = [];
  private windows = 0;
  private onWatch: (points: number) => void = () => undefined;
  private onSubscribe: () => void = () => undefined;
  /** Called once a screen has subscribed to the channel of this name. */
  readonly onSubscribed = new Map<string, () => void>();

  constructor(options: FakeHubOptions) {
    this.dist = options.dist;
    this.tempers = [...options.tempers];
    this.setupNeeded = options.setupNeeded ?? false;
  }

  get url(): string {
    return `http://127.0.0.1:${this.server!.port}`;
  }

  start(port = 0): void {
    this.server = Bun.serve<Screen>({
      port,
      hostname: '127.0.0.1',
      fetch: (request, server) => this.answer(request, server),
      websocket: {
        data: {} as Screen,
        open: (socket) => {
          this.sockets.add(socket);
          this.send(socket, { type: 'hello', version: this.version, nowMs: Date.now() });
        },
        message: (socket, message) => this.hear(socket, String(message)),
        close: (socket) => {
          if (socket.data.timer !== null) clearInterval(socket.data.timer);
          this.sockets.delete(socket);
        },
      },
    });
    this.timers = [
      setInterval(() => this.sendSummaries(), SUMMARY_EVERY_MS),
      setInterval(() => this.sendSystem(), SYSTEM_EVERY_MS),
    ];
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    for (const socket of this.sockets)
      if (socket.data.timer !== null) clearInterval(socket.data.timer);
    await this.server?.stop(true);
  }

  /** Everybody loses the live connection; who comes again is refused while `refuseLive`. */
  dropScreens(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  /** Says something to every screen. */
  tell(message: ServerMessage): void {
    for (const socket of this.sockets) this.send(socket, message);
  }

  /** Signs in whoever asks: the answer of a right code. */
  letIn(): Response {
    return this.enter(
      SignInAnswer.parse({ kind: 'session', session: this.session(), tokens: null }),
    );
  }

  endSessions(): void {
    this.sessions.clear();
  }

  /** A point changes its condition, as a lane would report it at once. */
  change(index: number, to: Condition): void {
    const from = this.tempers[index];
    this.tempers[index] = to;
    const { figures, atMs } = fakeSummary(index, to, Date.now());
    this.toChannel('plant', {
      type: 'changes',
      changes: [
        {
          changeId: newId('ch'),
          pointId: fakePointId(index),
          atMs,
          from: from === 'stale' || from === 'silent' ? 'good' : from,
          to,
          verdict: fakeVerdict(to),
          figures,
        },
      ],
    });
  }

  /** The list of points as it is now, to all screens. */
  announcePlant(): void {
    for (const socket of this.sockets)
      if (socket.data.channels.has('plant')) this.sendPlant(socket);
  }

  /** The number of points that the next watching screen asks for. */
  nextWatch(): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    this.onWatch = resolve;
    return promise;
  }

  /** Comes once some screen subscribes to the channel, or at once if one has. */
  async subscribed(channel: string): Promise<void> {
    while (![...this.sockets].some(({ data }) => data.channels.has(channel))) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.onSubscribe = resolve;
      await promise;
    }
  }

  private hear(socket: Socket, text: string): void {
    const message = ClientMessage.parse(JSON.parse(text));
    if (message.type === 'ping')
      this.send(socket, { type: 'pong', id: message.id, nowMs: Date.now() });
    if (message.type === 'unsubscribe') socket.data.channels.delete(message.channel);
    if (message.type === 'subscribe') {
      socket.data.channels.add(message.channel);
      this.onSubscribe();
      this.onSubscribed.get(message.channel)?.();
      if (message.channel === 'plant' && !this.silentPlant) this.sendPlant(socket);
      if (message.channel === 'system') this.sendSystem();
    }
    if (message.type === 'watch') this.watch(socket, message.points, message.maxHz);
  }

  private watch(socket: Socket, points: readonly string[], maxHz: number | undefined): void {
    this.watchRequests.push({ points: points.length, maxHz });
    this.onWatch(points.length);
    if (socket.data.timer !== null) clearInterval(socket.data.timer);
    socket.data.timer = null;
    const indices = points.map((id) => this.tempers.findIndex((_, i) => fakePointId(i) === id));
    if (indices.length === 0) return;
    socket.data.timer = setInterval(
      () => {
        for (const index of indices) {
          const temper = this.tempers[index];
          if (temper === undefined || temper === 'stale' || temper === 'silent') continue;
          socket.send(fakeView(index, temper, this.windows++, Date.now()));
        }
      },
      1000 / (maxHz ?? 12),
    );
  }

  private sendPlant(socket: Socket): void {
    const points = this.tempers.map((_, index) => this.point(index));
    this.send(socket, { type: 'plant', reset: true, points });
  }

  private point(index: number) {
    const point = fakePoint(index, this.tempers[index], Date.now());
    const { name, ...facts } = this.facts.get(index) ?? {};
    return { ...point, name: (name as string) ?? point.name, facts: { ...point.facts, ...facts } };
  }

  private sendSummaries(): void {
    const nowMs = Date.now();
    const summaries = this.tempers.flatMap((temper, index) =>
      temper === 'stale' || temper === 'silent' ? [] : [fakeSummary(index, temper, nowMs)],
    );
    if (summaries.length > 0) this.toChannel('plant', { type: 'summaries', summaries });
  }

  systemNow(): SystemState {
    return this.changeSystem(fakeSystem(this.tempers.length, this.failing));
  }

  sendSystem(): void {
    if (this.silentSystem) return;
    const system = this.systemNow();
    this.toChannel('system', { type: 'system', system });
  }

  /** A message to everybody who subscribed to the channel. */
  toChannel(channel: string, message: ServerMessage): void {
    for (const socket of this.sockets)
      if (socket.data.channels.has(channel)) this.send(socket, message);
  }

  private send(socket: Socket, message: ServerMessage): void {
    socket.send(JSON.stringify(ServerMessage.parse(message)));
  }

  private async answer(request: Request, server: Server<Screen>): Promise<Response | undefined> {
    const url = new URL(request.url);
    if (!url.pathname.startsWith('/api/')) return this.asset(url.pathname, request);
    const signedIn = this.sessions.has(cookieOf(request));
    if (url.pathname === '/api/v1/live') {
      if (!signedIn || this.refuseLive) return problem('not_signed_in');
      const data: Screen = { channels: new Set(), watched: [], maxHz: 8, timer: null };
      return server.upgrade(request, { data }) ? undefined : problem('request_invalid');
    }
    const open =
      /^\/api\/v1\/(setup|health|auth\/(login|options|forgot|link|reset|verify-email|refresh))$/.test(
        url.pathname,
      );
    const instead = this.instead.get(`${request.method} ${url.pathname.slice('/api/v1/'.length)}`);
    if (instead !== undefined) return instead(request);
    if (!signedIn && !open) return problem('not_signed_in');
    if (request.method !== 'GET' && request.headers.get('content-type') !== 'application/json') {
      return problem('request_invalid');
    }
    return this.rest(request, url);
  }

  private async rest(request: Request, url: URL): Promise<Response> {
    const [, , , resource, id, sub] = url.pathname.split('/');
    const index = this.tempers.findIndex((_, i) => fakePointId(i) === id);
    const isOwn = resource === 'auth' || resource === 'users' || resource === 'keys';
    if (isOwn) {
      if (this.account.failing && resource !== 'auth' && sub !== 'session')
        return problem('internal');
      return this.ownRest(request, url.pathname.slice('/api/v1/'.length));
    }
    const ofResource = this.resources.get(resource);
    if (ofResource !== undefined && this.restFailure === null) return ofResource(request, url);
    const what = `${request.method} ${resource}${id ? '/:id' : ''}${sub ? `/${sub}` : ''}`;
    if (this.restFailure !== null) return problem(this.restFailure);
    switch (what) {
      case 'GET setup':
        return Response.json({ needed: this.setupNeeded });
      case 'POST setup':
        return this.setUp(await request.json());
      case 'GET health':
        return Response.json(fakeHealth(this.tempers.length, this.failing));
      case 'GET system':
        return Response.json(this.systemNow());
      case 'GET jobs':
        return Response.json({ items: [], nextCursor: null, total: 0 });
      case 'GET agents/:id':
        return Response.json({ tokens: [] });
    }
    if (resource !== 'points' || index < 0) return problem('not_found');
    return this.pointRest(request, what, index, url);
  }

  /** Signing in and out, and who one is. */
  private async ownRest(request: Request, path: string): Promise<Response> {
    switch (`${request.method} ${path}`) {
      case 'GET auth/options':
        return Response.json(SIGN_IN_OPTIONS);
      case 'POST auth/login':
        return this.signIn(await request.json());
      case 'POST auth/logout':
        if (request.headers.get('x-csrf-token') !== CSRF_TOKEN) return problem('forbidden');
        this.sessions.delete(cookieOf(request));
        return new Response(null, { status: 204 });
      case 'GET users/me/session':
        return Response.json(this.session());
      case 'POST auth/refresh':
        return problem('not_signed_in');
    }
    return (await this.account.answer(request, path)) ?? problem('not_found');
  }

  private async pointRest(request: Request, what: string, index: number, url: URL) {
    switch (what) {
      case 'GET points/:id':
        return Response.json(this.point(index));
      case 'PATCH points/:id': {
        const patch = PointPatch.parse(await request.json());
        this.edits.push(patch);
        const { name, facts } = patch;
        this.facts.set(index, { ...this.facts.get(index), ...facts, ...(name && { name }) });
        return Response.json(this.point(index));
      }
      case 'GET points/:id/trend': {
        const { from, to, maxBuckets } = TrendQuery.parse(Object.fromEntries(url.searchParams));
        return Response.json(fakeTrend(from, to, maxBuckets, this.tempers[index] === 'danger'));
      }
      case 'GET points/:id/changes':
        return Response.json({ items: this.changes(index), nextCursor: null, total: null });
    }
    return problem('not_found');
  }

  private changes(index: number) {
    const conditions: Condition[] = ['danger', 'warning', 'advisory', 'good', 'warming'];
    if (this.tempers[index] !== 'danger') return [];
    return conditions.slice(0, -1).map((to, i) => ({
      changeId: `ch_01HZX3T7Q0${String(i).padStart(16, '0')}`,
      pointId: fakePointId(index),
      atMs: Date.now() - (i + 1) ** 3 * 1_700_000,
      from: conditions[i + 1],
      to,
      verdict: fakeVerdict(to),
      figures: fakeSummary(index, to, Date.now()).figures,
    }));
  }

  private setUp(body: unknown): Response {
    const asked = SetupRequest.parse(body);
    if (asked.token !== FAKE_TOKEN || !this.setupNeeded) return problem('setup_link_invalid');
    this.setupNeeded = false;
    return this.enter(fakeSession());
  }

  private signIn(body: unknown): Response {
    const { name, password } = SignInRequest.parse(body);
    const right = name === FAKE_NAME && password === FAKE_PASSWORD;
    return right ? this.letIn() : problem('credentials_wrong');
  }

  private session() {
    const { preferences, profile } = this.account;
    const session = fakeSession({ ...this.sessionMore, preferences });
    const language = this.sessionMore.user?.language ?? profile.language;
    return { ...session, user: { ...session.user, language } };
  }

  private enter(body: object): Response {
    const secret = crypto.randomUUID();
    this.sessions.add(secret);
    const headers = { 'set-cookie': `session=${secret}; HttpOnly; SameSite=Strict; Path=/` };
    return Response.json(body, { headers });
  }

  private async asset(path: string, { headers }: Request): Promise<Response> {
    const file = Bun.file(join(this.dist, path));
    const isFile = path !== '/' && (await file.exists());
    const accepted = headers.get('accept-language') ?? '';
    const language = screenLanguage(headers.get('cookie') ?? '', accepted);
    const page = language === 'en' ? 'index.html' : `index.${language}.html`;
    const found = isFile ? file : Bun.file(join(this.dist, page));
    const policy = path.startsWith('/assets/signal-worker-') ? WORKER_POLICY : POLICY;
    return new Response(found, { headers: { 'content-security-policy': policy } });
  }
}

function cookieOf(request: Request): string {
  return /session=([\w-]+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? '';
}

/** A refusal as the hub words it. */
export function problem(
  code: ErrorCode,
  more: { detail?: string; retryAfterS?: number; reason?: Problem['reason'] } = {},
): Response {
  const { status, title } = ERROR_CODES[code];
  const body = {
    type: `/problems/${code}`,
    title,
    status,
    detail: more.detail ?? `${title}.`,
    code,
    correlationId: 'c-1',
    reason: more.reason,
  };
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (more.retryAfterS !== undefined) headers.set('retry-after', String(more.retryAfterS));
  return Response.json(body, { status, headers });
}
