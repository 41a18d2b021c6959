import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AgentLogLine } from '#schemas/broker/operation';
import { describeError } from '#schemas/errors/tremolo-error';
import { FLEET_ROUTES } from '#schemas/http/fleet';
import { request } from '../../http/request.ts';

const EVERY_MS = 1_000;
const AFTER_FAILURE_MS = 10_000;
const LINES_MAX = 2_000;

export interface ReadAgentLog {
  readonly lines: Signal<readonly AgentLogLine[]>;
  /** Null: the agent has not answered yet. */
  readonly epoch: Signal<string | null>;
  readonly oldest: Signal<number>;
  readonly failure: Signal<string | null>;
}

/** Reads the log of an agent while it is looked at; a new start of the agent begins it anew. */
export function useAgentLog(agentId: string): ReadAgentLog {
  const lines = useSignal<readonly AgentLogLine[]>([]);
  const epoch = useSignal<string | null>(null);
  const oldest = useSignal(0);
  const failure = useSignal<string | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async (): Promise<number> => {
      if (document.hidden) return EVERY_MS;
      try {
        const query = { after: lines.peek().at(-1)?.line ?? 0 };
        const found = await request(FLEET_ROUTES.agentLog, { params: { agentId }, query, signal });
        if (found.epoch !== epoch.peek()) {
          const isFirst = epoch.peek() === null;
          epoch.value = found.epoch;
          lines.value = [];
          // Those of another start are numbered anew: what was asked for was too late a line.
          if (!isFirst) return 0;
        }
        oldest.value = found.oldest;
        if (found.lines.length > 0) {
          lines.value = [...lines.peek(), ...found.lines].slice(-LINES_MAX);
        }
        failure.value = null;
        return EVERY_MS;
      } catch (error) {
        if (!signal.aborted) {
          console.warn(describeError(error));
          failure.value = (error as Error).message;
        }
        return AFTER_FAILURE_MS;
      }
    };
    const go = async () => {
      const waitMs = await read();
      if (!signal.aborted) timer = setTimeout(go, waitMs);
    };
    void go();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [agentId]);
  return { lines, epoch, oldest, failure };
}
