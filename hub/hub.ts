import type { HubSettings } from '#schemas/config/hub-settings';
import type { BrokerDoor } from './broker/broker-door.ts';
import { connectInbox } from './broker/inbox.ts';
import type { Clock } from './clock.ts';
import { isHttps } from './config/is-https.ts';
import { digestContent, plotOf } from './digest-content.ts';
import { Flows } from './flows.ts';
import { accessRoutes } from './http/access-routes.ts';
import { agentRoutes } from './http/agent-routes.ts';
import { alarmRoutes } from './http/alarm-routes.ts';
import { alarmRuleRoutes } from './http/alarm-rule-routes.ts';
import { ApiDocument } from './http/api-document.ts';
import { auditKeepingRoutes } from './http/audit-keeping-routes.ts';
import { auditRoutes } from './http/audit-routes.ts';
import { agentAuthenticator, authenticator } from './http/authenticate.ts';
import { bearingRoutes } from './http/bearing-routes.ts';
import { capacityRoutes } from './http/capacity-routes.ts';
import { captureRoutes } from './http/capture-routes.ts';
import { clientRoutes } from './http/client-routes.ts';
import { conditionRoutes } from './http/condition-routes.ts';
import { dashboardRoutes } from './http/dashboard-routes.ts';
import { diagnosisRoutes } from './http/diagnosis-routes.ts';
import { documentRoutes } from './http/document-routes.ts';
import { enrolmentRoutes } from './http/enrolment-routes.ts';
import { factorRoutes } from './http/factor-routes.ts';
import { fleetRoutes } from './http/fleet-routes.ts';
import { hardeningRoutes } from './http/hardening-routes.ts';
import { createHttpApp } from './http/http-app.ts';
import { HttpServer } from './http/http-server.ts';
import { identityRoutes } from './http/identity-routes.ts';
import { jobRoutes } from './http/job-routes.ts';
import { keyRoutes } from './http/key-routes.ts';
import { limiter } from './http/limit-requests.ts';
import { limitRoutes } from './http/limit-routes.ts';
import { mailRoutes } from './http/mail-routes.ts';
import { metricsRoutes } from './http/metrics-routes.ts';
import { modelRoutes } from './http/model-routes.ts';
import { nodeRoutes } from './http/node-routes.ts';
import { noticeRoutes } from './http/notice-routes.ts';
import { notificationRoutes } from './http/notification-routes.ts';
import { partGuard } from './http/part-guard.ts';
import { partitionRoutes } from './http/partition-routes.ts';
import { passwordRoutes } from './http/password-routes.ts';
import { peopleRoutes } from './http/people-routes.ts';
import { plantTransferRoutes } from './http/plant-transfer-routes.ts';
import { plotNoteRoutes } from './http/plot-note-routes.ts';
import { pointRoutes } from './http/point-routes.ts';
import { preferenceRoutes } from './http/preference-routes.ts';
import { processValueRoutes } from './http/process-value-routes.ts';
import { profileRoutes } from './http/profile-routes.ts';
import { rightsRoutes } from './http/rights-routes.ts';
import type { Route } from './http/route.ts';
import { samlRoutes } from './http/saml-routes.ts';
import { searchRoutes } from './http/search-routes.ts';
import { sessionRoutes } from './http/session-routes.ts';
import { settingRoutes } from './http/setting-routes.ts';
import { ssoRoutes } from './http/sso-routes.ts';
import { healthRoutes, systemRoutes } from './http/system-routes.ts';
import { tagRoutes } from './http/tag-routes.ts';
import { teamRoutes } from './http/team-routes.ts';
import { telemetryRoutes } from './http/telemetry-routes.ts';
import { trendRoutes } from './http/trend-routes.ts';
import { UiAssets } from './http/ui-assets.ts';
import { webhookRoutes } from './http/webhook-routes.ts';
import { createLog } from './log.ts';
import { createRooms, type Rooms, startRooms, stopRooms } from './rooms.ts';
import { makeSampleAccounts } from './sample-accounts.ts';
import { SYSTEM_ACTOR } from './store/actor.ts';
import { LiveHub } from './websocket/live-hub.ts';
import { liveHandlers, liveRoute, type SocketData } from './websocket/live-route.ts';

export interface HubDeps {
  readonly settings: HubSettings;
  readonly clock: Clock;
  readonly uiFolder: string;
  readonly broker: BrokerDoor;
  /** The store's worker crashed: nothing can be kept any more, and the process should end. */
  readonly onFatal: (error: unknown) => void;
}

/** Every route of the hub with the permission that it needs. */
export function hubRoutes(flows: Flows, live: LiveHub, origin: () => string): Route[] {
  return [
    ...accessRoutes(flows),
    ...sessionRoutes(flows),
    ...preferenceRoutes(flows),
    ...factorRoutes(flows),
    ...passwordRoutes(flows),
    ...ssoRoutes(flows),
    ...identityRoutes(flows),
    ...samlRoutes(flows),
    ...mailRoutes(flows),
    ...profileRoutes(flows),
    ...noticeRoutes(flows),
    ...notificationRoutes(flows),
    ...webhookRoutes(flows),
    ...peopleRoutes(flows),
    ...teamRoutes(flows),
    ...pointRoutes(flows),
    ...nodeRoutes(flows),
    ...plantTransferRoutes(flows),
    ...processValueRoutes(flows),
    ...searchRoutes(flows),
    ...dashboardRoutes(flows),
    ...documentRoutes(flows),
    ...trendRoutes(flows),
    ...tagRoutes(flows),
    ...bearingRoutes(),
    ...rightsRoutes(flows),
    ...keyRoutes(flows),
    ...limitRoutes(flows),
    ...settingRoutes(flows),
    ...hardeningRoutes(flows),
    ...clientRoutes(),
    ...auditKeepingRoutes(flows),
    ...auditRoutes(flows),
    ...captureRoutes(flows),
    ...plotNoteRoutes(flows),
    ...diagnosisRoutes(flows),
    ...jobRoutes(flows),
    ...modelRoutes(flows),
    ...agentRoutes(flows),
    ...enrolmentRoutes(flows, origin),
    ...fleetRoutes(flows),
    ...partitionRoutes(flows),
    ...capacityRoutes(flows),
    ...telemetryRoutes(flows),
    ...conditionRoutes(flows),
    ...alarmRoutes(flows),
    ...alarmRuleRoutes(flows),
    ...systemRoutes(flows, () => live.screens),
    ...metricsRoutes(flows, () => live.screens),
    ...healthRoutes(flows),
    liveRoute(live),
  ];
}

/** The whole hub: rooms, flows and doors, put together and started in the order in which they need each other. */
export class Hub {
  readonly flows: Flows;
  readonly live: LiveHub;
  readonly routes: readonly Route[];
  readonly #rooms: Rooms;
  readonly #broker: BrokerDoor;
  readonly #http: HttpServer<SocketData>;

  constructor({ settings, clock, uiFolder, broker, onFatal }: HubDeps) {
    this.#rooms = createRooms(settings, clock, {
      stored: (names) => this.flows.stored(names),
      publishAssignment: (assignment) => this.flows.publishAssignment(assignment),
      pointsMoved: (agents) => this.flows.pointsMoved(agents),
      fleetPoints: () => this.flows.fleetPoints(),
      storeCrashed: onFatal,
      sayOfJob: (name, agentId, message) => this.flows.sayOfJob(name, agentId, message),
      orderAgent: (agentId, order) => this.flows.agents.order(agentId, order),
      watchLog: (agentId, watch) => this.flows.agents.watchLog(agentId, watch),
      partition: (agentId, order) => this.flows.agents.partition(agentId, order),
      orderCapture: (agentId, order) => this.flows.orderCapture(agentId, order),
      valuesChanged: (values) => this.flows.values.changed(values),
      askRebirth: (group, node) => this.flows.values.askRebirth(group, node),
      brokerUrl: () => this.flows.broker?.state().url ?? null,
      origin: () => this.origin,
      credentialsChanged: () => void this.#broker.credentialsChanged(),
      notify: (event, payload) =>
        this.flows.broker?.publish('notification', [event], payload) ?? false,
      plotOf: (notification) => plotOf(this.#rooms, notification),
      digestOf: (userId, fromMs, toMs) => digestContent(this.#rooms, userId, fromMs, toMs),
      noticeAgent: (agentId, notice) => this.flows.agents.notice(agentId, notice),
    });
    this.flows = new Flows(this.#rooms);
    this.live = new LiveHub(this.flows);
    const document = new ApiDocument();
    this.routes = [...hubRoutes(this.flows, this.live, () => this.origin), ...document.routes()];
    this.#broker = broker;
    connectInbox(broker, this.flows);
    broker.onNextUsed((username, hash) => this.flows.agents.credentialTaken(username, hash));
    broker.onChange((connected) => this.flows.connection(connected));
    const app = createHttpApp({
      routes: this.routes,
      arrival: {
        settings: settings.http,
        clock,
        log: createLog('http'),
        complain: (what, error) => this.#rooms.complaints.say(what, error),
      },
      guards: {
        authenticate: authenticator(this.flows),
        authenticateAgent: agentAuthenticator(this.flows),
        limit: limiter(this.flows),
        once: (asked, work) => this.#rooms.repeatedRequests.once(asked, work),
        within: partGuard(this.flows),
        refused: (principal, row) => this.flows.identity.refused(principal, row),
        seen: (principal, row, path) => this.flows.identity.seen(principal, row, path),
        isTls: isHttps(settings.http),
        allowedOrigins: settings.http.allowedOrigins,
      },
      ui: new UiAssets(uiFolder),
      log: createLog('http'),
      answered: (tookMs, status) => this.#rooms.requests.took(tookMs, status),
      failed: ({ method, ...about }) =>
        this.#rooms.troubleWatch.note(`${method} ${about.path}`, {
          event: 'system.failed',
          details: { method, ...about },
        }),
    });
    document.write(app);
    this.#http = new HttpServer<SocketData>({
      app,
      websocket: liveHandlers(this.live),
      settings: settings.http,
    });
  }

  /** Ready when the doors are open. Whether the broker answers shows in the health, and does not hold this up. */
  async start(): Promise<void> {
    await startRooms(this.#rooms);
    await makeSampleAccounts(this.#rooms);
    this.flows.start(this.#broker);
    this.live.start();
    this.#http.start();
    await this.#broker.start();
  }

  /** Doors first, so that nothing new comes in while what waits is stored. */
  async stop(): Promise<void> {
    this.flows.stop();
    this.live.stop();
    await this.flows.notifications.stop();
    await this.#http.stop();
    // While the broker is still there, so that the agents get their receipts.
    await this.#rooms.writer.flush();
    await this.#broker.stop();
    await stopRooms(this.#rooms);
  }

  get origin(): string {
    return this.#http.origin;
  }

  /** The address at which the first account can be made, once; null when there is one. */
  async newSetupToken(): Promise<string | null> {
    return this.#rooms.setupLinks.make(SYSTEM_ACTOR);
  }
}
