import type { Context } from 'hono';
import type { z } from 'zod';
import type { AgentPermission } from '#schemas/access/permissions';
import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { issueOf } from '#schemas/http/issue-of';
import type { Issue } from '#schemas/http/problem';
import type { BodyOf, ParamsOf, QueryOf, RouteRow } from '#schemas/http/route-row';
import type { AgentId } from '#schemas/ids/ids';
import type { Principal } from '../access/principal.ts';
import type { Actor } from '../store/actor.ts';

/** An agent that asks with its own credential. */
export interface AgentCaller {
  readonly agentId: AgentId;
  readonly actor: Actor;
}

/** What a request carries through the handlers. `principal` is set on every route for people, `agent` on every one for agents. */
export interface RequestVariables {
  correlationId: string;
  /** From where it comes, as the limits, the lockout and the audit trail count it. */
  address: string;
  principal: Principal;
  agent?: AgentCaller;
  /** Where somebody who signs in at a provider wants to be afterwards. */
  returnTo?: string;
  /** The page that tells what went wrong on the way; without it, the sign-in page. */
  tellAt?: string;
}

/** What Bun hands to each request. */
export interface ServerBindings {
  server: Bun.Server<unknown>;
  /** The other end of the connection. */
  peer: string | null;
}

export type HttpContext = Context<{ Variables: RequestVariables; Bindings: ServerBindings }>;

/** One checked request, as a handler gets it. */
export interface Call<Row extends RouteRow> {
  readonly params: ParamsOf<Row>;
  readonly query: QueryOf<Row>;
  readonly body: BodyOf<Row>;
  readonly principal: Row['permission'] extends 'public' | AgentPermission ? null : Principal;
  readonly agent: Row['permission'] extends AgentPermission ? AgentCaller : null;
  /** Who asks, for the audit trail: the principal's, or a stranger at an address. */
  readonly actor: Actor;
  readonly context: HttpContext;
}

// biome-ignore lint/suspicious/noConfusingVoidType: a handler without an answer may just end.
type Answer<Row extends RouteRow> = Row['answer'] extends z.ZodType ? z.input<Row['answer']> : void;

/** One row of the route table with what it does: nothing is served without saying who may have it. */
export interface Route {
  readonly row: RouteRow;
  readonly handle: (call: Call<RouteRow>) => unknown;
}

/** Binds a row to its handler, which answers with what the row promises, or with a Response of its own. */
export function route<Row extends RouteRow>(
  row: Row,
  handle: (call: Call<Row>) => Answer<Row> | Response | Promise<Answer<Row> | Response>,
): Route {
  return { row, handle: handle as Route['handle'] };
}

/** A request that does not match its schema; the door lists what is wrong with which field. */
export class InvalidRequestError extends TremoloError {
  readonly issues: Issue[];

  constructor(error: z.ZodError) {
    const { message, reason } = refused('request_fields_wrong');
    super('request_invalid', message, { cause: error, ...(reason && { reason }) });
    this.issues = error.issues.map(issueOf);
  }
}

/** The address is one of ours, but does not take this method. */
export class WrongMethodError extends TremoloError {
  readonly allowed: readonly string[];

  constructor(allowed: readonly string[]) {
    super('method_not_allowed', `This address takes only ${allowed.join(', ')}.`);
    this.allowed = allowed;
  }
}
