import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { AgentLogLine } from '#schemas/broker/operation';
import type { AgentState } from '#schemas/http/system';
import { Icon } from '../../parts/icon.ts';
import { saveFile } from '../../parts/save-file.ts';
import { fleet as words } from '../../text/fleet.ts';
import { clockTime, count } from '../../text/numbers.ts';
import { useAgentLog } from './use-agent-log.ts';

const WEIGHT = { info: 0, warn: 1, error: 2 } as const;
type Level = AgentLogLine['level'];
/** So near the end the reader follows it. */
const NEAR_PX = 48;

/** What the agent and its lanes write, live: searched, held, saved. */
export function AgentLog({ agent }: { agent: AgentState }) {
  const log = useAgentLog(agent.agentId);
  const sought = useSignal('');
  const level = useSignal<Level>('info');
  const held = useSignal<readonly AgentLogLine[] | null>(null);
  const wanted = sought.value.trim().toLowerCase();
  const shown = (held.value ?? log.lines.value).filter(
    (one) =>
      WEIGHT[one.level] >= WEIGHT[level.value] &&
      `${one.part} ${one.text}`.toLowerCase().includes(wanted),
  );
  const box = useEnd(shown.at(-1)?.line ?? 0);
  const isAway = agent.status === 'offline';
  return html`<section class="card stack agent-log" aria-labelledby="log-title">
    <h2 id="log-title">${words.parts.log}</h2>
    <${LogTools} agentId=${agent.agentId} sought=${sought} level=${level} held=${held} lines=${log.lines} />
    ${log.failure.value !== null && html`<p class="hint wrong" role="alert">${words.logFailed}: ${log.failure.value}</p>`}
    <p class="muted" role="status">
      ${words.logShown(count(shown.length))}${log.oldest.value > 1 && ` ${words.logOldest(count(log.oldest.value))}`}
    </p>
    <div class="job-log" data-empty=${shown.length === 0 || undefined} ref=${box} role="log" aria-live="off" aria-labelledby="log-title" tabindex="0">
      ${shown.length === 0 && html`<p class="muted">${isAway ? words.logAway : log.epoch.value === null ? words.logComes : words.logNone}</p>`}
      ${shown.map(
        ({ line, atMs, part, text, level: weight }) =>
          html`<p key=${line} data-level=${weight}><time class="muted">${clockTime(atMs)}</time><span><span class="muted">${part}</span> ${text}</span></p>`,
      )}
    </div>
  </section>`;
}

function LogTools({
  agentId,
  sought,
  level,
  held,
  lines,
}: {
  agentId: string;
  sought: Signal<string>;
  level: Signal<Level>;
  held: Signal<readonly AgentLogLine[] | null>;
  lines: Signal<readonly AgentLogLine[]>;
}) {
  const isHeld = held.value !== null;
  const save = () =>
    saveFile(
      `tremolo-${agentId}.log`,
      'text/plain',
      lines.value
        .map(({ atMs, level: weight, part, text }) => {
          return `${new Date(atMs).toISOString()} ${weight} ${part} ${text}\n`;
        })
        .join(''),
    );
  return html`<div class="log-tools">
    <input
      type="search"
      aria-label=${words.logSearch}
      placeholder=${words.logSearch}
      value=${sought}
      onInput=${(event: Event) => {
        sought.value = (event.target as HTMLInputElement).value;
      }}
    />
    <select
      aria-label=${words.logLevel}
      onChange=${(event: Event) => {
        level.value = (event.target as HTMLSelectElement).value as Level;
      }}
    >
      ${Object.entries(words.logLevels).map(
        ([key, word]) =>
          html`<option key=${key} value=${key} selected=${key === level.value}>${word}</option>`,
      )}
    </select>
    <button
      class="button"
      onClick=${() => {
        held.value = isHeld ? null : lines.value;
      }}
    >
      <${Icon} name=${isHeld ? 'play' : 'pause'} />${isHeld ? words.logGoOn : words.logPause}
    </button>
    <button class="button" disabled=${lines.value.length === 0} onClick=${save}>${words.logSave}</button>
  </div>`;
}

/** Keeps the end in sight for a reader who was there. */
function useEnd(last: number) {
  const box = useRef<HTMLDivElement>(null);
  const element = box.current;
  const wasAtEnd =
    element === null || element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
  useLayoutEffect(() => {
    if (wasAtEnd) box.current?.scrollTo(0, box.current.scrollHeight);
  }, [last]);
  return box;
}
