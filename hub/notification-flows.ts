/**
 * The ways of telling, each step by its name and in order.
 *
 * tell     events: alarms, job; turn: system conditions → words → teller: rights, choices → store (notification, feed, deliveries) → events: notifications
 * deliver  deliveryDesk: store → channel → store; what fails → feed, or whoever looks after the channels
 * digest   turn → digestDesk: content → store → deliveryDesk
 */
import type { AlarmNews } from '#schemas/alarms/news';
import type { SystemCondition } from '#schemas/fleet/system-condition';
import type { JobId } from '#schemas/ids/ids';
import { isFinal } from '#schemas/jobs/job';
import type { KeptJob } from './jobs/kept-job.ts';
import type { Telling } from './notifications/telling.ts';
import { alarmEscalated, alarmRaised, alarmReturned } from './notifications/words/alarm-words.ts';
import { conditionCleared, conditionRaised } from './notifications/words/condition-words.ts';
import { jobEnded, jobMilestone } from './notifications/words/job-words.ts';
import type { Rooms } from './rooms.ts';

const TURN_MS = 1_000;
const DIGEST_EVERY = 30;
const UPKEEP_EVERY = 3_600;
/** What ended while the hub was ending is told at its next start, if it is no older. */
const AFTERWARDS_MS = 60 * 60_000;

/** Hands what happens to whoever tells people of it. */
export class NotificationFlows {
  readonly #rooms: Rooms;
  readonly #conditions = new Map<string, SystemCondition>();
  #timer: ReturnType<typeof setInterval> | null = null;
  #stopListening: (() => void)[] = [];
  #turns = 0;
  readonly #telling = new Set<Promise<void>>();

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  start(): void {
    const { events, log } = this.#rooms;
    this.#stopListening = [
      events.on('alarms', (news) => {
        for (const one of news) this.#alarm(one);
      }),
      events.on('job', ({ jobId }) => this.#during(this.#job(jobId))),
    ];
    this.#timer = setInterval(() => this.turn(), TURN_MS);
    this.#during(
      this.#afterwards().catch((error) =>
        log.error('what happened before the start is not told', error),
      ),
    );
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    for (const stop of this.#stopListening) stop();
    await this.settled();
  }

  /** Resolves when all that happened so far is told. */
  async settled(): Promise<void> {
    while (this.#telling.size > 0) await Promise.all(this.#telling);
  }

  /** What time brings: conditions of the system, digests, upkeep. */
  turn(): void {
    const { digestDesk, deliveryLog, siteSettings, log } = this.#rooms;
    this.#turns++;
    this.#conditionsNow();
    if (this.#turns % DIGEST_EVERY === 0) {
      digestDesk.turn().catch((error) => log.error('digests are tried again', error));
    }
    if (this.#turns % UPKEEP_EVERY === 0) {
      deliveryLog
        .upkeep(siteSettings.get('channels').keepDays)
        .catch((error) => log.error('old notifications stay', error));
    }
  }

  #alarm({ what, alarm, escalation }: AlarmNews): void {
    // What is wrong with the system itself is told as that, to whoever looks after it.
    const isOfPlant = alarm.asset.kind !== 'system';
    if (what === 'raised' && isOfPlant) this.#tell(alarmRaised(alarm));
    if (what === 'returned' && isOfPlant) this.#tell(alarmReturned(alarm));
    if (what === 'escalated' && escalation !== undefined) {
      this.#tell(alarmEscalated(alarm, escalation));
    }
    const by = what === 'acknowledged' ? alarm.acknowledgedBy : null;
    if (by !== null) this.#during(this.#rooms.teller.acknowledged(by.userId, alarm.alarmId));
  }

  async #job(jobId: JobId): Promise<void> {
    const { jobBook } = this.#rooms;
    const live = jobBook.liveOne(jobId);
    if (live !== null && !isFinal(live.state)) return;
    const job = live ?? (await jobBook.find(jobId));
    if (job !== null) this.#jobEnded(job);
  }

  #jobEnded(job: KeptJob): void {
    const ended = jobEnded(job);
    if (ended !== null) this.#tell(ended);
    const milestone = jobMilestone(job, this.#rooms.siteSettings.get('channels').milestoneAccuracy);
    if (milestone !== null) this.#tell(milestone);
  }

  /** Compares what is wrong with the system with what was. */
  #conditionsNow(): void {
    const now = new Map(
      this.#rooms.systemConditions.raised().map((one) => [String(one.conditionId), one]),
    );
    for (const [id, one] of now) if (!this.#conditions.has(id)) this.#tell(conditionRaised(one));
    for (const [id, one] of this.#conditions) if (!now.has(id)) this.#tell(conditionCleared(one));
    this.#conditions.clear();
    for (const [id, one] of now) this.#conditions.set(id, one);
  }

  /** Between a change and the telling of it the hub may have been killed. What was told is not told again. */
  async #afterwards(): Promise<void> {
    const { alarmDesk, store, clock, jobBook } = this.#rooms;
    const sinceMs = clock() - AFTERWARDS_MS;
    for (const alarm of alarmDesk.shown.all()) {
      const isNew = alarm.asset.kind !== 'system' && (alarm.shownMs ?? 0) >= sinceMs;
      if (isNew && alarm.hold === null && alarm.isActive) this.#tell(alarmRaised(alarm));
    }
    const rows = await store.read(
      "SELECT job_id FROM jobs WHERE state IN ('succeeded', 'failed') AND ended_ms >= ?",
      [sinceMs],
    );
    for (const row of rows) {
      const job = await jobBook.find(row.job_id as JobId);
      if (job !== null) this.#jobEnded(job);
    }
  }

  #tell(telling: Telling): void {
    this.#during(
      this.#rooms.teller
        .tell(telling)
        .then(() => undefined)
        .catch((error) =>
          this.#rooms.complaints.say('people cannot be told of something that happened', error),
        ),
    );
  }

  #during(work: Promise<void>): void {
    const done = work
      .catch((error) => this.#rooms.complaints.say('telling people failed', error))
      .finally(() => this.#telling.delete(done));
    this.#telling.add(done);
  }
}
