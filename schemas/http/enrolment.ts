import { z } from 'zod';
import type { RouteRow } from '#schemas/http/route-row';
import { AgentId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

/** A token with which one agent may join, once. */
export const JoinToken = z.strictObject({
  tokenId: z.string(),
  agentId: AgentId,
  createdMs: TimeMs,
  expiresMs: TimeMs,
});
export type JoinToken = z.infer<typeof JoinToken>;

/** Parts of the fleet that stand where an agent's name does in an address: one of that name could not be reached. */
const TAKEN_NAMES: readonly string[] = ['capacity', 'gpus', 'join-tokens'];

export const NewJoinToken = z.strictObject({
  agentId: AgentId.refine(
    (name) => !TAKEN_NAMES.includes(name),
    'This name stands for something else.',
  ),
  lifetimeMinutes: z.number().int().min(5).max(10_080).default(60),
});

/** The token itself is in the command, and is shown this once. */
export const MadeJoinToken = z.strictObject({ token: JoinToken, command: z.string() });
export type MadeJoinToken = z.infer<typeof MadeJoinToken>;

/** What an agent needs from then on: it keeps it, readable to its own account only. */
export const Joined = z.strictObject({
  agentId: AgentId,
  broker: z.strictObject({ url: z.string(), username: z.string(), password: z.string() }),
  /** PEM of the authority that signed the broker's certificate; null where it has none of its own. */
  ca: z.string().nullable(),
  /** Where the hub's API is, and the PEM by which its certificate is known; null where the system trusts it or it has none. */
  hub: z.strictObject({ url: z.string(), ca: z.string().nullable() }),
});
export type Joined = z.infer<typeof Joined>;

const AgentParams = z.object({ agentId: z.string().max(80) });

export const ENROLMENT_ROUTES = {
  joinTokens: {
    method: 'GET',
    path: '/api/v1/agents/join-tokens',
    permission: 'fleet:enrol',
    tag: 'system',
    summary: 'Tokens with which agents may still join.',
    answer: z.strictObject({ tokens: z.array(JoinToken) }),
  },
  makeJoinToken: {
    method: 'POST',
    path: '/api/v1/agents/join-tokens',
    permission: 'fleet:enrol',
    tag: 'system',
    summary:
      'Lets one agent join, once and for a while; a newer token for the same agent ends the one before.',
    body: NewJoinToken,
    answer: MadeJoinToken,
    status: 201,
    idempotent: true,
  },
  withdrawJoinToken: {
    method: 'DELETE',
    path: '/api/v1/agents/join-tokens/:tokenId',
    permission: 'fleet:enrol',
    tag: 'system',
    summary: 'Ends a token that nobody has used.',
    params: z.object({ tokenId: z.string().max(80) }),
    errors: ['not_found'],
  },
  join: {
    method: 'POST',
    path: '/api/v1/agents/join',
    permission: 'public',
    tag: 'system',
    summary:
      'Exchanges a token for the agent’s own credential at the broker. A credential that it had before ends.',
    body: z.strictObject({ token: z.string().min(20).max(200) }),
    answer: Joined,
    errors: ['not_found'],
    limit: 'signIn',
  },
  askRenewal: {
    method: 'POST',
    path: '/api/v1/agents/:agentId/renew-credential',
    permission: 'fleet:enrol',
    tag: 'system',
    summary:
      'Has an agent replace its credential as soon as it is there; the old one ends when the new one was used.',
    params: AgentParams,
    errors: ['not_found', 'conflict'],
  },
  revokeAgent: {
    method: 'POST',
    path: '/api/v1/agents/:agentId/revoke',
    permission: 'fleet:enrol',
    tag: 'system',
    summary: 'Ends the credential of an agent: it is off within a second, and its points move.',
    params: AgentParams,
    errors: ['not_found'],
  },
} as const satisfies Record<string, RouteRow>;
