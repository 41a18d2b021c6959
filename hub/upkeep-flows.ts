/**
 * What time alone brings, each second.
 *
 * people   sessions, lockout, key use: what has run out ends; what was noted in memory is kept
 * system   conditionReadings → systemConditions → alarms; troubleWatch; auditAlerts, checkpoints, segments
 * fleet    agentLogs, partitioning, maintenance; credentialDesk → hubNotices
 * capacity supplyKeeper, demandKeeper → store; http/capacity-routes → capacity-reading → forecast
 * room     retention of conditions, diagnoses, dashboards, pictures, files and jobs
 */

import {
  type CountedJobs,
  conditionReadings,
  countJobs,
  unclearNow,
} from './condition-readings.ts';
import { followConsole, rotateKeyWhenDue } from './console-follow-up.ts';
import type { Rooms } from './rooms.ts';
import { troublesOf } from './troubles.ts';

const TURN_MS = 1_000;
/** Each so many upkeeps it is written down when sessions were last used, and how often API keys. */
const SEEN_EVERY = 15;
const KEY_USE_EVERY = 60;
/** Whether a checkpoint of the audit trail is due, and whether an old part of it can go. */
const SEAL_EVERY = 10;
const PRUNE_EVERY = 3_600;
/** How often the queues are counted for the conditions of the system. */
const COUNT_EVERY = 10;
/** What agents could work with is written down so often. */
const SUPPLY_EVERY = 60;

/** What the upkeep needs beside the rooms. */
export interface UpkeepLinks {
  isBrokerConnected(): boolean;
  /** The conditions of the system are judged anew. */
  judged(): void;
}

/** Turns once a second. What fails is said and tried again. */
export class UpkeepFlows {
  readonly #rooms: Rooms;
  readonly #links: UpkeepLinks;
  #timer: ReturnType<typeof setInterval> | null = null;
  #turns = 0;
  #counted: CountedJobs | null = null;
  /** One at a time: the next second must not begin what is not done. */
  #followUp: Promise<void> | null = null;

  constructor(rooms: Rooms, links: UpkeepLinks) {
    this.#rooms = rooms;
    this.#links = links;
  }

  start(): void {
    this.#timer = setInterval(() => this.#turn(), TURN_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  #turn(): void {
    this.#people();
    this.#console();
    this.#fleet();
    this.#system();
    this.#turns++;
    if (this.#turns % PRUNE_EVERY === 0) this.#room();
  }

  #tried(work: Promise<unknown>, failure: string): void {
    work.catch((error) => this.#rooms.log.error(failure, error));
  }

  /** Ends what has run out; keeps what was only noted in memory. */
  #people(): void {
    const { sessions, lockout, keyUse } = this.#rooms;
    const failure = 'upkeep of sessions is tried again';
    this.#tried(sessions.upkeep(), failure);
    this.#tried(lockout.upkeep(), failure);
    if (this.#isDue(SEEN_EVERY)) this.#tried(sessions.keepSeen(), failure);
    if (this.#isDue(KEY_USE_EVERY)) this.#tried(keyUse.upkeep(), failure);
  }

  #console(): void {
    this.#followUp ??= this.#follow()
      .catch((error) => this.#rooms.log.error('what the console did is looked at again', error))
      .finally(() => {
        this.#followUp = null;
      });
  }

  async #follow(): Promise<void> {
    await followConsole(this.#rooms);
    await rotateKeyWhenDue(this.#rooms);
  }

  #fleet(): void {
    const { agentLogs, partitioning, credentialDesk, hubNotices, maintenance, supplyKeeper } =
      this.#rooms;
    agentLogs.turn();
    partitioning.turn();
    const credentials = credentialDesk.turn().then(() => hubNotices.turn());
    this.#tried(credentials, 'the credentials of agents cannot be read');
    this.#tried(maintenance.turn(), 'the end of a maintenance is not recorded');
    if (this.#isDue(SUPPLY_EVERY)) {
      this.#tried(supplyKeeper.turn(), 'what agents could work with is not kept');
    }
  }

  #system(): void {
    const { troubleWatch, auditAlerts, checkpoints } = this.#rooms;
    const troubles = troubleWatch.turn(troublesOf(this.#rooms));
    this.#tried(troubles, 'what is wrong is not recorded; tried again');
    if (this.#turns % COUNT_EVERY === 0) this.#count();
    this.#tried(this.#judge(), 'what is wrong with the system is not recorded; tried again');
    this.#tried(auditAlerts.turn(), 'the audit trail is not followed');
    if (this.#isDue(SEAL_EVERY)) this.#tried(checkpoints.sign('if due'), 'no checkpoint is signed');
  }

  /** Apart from the judging: when the store does not answer, that itself is to be told. */
  #count(): void {
    countJobs(this.#rooms).then(
      (counted) => {
        this.#counted = counted;
      },
      (error) => this.#rooms.complaints.say('jobs cannot be counted', error),
    );
  }

  /** What is wrong with hub, agents and GPUs now. */
  async #judge(): Promise<void> {
    const rooms = this.#rooms;
    const agents = rooms.fleet.states();
    const isBrokerConnected = this.#links.isBrokerConnected();
    const readings = conditionReadings({
      ...{ rooms, agents, isBrokerConnected },
      counted: this.#counted,
    });
    await rooms.systemConditions.turn(readings, unclearNow(rooms, agents));
    this.#links.judged();
  }

  /** What is older than people want to keep it goes. */
  #room(): void {
    const { systemConditions, diagnoses, dashboards, demandKeeper, documents, files } = this.#rooms;
    this.#tried(systemConditions.upkeep(), 'old conditions of the system stay');
    this.#tried(diagnoses.upkeep(), 'old diagnoses stay');
    this.#tried(dashboards.upkeep(), 'old dashboards stay');
    this.#tried(demandKeeper.turn(), 'the work of the last days is not counted');
    this.#tried(documents.upkeep(), 'old pictures stay');
    this.#tried(files.upkeep(), 'old files stay');
    this.#tried(this.#rooms.jobUpkeep.run(), 'old jobs stay');
    this.#tried(this.#rooms.segments.turn(), 'old audit entries stay here');
  }

  /** Each so many turns, not at the first. */
  #isDue(every: number): boolean {
    return (this.#turns + 1) % every === 0;
  }
}
