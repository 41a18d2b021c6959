import { type CaptureRule, CaptureRuleEdit } from '#schemas/captures/rule';
import { refused } from '#schemas/errors/refused';
import { type CaptureRuleId, type NodeId, newId, type PointId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { AuditEntry } from '../store/audit-entry.ts';
import type { Row, Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

const RULES_MAX = 500;
const MINUTE_MS = 60_000;

/** What rules need of the plant’s tree. */
export interface RulePlant {
  nameOf(nodeId: NodeId): string | null;
  /** Points of each machine at or below the node. */
  machinesBelow(nodeId: NodeId): readonly (readonly PointId[])[];
  /** Where it is in the tree: itself and all above it. */
  isBelow(pointId: PointId, nodeId: NodeId): boolean;
}

export interface CaptureRulesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly plant: RulePlant;
}

/** A rule as it is kept. */
export interface KeptRule extends CaptureRuleEdit {
  readonly ruleId: CaptureRuleId;
  readonly createdMs: number;
  lastMs: number | null;
}

/** Rules by which captures are made again and again. */
export class CaptureRules {
  readonly #deps: CaptureRulesDeps;
  readonly #rules = new Map<CaptureRuleId, KeptRule>();

  constructor(deps: CaptureRulesDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM capture_rules')) {
      const rule = ruleOf(row);
      this.#rules.set(rule.ruleId, rule);
    }
  }

  all(): CaptureRule[] {
    return [...this.#rules.values()]
      .map((rule) => this.#shown(rule))
      .toSorted((a, b) => a.name.localeCompare(b.name) || a.ruleId.localeCompare(b.ruleId));
  }

  /** Rules that are on, as they are kept. */
  *enabled(): Iterable<KeptRule> {
    for (const rule of this.#rules.values()) if (rule.isEnabled) yield rule;
  }

  /** Throws `not_found`. */
  kept(ruleId: CaptureRuleId): KeptRule {
    const rule = this.#rules.get(ruleId);
    if (rule === undefined) throw refused('rule_unknown');
    return rule;
  }

  /** Throws `not_found` for a node that is not there, `conflict` when there are too many. */
  async add(edit: CaptureRuleEdit, actor: Actor): Promise<CaptureRule> {
    if (this.#rules.size >= RULES_MAX) {
      throw refused('capture_rules_full', { count: RULES_MAX });
    }
    const rule: KeptRule = {
      ...edit,
      ruleId: newId('cr'),
      createdMs: Math.round(this.#deps.clock()),
      lastMs: null,
    };
    return this.#keep(rule, 'capture.rule_made', actor);
  }

  /** Throws `not_found`. */
  edit(ruleId: CaptureRuleId, edit: CaptureRuleEdit, actor: Actor): Promise<CaptureRule> {
    return this.#keep({ ...this.kept(ruleId), ...edit }, 'capture.rule_changed', actor);
  }

  /** Throws `not_found`. */
  async remove(ruleId: CaptureRuleId, actor: Actor): Promise<void> {
    const { name } = this.kept(ruleId);
    const statements = ['capture_rules', 'capture_bands'].map((table) => ({
      sql: `DELETE FROM ${table} WHERE rule_id = ?`,
      args: [ruleId],
    }));
    const entry = { event: 'capture.rule_deleted', actor, resourceId: ruleId } as const;
    await this.#deps.store.record(statements, [{ ...entry, details: { name } }]);
    this.#rules.delete(ruleId);
  }

  /** It has just captured, or begun to. */
  async did(rule: KeptRule): Promise<void> {
    rule.lastMs = Math.round(this.#deps.clock());
    await this.#deps.store.write([
      {
        sql: 'UPDATE capture_rules SET last_ms = ? WHERE rule_id = ?',
        args: [rule.lastMs, rule.ruleId],
      },
    ]);
  }

  /** When a timer is due; null for a rule without one. A timer that has never run runs at once. */
  dueMs({ trigger, lastMs, createdMs }: KeptRule): number | null {
    if (trigger.kind !== 'timer') return null;
    return lastMs === null ? createdMs : lastMs + trigger.everyMinutes * MINUTE_MS;
  }

  async #keep(
    rule: KeptRule,
    event: 'capture.rule_made' | 'capture.rule_changed',
    actor: Actor,
  ): Promise<CaptureRule> {
    const { store, plant } = this.#deps;
    const nodeName = plant.nameOf(rule.nodeId);
    if (nodeName === null) throw refused('part_unknown');
    const { ruleId, createdMs, lastMs, ...body } = rule;
    const statement: Statement = {
      sql: `INSERT INTO capture_rules VALUES (?, ?, ?, ?) ON CONFLICT (rule_id) DO UPDATE SET body = excluded.body`,
      args: [ruleId, JSON.stringify(body), createdMs, lastMs],
    };
    const details = { name: rule.name, node: nodeName, trigger: rule.trigger.kind };
    const entry: AuditEntry = { event, actor, resourceId: ruleId, details };
    await store.record([statement], [entry]);
    this.#rules.set(ruleId, rule);
    return this.#shown(rule);
  }

  #shown(rule: KeptRule): CaptureRule {
    const { plant } = this.#deps;
    const dueMs = rule.isEnabled ? this.dueMs(rule) : null;
    return {
      ...rule,
      nodeName: plant.nameOf(rule.nodeId),
      machines: plant.machinesBelow(rule.nodeId).length,
      nextMs: dueMs,
    };
  }
}

function ruleOf(row: Row): KeptRule {
  return {
    ...CaptureRuleEdit.parse(JSON.parse(String(row.body))),
    ruleId: row.rule_id as CaptureRuleId,
    createdMs: Number(row.created_ms),
    lastMs: row.last_ms as number | null,
  };
}
