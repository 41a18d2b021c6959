import { refused } from '#schemas/errors/refused';
import type { PlantTemplate } from '#schemas/http/plant-transfer';
import { newId, type TemplateId, type UserId } from '#schemas/ids/ids';
import type { Clock } from '../../clock.ts';
import type { Actor } from '../../store/actor.ts';
import type { Store } from '../../store/store.ts';
import type { PatternNode } from './plan-copies.ts';

export interface TemplatesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly nameOf: (userId: UserId) => string | null;
}

interface Kept extends Omit<PlantTemplate, 'madeBy'> {
  readonly madeBy: UserId | null;
  readonly pattern: readonly PatternNode[];
}

const TEMPLATES_MAX = 200;

/** Machines kept as patterns, as they were when somebody kept them. */
export class Templates {
  readonly #deps: TemplatesDeps;
  readonly #kept = new Map<string, Kept>();

  constructor(deps: TemplatesDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM plant_templates')) {
      const pattern: PatternNode[] = JSON.parse(String(row.body));
      this.#know({
        templateId: row.template_id as TemplateId,
        name: String(row.name),
        kind: pattern[0].state.kind,
        nodes: pattern.length,
        madeMs: Number(row.made_ms),
        madeBy: row.made_by as UserId | null,
        pattern,
      });
    }
  }

  all(): PlantTemplate[] {
    return [...this.#kept.values()]
      .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
      .map((kept) => this.#shown(kept));
  }

  /** Throws `not_found`. */
  patternOf(templateId: string): readonly PatternNode[] {
    return this.#wanted(templateId).pattern;
  }

  /** Throws `conflict` when there is one of this name. */
  async keep(name: string, pattern: readonly PatternNode[], actor: Actor): Promise<PlantTemplate> {
    const { store, clock } = this.#deps;
    if ([...this.#kept.values()].some((one) => one.name === name)) {
      throw refused('pattern_taken', { name });
    }
    if (this.#kept.size >= TEMPLATES_MAX) {
      throw refused('patterns_full', { count: TEMPLATES_MAX });
    }
    const kept: Kept = {
      templateId: newId('mt'),
      name,
      kind: pattern[0].state.kind,
      nodes: pattern.length,
      madeMs: Math.round(clock()),
      madeBy: actor.userId,
      pattern,
    };
    const done = await store.record(
      [
        {
          // Two at the same moment: the second finds the name taken.
          sql: 'INSERT INTO plant_templates VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
          args: [kept.templateId, name, JSON.stringify(pattern), kept.madeMs, kept.madeBy],
          mustChange: true,
        },
      ],
      [
        {
          event: 'template.made',
          actor,
          resourceId: kept.templateId,
          details: { name, nodes: pattern.length },
        },
      ],
    );
    if (done === null) {
      throw refused('pattern_taken', { name });
    }
    this.#know(kept);
    return this.#shown(kept);
  }

  /** Throws `not_found`. */
  async remove(templateId: string, actor: Actor): Promise<void> {
    const { name } = this.#wanted(templateId);
    await this.#deps.store.record(
      [{ sql: 'DELETE FROM plant_templates WHERE template_id = ?', args: [templateId] }],
      [{ event: 'template.removed', actor, resourceId: templateId, details: { name } }],
    );
    this.#kept.delete(templateId);
  }

  #wanted(templateId: string): Kept {
    const kept = this.#kept.get(templateId);
    if (kept === undefined) throw refused('pattern_unknown');
    return kept;
  }

  #shown({ pattern: _pattern, madeBy, ...kept }: Kept): PlantTemplate {
    return { ...kept, madeBy: madeBy === null ? null : this.#deps.nameOf(madeBy) };
  }

  #know(kept: Kept): void {
    this.#kept.set(kept.templateId, kept);
  }
}
