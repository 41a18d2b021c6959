import { type Party, TOPICS, type TopicRow } from '#schemas/broker/topics';
import { SensorId } from '#schemas/ids/ids';

export const CREDENTIAL_KINDS = ['sensor', 'gateway', 'edge', 'agent', 'hub', 'listener'] as const;
export type CredentialKind = (typeof CREDENTIAL_KINDS)[number];

/** Who a credential stands for. A listener is another system of the site, which only hears. A gateway publishes for every sensor whose id begins with `sensorPrefix`. */
export interface Principal {
  readonly kind: CredentialKind;
  readonly id: string;
  readonly sensorPrefix: string | null;
  /** Of a Sparkplug edge node: its id in topics, where that is not its name here. */
  readonly edgeNode?: string | null;
}

/** What one level of a topic may be: one word, any id, or any sensor id with a prefix. */
type LevelRule = { readonly word: string } | { readonly any: true } | { readonly prefix: string };

/** One row of the table of topics as one principal may use it. */
export interface TopicRight {
  readonly levels: readonly LevelRule[];
  readonly retain: boolean;
  readonly alsoBelow: boolean;
}

/** Longer topics are refused, so that nobody fills the broker's tables with names. */
export const TOPIC_BYTES_MAX = 256;

const PARTY: Record<CredentialKind, Party> = {
  sensor: 'sensor',
  gateway: 'sensor',
  edge: 'edge',
  agent: 'agent',
  hub: 'hub',
  listener: 'listener',
};

/** The level that holds a party's own id; the hub speaks to all. */
const OWN_LEVEL: Record<Party, string | null> = {
  sensor: 'sensorId',
  edge: 'edgeNodeId',
  agent: 'agentId',
  hub: null,
  listener: null,
};

/** The name that a client gives when it connects. */
export function usernameOf(principal: Pick<Principal, 'kind' | 'id'>): string {
  return principal.kind === 'hub' ? 'hub' : `${principal.kind}:${principal.id}`;
}

/** What the table of topics lets this principal send. */
export function publishRights(principal: Principal): TopicRight[] {
  return rights(principal, 'from');
}

/** What the table of topics lets this principal hear. */
export function subscribeRights(principal: Principal): TopicRight[] {
  return rights(principal, 'to');
}

/** The right that covers this topic, or null. */
export function rightFor(rights: readonly TopicRight[], topic: string): TopicRight | null {
  return find(rights, topic, false);
}

/** Whether every topic that `filter` matches is covered: `+` only where any id is allowed, `#` only where a row says so, at its end. */
export function coversFilter(rights: readonly TopicRight[], filter: string): boolean {
  return find(rights, filter, true) !== null;
}

/** The right as an MQTT filter; a prefix becomes `+`, which is wider: see `hasPrefix`. */
export function filterOf(right: TopicRight): string {
  return right.levels.map((level) => ('word' in level ? level.word : '+')).join('/');
}

/** Whether the right holds only for a prefix, which MQTT filters cannot say. */
export function hasPrefix(right: TopicRight): boolean {
  return right.levels.some((level) => 'prefix' in level);
}

function rights(principal: Principal, direction: 'from' | 'to'): TopicRight[] {
  const party = PARTY[principal.kind];
  return Object.values(TOPICS)
    .filter((row) => row[direction] === party)
    .map((row) => ({
      levels: levelRules(row, principal, OWN_LEVEL[party]),
      retain: row.retain,
      alsoBelow: 'alsoBelow' in row,
    }));
}

function levelRules(row: TopicRow, principal: Principal, ownLevel: string | null): LevelRule[] {
  let next = 0;
  return row.pattern.split('/').map((word) => {
    if (word !== '+') return { word };
    if (row.levels[next++] !== ownLevel) return { any: true };
    if (principal.kind === 'gateway') return { prefix: principal.sensorPrefix ?? principal.id };
    return { word: principal.edgeNode ?? principal.id };
  });
}

function find(rights: readonly TopicRight[], topic: string, wildcards: boolean): TopicRight | null {
  if (Buffer.byteLength(topic) > TOPIC_BYTES_MAX) return null;
  const levels = topic.split('/');
  return (
    rights.find(
      (right) =>
        matches(right.levels, levels, wildcards) ||
        (wildcards && right.alsoBelow && matchesAbove(right.levels, levels)),
    ) ?? null
  );
}

/** Whether a filter that ends with `#` begins with the levels of a right, up to a party's own at least. */
function matchesAbove(rules: readonly LevelRule[], levels: string[]): boolean {
  if (levels.at(-1) !== '#') return false;
  const begin = levels.slice(0, -1);
  const own = rules.findLastIndex((rule) => 'word' in rule);
  return (
    begin.length > own &&
    begin.length <= rules.length &&
    matches(rules.slice(0, begin.length), begin, true)
  );
}

function matches(rules: readonly LevelRule[], levels: string[], wildcards: boolean): boolean {
  if (rules.length !== levels.length) return false;
  return rules.every((rule, i) => {
    const level = levels[i];
    if ('word' in rule) return level === rule.word;
    if ('prefix' in rule) {
      return level.startsWith(rule.prefix) && SensorId.safeParse(level).success;
    }
    return (wildcards && level === '+') || (level !== '' && !/[+#]/.test(level));
  });
}
