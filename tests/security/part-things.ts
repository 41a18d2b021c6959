import type { Alarm } from '#schemas/alarms/alarm';
import type { NodeChanged } from '#schemas/http/nodes';
import type { PlacedThing } from '#schemas/http/within';
import type { CaptureId, NodeId } from '#schemas/ids/ids';
import { SYSTEM_ACTOR } from '../../hub/store/actor.ts';
import { summaryOf } from '../hub/plant-messages.ts';
import { SightBox } from '../hub/sight-box.ts';

/** The part in which the right holds, and the other one. */
export type Where = 'hall' | 'yard';

const WHEN = { source: 'figure', figure: 'velocityMmS', limit: 7, deadBand: 1 };

/** A fresh thing of each kind in each of two parts of a plant, as routes name them. */
export class PartThings {
  readonly box: SightBox;
  readonly #alarms = new Map<Where, string>();
  #ruleId = '';
  #count = 0;

  private constructor(box: SightBox) {
    this.box = box;
  }

  static async start(): Promise<PartThings> {
    const things = new PartThings(await SightBox.start());
    const plenty = { perHour: 10_000_000, burst: 100_000 };
    const limits = { perKey: plenty, perPerson: plenty, perAddress: plenty, work: plenty };
    await things.box.people.set('limits', limits);
    await things.#raise();
    return things;
  }

  /** A rule that holds everywhere. */
  get ruleId(): string {
    return this.#ruleId;
  }

  async of(thing: PlacedThing, where: Where): Promise<unknown> {
    const { box } = this;
    const area = box[where];
    const [pump, point] = where === 'hall' ? [0, 0] : [1, 1];
    switch (thing) {
      case 'node':
      case 'part':
        return area;
      case 'place':
        return box.pumps[pump];
      case 'standing_node':
        return this.machine(where);
      case 'point':
      case 'taken_point':
        return box.points[point];
      case 'capture':
        return this.#capture(where);
      case 'capture_rule':
        return this.#made('captures/rules', this.captureRule(area), 'ruleId');
      case 'alarm':
        return this.#alarms.get(where);
      case 'hold':
        return this.#hold(where);
      case 'value':
      case 'taken_value':
        return this.#value(where);
      case 'alarm_rule':
        return this.#made('alarm-rules', this.rule(area), 'ruleId');
      case 'rule_scope':
        return this.rule(area);
      case 'policy':
        return this.#made('escalation-policies', this.policy(area), 'policyId');
      case 'calendar':
        return this.#made('shift-calendars', this.calendar(area), 'calendarId');
      case 'procedure':
        return this.#made('alarm-procedures', this.procedure(area), 'procedureId');
      case 'plant_change': {
        const path = `/api/v1/nodes/${await this.machine(where)}`;
        const { change } = await box.admin.ask<NodeChanged>('PATCH', path, { notes: this.name() });
        return change.changeId;
      }
    }
  }

  /** What Gus sends: a text as a file, anything else as JSON. */
  send(method: string, path: string, body: unknown): Promise<Response> {
    const { guest } = this.box;
    if (typeof body !== 'string') return guest.send(method, path, body);
    const headers = { ...guest.headers, 'content-type': 'application/octet-stream' };
    return fetch(guest.origin + path, { method, headers, body });
  }

  /** One that nothing has yet. */
  name(): string {
    return `T ${++this.#count}`;
  }

  machine(where: Where): Promise<NodeId> {
    return this.box.make({ kind: 'machine', name: this.name(), parentId: this.box[where] });
  }

  /** A point of its own on the pump of the part, whose sensor is gone. */
  async loosePoint(where: Where): Promise<string> {
    const pointId = await this.box.sensor(`x-${++this.#count}`);
    const nodeId = this.box.pumps[where === 'hall' ? 0 : 1];
    await this.box.admin.ask('PATCH', `/api/v1/points/${pointId}`, { nodeId });
    return pointId;
  }

  rule(nodeId: NodeId) {
    const about = { consequence: 'major', timeToRespond: 'hour', per: 'point' };
    return { name: this.name(), when: WHEN, ...about, scope: { nodeIds: [nodeId] } };
  }

  policy(nodeId: NodeId) {
    const steps = [{ afterMinutes: 5, who: [{ kind: 'role', role: 'engineer' }] }];
    return { name: this.name(), nodeId, steps };
  }

  calendar(nodeId: NodeId) {
    const who = [{ kind: 'role', role: 'engineer' }];
    const shifts = [{ name: 'Early', days: [1], from: '06:00', to: '18:00', who }];
    return { name: this.name(), nodeId, timezone: 'UTC', shifts };
  }

  procedure(nodeId: NodeId) {
    return { name: this.name(), nodeId, source: 'figure', steps: ['Look'] };
  }

  captureRule(nodeId: NodeId) {
    const window = { preMs: 500, postMs: 500 };
    const trigger = { kind: 'timer', everyMinutes: 60 };
    return { name: this.name(), nodeId, trigger, window, isEnabled: false };
  }

  async #made(path: string, body: object, id: string): Promise<string> {
    const made = await this.box.admin.ask<Record<string, string>>('POST', `/api/v1/${path}`, body);
    return made[id];
  }

  async #capture(where: Where): Promise<CaptureId> {
    const pointIds = [this.box.points[where === 'hall' ? 0 : 1]];
    const wanted = { pointIds, trigger: 'demand', preMs: 500, postMs: 500 } as const;
    const { captureDesk } = this.box.people.rooms;
    return (await captureDesk.request({ ...wanted, by: SYSTEM_ACTOR })) as CaptureId;
  }

  async #hold(where: Where): Promise<string> {
    const pointId = this.box.points[where === 'hall' ? 0 : 1];
    const ruleId = await this.of('alarm_rule', where);
    return this.#made('alarm-holds', { ruleId, pointId, minutes: 5, reason: 'Later' }, 'holdId');
  }

  async #value(where: Where): Promise<string> {
    const { processValues } = this.box.people.rooms;
    const address = `oil/${++this.#count}`;
    processValues.hear('mqtt', [{ address, name: address, unit: '°C', value: 40, isGood: true }]);
    const valueId = processValues.all().find((one) => one.address === address)?.valueId as string;
    const nodeId = this.box.pumps[where === 'hall' ? 0 : 1];
    await this.box.admin.ask('PATCH', `/api/v1/process-values/${valueId}`, { nodeId });
    return valueId;
  }

  /** An alarm in each part. */
  async #raise(): Promise<void> {
    const { box } = this;
    const rule = { name: 'Velocity high', when: WHEN, per: 'point' };
    const made = { ...rule, consequence: 'major', timeToRespond: 'hour' };
    this.#ruleId = await this.#made('alarm-rules', made, 'ruleId');
    const { rooms, clock } = box.people;
    const told = new Promise<Alarm[]>((done) => {
      const heard: Alarm[] = [];
      rooms.events.on('alarms', (news) => {
        heard.push(...news.flatMap((one) => (one.what === 'raised' ? one.alarm : [])));
        if (heard.length === 2) done(heard);
      });
    });
    clock.nowMs += 1_000;
    const summaries = box.points.map((id) => summaryOf(id, clock.nowMs, 9));
    rooms.events.emit('summaries', rooms.latest.take(summaries));
    for (const { alarmId, asset } of await told) {
      this.#alarms.set(asset.pointId === box.points[0] ? 'hall' : 'yard', alarmId);
    }
  }
}
