/** What people of each role ask of the API, and how often: the mix of `bench:api`. */
import { AUDIT_ROUTES } from '#schemas/http/audit';
import { DIAGNOSIS_ROUTES } from '#schemas/http/diagnoses';
import { KEY_ROUTES } from '#schemas/http/keys';
import { PEOPLE_ROUTES } from '#schemas/http/people';
import { POINT_ROUTES } from '#schemas/http/points';
import { PREFERENCE_ROUTES } from '#schemas/http/preferences';
import type { RouteRow } from '#schemas/http/route-row';
import { SESSION_ROUTES } from '#schemas/http/session';
import { SYSTEM_ROUTES } from '#schemas/http/system';
import { TEAM_ROUTES } from '#schemas/http/teams';
import type { Random } from '#signal/synth/random';
import { Choice } from './choice.ts';

/** What a person may choose among, and remembers from one request to the next. */
export interface Memory {
  readonly pointIds: readonly string[];
  readonly userIds: readonly string[];
  readonly random: Random;
  readonly nowMs: () => number;
  /** One that the person had made. */
  diagnosisId: string | null;
  /** A key that the person made and has not revoked yet. */
  keyId: string | null;
  /** Counts up, so that each write says something new. */
  writes: number;
}

export interface Ask {
  readonly row: RouteRow;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  /** What the next request needs of the answer; throws when the answer is not what was asked for. */
  readonly took?: (answer: never) => void;
}

/** One kind of request: of ten thousand that its people make, `weight` in relation to their other kinds. */
interface Kind {
  readonly weight: number;
  readonly ask: (memory: Memory) => Ask;
}

const HOUR_MS = 3_600_000;
const pointOf = ({ pointIds, random }: Memory) => ({ pointId: random.pick(pointIds) });

const EVERYBODY: Kind[] = [
  { weight: 6, ask: () => ({ row: SESSION_ROUTES.session }) },
  { weight: 18, ask: () => ({ row: POINT_ROUTES.points, query: { limit: 200 } }) },
  { weight: 22, ask: (memory) => ({ row: POINT_ROUTES.point, params: pointOf(memory) }) },
  {
    weight: 16,
    ask: (memory) => ({
      row: POINT_ROUTES.trend,
      params: pointOf(memory),
      query: { from: memory.nowMs() - HOUR_MS, to: memory.nowMs() },
    }),
  },
  { weight: 5, ask: (memory) => ({ row: POINT_ROUTES.changes, params: pointOf(memory) }) },
  { weight: 5, ask: () => ({ row: POINT_ROUTES.allChanges }) },
  { weight: 2, ask: () => ({ row: SESSION_ROUTES.sessions }) },
  { weight: 2, ask: () => ({ row: SESSION_ROUTES.signIns }) },
  {
    weight: 6,
    ask: (memory) => ({
      row: PREFERENCE_ROUTES.keepPreferences,
      body: { theme: memory.random.pick(['light', 'dark', 'system']), density: 'compact' },
    }),
  },
];

const WITH_SYSTEM: Kind[] = [
  { weight: 6, ask: () => ({ row: SYSTEM_ROUTES.system }) },
  { weight: 3, ask: () => ({ row: TEAM_ROUTES.teams }) },
  { weight: 3, ask: () => ({ row: KEY_ROUTES.keys }) },
  { weight: 4, ask: (memory) => (memory.keyId === null ? makeKey(memory) : revokeKey(memory)) },
];

const WITH_DIAGNOSES: Kind[] = [
  { weight: 8, ask: () => ({ row: DIAGNOSIS_ROUTES.diagnoses }) },
  { weight: 4, ask: (memory) => ofDiagnosis(DIAGNOSIS_ROUTES.diagnosis, memory) },
  {
    weight: 5,
    ask: (memory) => ({
      ...ofDiagnosis(DIAGNOSIS_ROUTES.editDiagnosis, memory),
      body: { note: `Looked at ${++memory.writes} times.` },
    }),
  },
];

const WITH_PLANT: Kind[] = [
  {
    weight: 10,
    ask: (memory) => ({
      row: POINT_ROUTES.editPoint,
      params: pointOf(memory),
      body: { facts: { powerKw: 55 + (++memory.writes % 20) } },
    }),
  },
];

const WITH_PEOPLE: Kind[] = [
  { weight: 12, ask: () => ({ row: PEOPLE_ROUTES.people }) },
  {
    weight: 6,
    ask: ({ random }) => ({
      row: PEOPLE_ROUTES.people,
      query: { q: `person${random.integer(0, 99)}`, sort: '-lastSignIn' },
    }),
  },
  {
    weight: 6,
    ask: ({ userIds, random }) => ({
      row: PEOPLE_ROUTES.person,
      params: { userId: random.pick(userIds) },
    }),
  },
  { weight: 8, ask: () => ({ row: AUDIT_ROUTES.audit }) },
  { weight: 4, ask: () => ({ row: AUDIT_ROUTES.audit, query: { event: 'point.changed' } }) },
  {
    weight: 4,
    ask: ({ random }) => ({
      row: AUDIT_ROUTES.audit,
      query: { q: `person${random.integer(0, 999)}` },
    }),
  },
  { weight: 4, ask: () => ({ row: AUDIT_ROUTES.audit, query: { severity: 'warning' } }) },
];

const MIXES: Record<string, Choice<Kind>> = {
  viewer: new Choice(EVERYBODY),
  executive: new Choice(EVERYBODY),
  operator: new Choice([...EVERYBODY, ...WITH_SYSTEM]),
  analyst: new Choice([...EVERYBODY, ...WITH_SYSTEM, ...WITH_DIAGNOSES]),
  engineer: new Choice([...EVERYBODY, ...WITH_SYSTEM, ...WITH_DIAGNOSES, ...WITH_PLANT]),
  auditor: new Choice([...EVERYBODY, ...WITH_SYSTEM, ...WITH_PEOPLE]),
};

/** What somebody of this role asks next. Throws for a role that the mix does not know. */
export function nextAsk(role: string, memory: Memory): Ask {
  if (!Object.hasOwn(MIXES, role)) throw new Error(`the mix has no role ${role}`);
  return MIXES[role].pick(memory.random).ask(memory);
}

/** Whether people of this role keep diagnoses, which are made before the bench begins. */
export function keepsDiagnoses(role: string): boolean {
  return role === 'analyst' || role === 'engineer';
}

function makeKey(memory: Memory): Ask {
  return {
    row: KEY_ROUTES.makeKey,
    body: { name: `key ${++memory.writes}`, scopes: ['plant:read'] },
    took: ({ key }: { key: { keyId: string } }) => {
      memory.keyId = key.keyId;
    },
  };
}

function revokeKey(memory: Memory): Ask {
  const keyId = memory.keyId ?? '';
  memory.keyId = null;
  return { row: KEY_ROUTES.revokeKey, params: { keyId } };
}

function ofDiagnosis(row: RouteRow, { diagnosisId }: Memory): Ask {
  if (diagnosisId === null) throw new Error('this person keeps no diagnosis');
  return { row, params: { diagnosisId } };
}
