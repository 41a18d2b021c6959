import { decodeSparkplug, type SparkplugPayload } from '#schemas/broker/sparkplug-payload';
import type { Clock } from '../clock.ts';
import { EdgeNode, type NodeNews, type NodeValue } from './edge-node.ts';

/** A node that always answers with another gap is asked no more often than this. */
const ASK_AGAIN_MS = 10_000;
/** More edge nodes than this are not followed; what they say is counted as refused. */
const NODES_MAX = 2_000;

export type SparkplugStep = 'NBIRTH' | 'NDEATH' | 'NDATA' | 'DBIRTH' | 'DDEATH' | 'DDATA';

/** `group/node`, or `group/node/device`, which begins the addresses of its values. */
export interface HostNews {
  readonly values: readonly (NodeValue & { readonly source: string })[];
  /** Everything whose address begins with one of these (and a slash) is not heard any more. */
  readonly gone: readonly string[];
}

export interface SparkplugHostDeps {
  readonly clock: Clock;
  /** Asks an edge node for its birth certificate. */
  readonly askRebirth: (group: string, node: string) => void;
  readonly heard: (news: HostNews) => void;
  /** A message that was no Sparkplug, or of a node beyond the limit. */
  readonly refused: (why: string) => void;
}

/** A host application of Sparkplug B: follows every edge node from its birth, and asks for it again where anything is missing. */
export class SparkplugHost {
  readonly #deps: SparkplugHostDeps;
  readonly #nodes = new Map<string, { readonly node: EdgeNode; askedMs: number | null }>();

  constructor(deps: SparkplugHostDeps) {
    this.#deps = deps;
  }

  /** How many edge nodes are known, and how many of them are born. */
  counts(): { known: number; born: number } {
    const born = [...this.#nodes.values()].filter(({ node }) => node.isBorn).length;
    return { known: this.#nodes.size, born };
  }

  /** Takes a message; `device` is null for one of the node itself. */
  take(
    step: SparkplugStep,
    group: string,
    node: string,
    device: string | null,
    bytes: Uint8Array,
  ): void {
    let payload: SparkplugPayload;
    try {
      payload = decodeSparkplug(bytes);
    } catch (error) {
      this.#deps.refused(`${group}/${node}: ${(error as Error).message}`);
      return;
    }
    const key = `${group}/${node}`;
    const known = this.#nodes.get(key) ?? { node: new EdgeNode(), askedMs: null };
    if (!this.#nodes.has(key)) {
      if (this.#nodes.size >= NODES_MAX) {
        this.#deps.refused(`more than ${NODES_MAX} edge nodes`);
        return;
      }
      this.#nodes.set(key, known);
    }
    const news = stepOf(known.node, step, device ?? '', payload);
    if (step === 'NBIRTH' && news.rebirth === null) known.askedMs = null;
    this.#tell(key, news);
    if (news.rebirth !== null) this.#ask(known, group, node);
  }

  /** The way to the broker came or went: what was said meanwhile was not heard. */
  connection(connected: boolean): void {
    for (const [key, known] of this.#nodes) {
      if (known.node.isBorn)
        this.#tell(key, { values: [], gone: known.node.forget(), rebirth: null });
      known.askedMs = null;
      const [group, node] = key.split('/') as [string, string];
      if (connected) this.#ask(known, group, node);
    }
  }

  #ask(known: { askedMs: number | null }, group: string, node: string): void {
    const nowMs = this.#deps.clock();
    if (known.askedMs !== null && Math.abs(nowMs - known.askedMs) < ASK_AGAIN_MS) return;
    known.askedMs = nowMs;
    this.#deps.askRebirth(group, node);
  }

  #tell(key: string, { values, gone }: NodeNews): void {
    if (values.length + gone.length === 0) return;
    const sourceOf = (device: string) => (device === '' ? key : `${key}/${device}`);
    this.#deps.heard({
      values: values.map((value) => ({ ...value, source: sourceOf(value.device) })),
      gone: gone.map(sourceOf),
    });
  }
}

function stepOf(
  node: EdgeNode,
  step: SparkplugStep,
  device: string,
  payload: SparkplugPayload,
): NodeNews {
  switch (step) {
    case 'NBIRTH':
      return node.birth(payload);
    case 'NDEATH':
      return node.death(payload);
    case 'DBIRTH':
      return node.deviceBirth(device, payload);
    case 'DDEATH':
      return node.deviceDeath(device, payload);
    case 'NDATA':
    case 'DDATA':
      return node.data(device, payload);
  }
}
