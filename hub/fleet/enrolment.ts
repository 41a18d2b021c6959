import { createHash, randomBytes } from 'node:crypto';
import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Joined, JoinToken } from '#schemas/http/enrolment';
import type { AgentId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { Row } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

const MINUTE_MS = 60_000;

/** The broker's clients, as far as agents are among them. */
export interface AgentCredentials {
  /** Makes a credential, or renews it: what was connected with the old one is put out. */
  give(agentId: string): Promise<{ username: string; password: string }>;
  /** False when there was none. */
  take(agentId: string): Promise<boolean>;
}

export interface EnrolmentDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly credentials: AgentCredentials;
  /** Where agents find the broker, and by which authority they know it. */
  readonly broker: () => { url: string; ca: string | null };
  /** Where they find the hub’s API, and by which authority they know that. */
  readonly hub: () => { url: string; ca: string | null };
  /** The broker is to know at once. */
  readonly changed: () => void;
}

/** Lets agents join by a token that works once, and puts them out again. */
export class Enrolment {
  readonly #deps: EnrolmentDeps;

  constructor(deps: EnrolmentDeps) {
    this.#deps = deps;
  }

  /** Tokens that still work, the newest first. */
  async tokens(): Promise<JoinToken[]> {
    const rows = await this.#deps.store.read(
      'SELECT * FROM join_tokens WHERE expires_ms > ? ORDER BY created_ms DESC',
      [this.#deps.clock()],
    );
    return rows.map(tokenOf);
  }

  /** A new token; it ends any other of that agent. */
  async make(
    agentId: AgentId,
    lifetimeMinutes: number,
    actor: Actor,
  ): Promise<{ token: JoinToken; secret: string }> {
    const { store, clock } = this.#deps;
    const secret = randomBytes(32).toString('base64url');
    const createdMs = clock();
    const expiresMs = createdMs + lifetimeMinutes * MINUTE_MS;
    const tokenId = `jt_${randomBytes(9).toString('hex')}`;
    await store.record(
      [
        {
          sql: 'DELETE FROM join_tokens WHERE agent_id = ? OR expires_ms <= ?',
          args: [agentId, createdMs],
        },
        {
          sql: 'INSERT INTO join_tokens VALUES (?, ?, ?, ?, ?)',
          args: [tokenId, hashOf(secret), agentId, createdMs, expiresMs],
        },
      ],
      [
        {
          event: 'agent.join_token_made',
          actor,
          resourceId: agentId,
          details: { tokenId, expiresMs },
        },
      ],
    );
    return { token: { tokenId, agentId, createdMs, expiresMs }, secret };
  }

  /** Throws `not_found`. */
  async withdraw(tokenId: string, actor: Actor): Promise<void> {
    const done = await this.#deps.store.record(
      [
        {
          sql: 'DELETE FROM join_tokens WHERE token_id = ?',
          args: [tokenId],
          mustChange: true,
        },
      ],
      [{ event: 'agent.join_token_withdrawn', actor, resourceId: null, details: { tokenId } }],
    );
    if (done === null) throw refused('token_gone');
  }

  /**
   * Uses the token up and gives the agent its credential. The token goes first: of two who bring it, one gets in. Throws
   * `not_found` for a token that does not work, whatever the reason.
   */
  async join(secret: string, actor: Actor): Promise<Joined> {
    const { store, clock, credentials, broker, hub, changed } = this.#deps;
    const hash = hashOf(secret);
    const [row] = await store.read(
      'SELECT * FROM join_tokens WHERE token_hash = ? AND expires_ms > ?',
      [hash, clock()],
    );
    const agentId = row === undefined ? null : tokenOf(row).agentId;
    const done =
      agentId === null
        ? null
        : await store.record(
            [
              {
                sql: 'DELETE FROM join_tokens WHERE token_hash = ?',
                args: [hash],
                mustChange: true,
              },
            ],
            [{ event: 'agent.joined', actor, resourceId: agentId, details: {} }],
          );
    if (agentId === null || done === null) {
      const refused = { event: 'agent.joined', actor, outcome: 'refused', details: {} } as const;
      await store.record([], [refused]);
      throw new TremoloError('not_found', 'This token does not work: make a new one.');
    }
    const { username, password } = await credentials.give(agentId);
    changed();
    const { url, ca } = broker();
    return { agentId, broker: { url, username, password }, ca, hub: hub() };
  }

  /** Puts an agent out. Throws `not_found` when it has no credential. */
  async revoke(agentId: string, actor: Actor): Promise<void> {
    const { store, credentials, changed } = this.#deps;
    if (!(await credentials.take(agentId))) {
      throw refused('credential_none');
    }
    changed();
    await store.record(
      [{ sql: 'DELETE FROM join_tokens WHERE agent_id = ?', args: [agentId] }],
      [{ event: 'agent.credential_revoked', actor, resourceId: agentId, details: {} }],
    );
  }
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url');

function tokenOf(row: Row): JoinToken {
  return {
    tokenId: String(row.token_id),
    agentId: row.agent_id as AgentId,
    createdMs: Number(row.created_ms),
    expiresMs: Number(row.expires_ms),
  };
}
