import type { z } from 'zod';
import type { AgentPermission, Permission } from '#schemas/access/permissions';
import type { ErrorCode } from '#schemas/errors/tremolo-error';
import type { Within } from '#schemas/http/within';

/** Chapters of the API's documentation. */
export const TAGS = {
  access: 'Signing in and out, tokens, second factors, single sign-on.',
  account: 'One’s own profile, sessions and API keys.',
  people: 'Accounts of people.',
  rights: 'Roles, grants, area rights and sharing.',
  teams: 'Teams and their members.',
  audit: 'Who did what.',
  plant: 'Points, trends, condition changes, live news.',
  captures: 'Raw waveforms that are kept: on alarms, timers, speed and demand.',
  alarms: 'What needs somebody: alarms, their rules, who is told, how many there were.',
  dashboards: 'Screens that people put together for themselves, and share.',
  diagnoses: 'Recordings handed in for a diagnosis.',
  jobs: 'Work for agents besides diagnosing: queues, logs, dead letters.',
  fleet: 'Agents and their GPUs: what they do, and what is done with them.',
  system: 'What runs, how well, and what was lost.',
  settings: 'Settings that change while Tremolo runs.',
} as const;
export type Tag = keyof typeof TAGS;

/**
 * One REST route: the same schemas check a request, type the handler and the client, and make the documentation. `params` and
 * `query` are objects of text fields; `body` is JSON; without `answer` the hub answers 204.
 */
export interface RouteRow {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` for a part of the path that varies. */
  readonly path: string;
  /** `public` needs no session; what agents may is asked with their own credential. */
  readonly permission: Permission | AgentPermission | 'public';
  /** What else the route asks for where it acts: it can be given for an area or by sharing, so only the flow can decide it. */
  readonly alsoIn?: Permission;
  /** How the permission, and what else it asks for, is enough in one part of the plant. Without it both must hold everywhere. */
  readonly within?: Within;
  readonly tag: Tag;
  /** One sentence, as the documentation says it. */
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The body is a form that a page of another site posts: the route has other means to know whom it serves than our cookies. */
  readonly form?: true;
  /** Media type of a body that is not JSON: the handler reads it itself. */
  readonly takes?: string;
  readonly answer?: z.ZodType;
  /** Of a success; 200 with an answer, 204 without one, unless said otherwise. 303: the handler sends the browser elsewhere. */
  readonly status?: 200 | 201 | 202 | 206 | 303;
  /** Media type of an answer that is not JSON: the handler answers with a Response of its own. */
  readonly media?: string;
  /** Errors of this route besides those that any route may give. */
  readonly errors?: readonly ErrorCode[];
  /** The request starts or makes something: repeating it with the same `Idempotency-Key` gives the first answer again. */
  readonly idempotent?: true;
  /** Screens poll it: it carries an ETag, and answers 304 to one that is still right. */
  readonly etag?: true;
  /** Rate limit that counts besides that of the key, person or address: `work` is for what keeps the hub busy for a while, `submissions` for what makes jobs. */
  readonly limit?: 'signIn' | 'work' | 'submissions';
  /** Bytes of the body where 64 KB do not do. */
  readonly bodyBytesMax?: number;
  /** Since when the route is going away, when it is gone (days, `2027-01-31`), and the path of what takes its place. */
  readonly deprecated?: {
    readonly since: string;
    readonly sunset: string;
    readonly instead: string;
  };
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Sent<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;

export type ParamsOf<Row extends RouteRow> = Parsed<Row['params']>;
export type QueryOf<Row extends RouteRow> = Parsed<Row['query']>;
export type BodyOf<Row extends RouteRow> = Parsed<Row['body']>;
/** What a client gets. */
export type AnswerOf<Row extends RouteRow> = Row['answer'] extends z.ZodType
  ? z.output<Row['answer']>
  : undefined;
/** What a client sends, before defaults are filled in. */
export type SentQueryOf<Row extends RouteRow> = Sent<Row['query']>;
export type SentBodyOf<Row extends RouteRow> = Sent<Row['body']>;
