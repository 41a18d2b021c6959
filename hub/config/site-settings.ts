import {
  type SettingsOf,
  type SettingsSection,
  SITE_SETTINGS,
} from '#schemas/config/site-settings';
import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Log } from '../log.ts';
import type { Actor } from '../store/actor.ts';
import type { Json } from '../store/audit-entry.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../store/vault.ts';
import { storedSettings } from './stored-settings.ts';

export interface SiteSettingsDeps {
  readonly store: Store;
  readonly vault: Vault;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
}

interface Kept {
  readonly revision: number;
  readonly body: unknown;
}

/** A section as it is to be, and the revision that was looked at. */
export interface SectionChange {
  readonly section: SettingsSection;
  readonly next: object;
  readonly revision: number;
}

const SECTIONS = Object.keys(SITE_SETTINGS) as SettingsSection[];

/** Settings that change while the hub runs: sealed in the store, in memory for whoever asks. */
export class SiteSettings {
  readonly #deps: SiteSettingsDeps;
  readonly #kept = new Map<SettingsSection, Kept>();

  constructor(deps: SiteSettingsDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const section of SECTIONS)
      this.#kept.set(section, { revision: 0, body: SITE_SETTINGS[section].parse({}) });
    for (const row of await this.#deps.store.read('SELECT section, revision, body FROM settings')) {
      const section = String(row.section) as SettingsSection;
      if (!(section in SITE_SETTINGS)) continue;
      const body = JSON.parse(this.#deps.vault.open(`settings ${section}`, String(row.body)));
      this.#kept.set(section, {
        revision: Number(row.revision),
        body: storedSettings(section, body, this.#deps.log),
      });
    }
  }

  get<Section extends SettingsSection>(section: Section): SettingsOf<Section> {
    return this.#of(section).body as SettingsOf<Section>;
  }

  /** Goes up by one with each change: what an ETag is made of. */
  revision(section: SettingsSection): number {
    return this.#of(section).revision;
  }

  /** Replaces a section. Throws `conflict` when it was changed since `revision` was read. */
  replace<Section extends SettingsSection>(
    section: Section,
    next: SettingsOf<Section>,
    revision: number,
    actor: Actor,
  ): Promise<void> {
    return this.replaceAll([{ section, next, revision }], actor);
  }

  /** Replaces these sections, all of them or none. Throws `conflict` when one was changed since its `revision` was read. */
  async replaceAll(changes: readonly SectionChange[], actor: Actor): Promise<void> {
    const { store, vault, clock, events } = this.#deps;
    const done = await store.record(
      changes.map(({ section, next, revision }) => ({
        sql: `INSERT INTO settings VALUES (?, 1, ?, ?) ON CONFLICT (section) DO UPDATE
          SET revision = revision + 1, body = excluded.body, changed_ms = excluded.changed_ms WHERE revision = ?`,
        args: [section, vault.seal(`settings ${section}`, JSON.stringify(next)), clock(), revision],
        mustChange: true,
      })),
      changes.map(({ section, next }) => ({
        event: 'setting.changed' as const,
        actor,
        resourceId: section,
        details: { before: this.#of(section).body as Json, after: next as Json },
      })),
    );
    if (done === null) {
      throw refused('settings_changed');
    }
    for (const { section, next, revision } of changes) {
      this.#kept.set(section, { revision: revision + 1, body: next });
    }
    for (const { section } of changes) events.emit('settingsChanged', { section });
  }

  #of(section: SettingsSection): Kept {
    const kept = this.#kept.get(section);
    if (kept === undefined) throw new TremoloError('internal', 'The settings are not read yet.');
    return kept;
  }
}
