import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import type { ComponentChildren } from 'preact';
import { JOB_ROUTES, type JobRow } from '#schemas/http/jobs';
import { JOB_STATES } from '#schemas/jobs/job';
import { JOB_KIND_NAMES } from '#schemas/jobs/job-kinds';
import { QUEUE_NAMES } from '#schemas/jobs/queues';
import { DateRangeField } from '../../parts/form/date-range-field.ts';
import {
  type DateRange,
  endsOf,
  rangeOfWord,
  rangeWord,
} from '../../parts/form/date-range-value.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { useApp } from '../../session/app.ts';
import { useAddressSignal } from '../../session/use-address.ts';
import { kindWord, jobWords as words } from '../../text/jobs.ts';
import { useAgentNames } from './use-agent-names.ts';

const NAMES = ['state', 'queue', 'kind', 'agentId', 'ownerId', 'period'] as const;
type Name = (typeof NAMES)[number];
type Asked = Exclude<Name, 'period'> | 'from' | 'to';
const TAKEN = JOB_ROUTES.jobs.query.shape;

/** What narrows a list of jobs; kept in the address, under the names that the hub has for it. */
export interface JobFilterValues {
  readonly signals: Readonly<Record<Name, Signal<string>>>;
  readonly chosen: readonly string[];
  readonly isAny: boolean;
  /** As the hub wants it at this moment: “the last hour” moves on. */
  readonly query: (nowMs: number) => Readonly<Partial<Record<Asked, string>>>;
}

/** The filters of a list of jobs. */
export function useJobFilters(): JobFilterValues {
  const signals = {
    state: useAddressSignal('state'),
    queue: useAddressSignal('queue'),
    kind: useAddressSignal('kind'),
    agentId: useAddressSignal('agentId'),
    ownerId: useAddressSignal('ownerId'),
    period: useAddressSignal('period'),
  };
  const chosen = NAMES.map((name) => signals[name].value);
  return {
    signals,
    chosen,
    isAny: chosen.some((value) => value !== ''),
    query: (nowMs) => {
      const { from, to } = endsOf(rangeOfWord(signals.period.peek()), nowMs);
      const said = {
        state: signals.state.peek(),
        queue: signals.queue.peek(),
        kind: signals.kind.peek(),
        agentId: signals.agentId.peek(),
        ownerId: signals.ownerId.peek(),
        from: from === undefined ? '' : String(from),
        to: to === undefined ? '' : String(to),
      };
      // An old or a mistyped address may say what there is not: then it narrows nothing.
      return Object.fromEntries(
        Object.entries(said).filter(
          ([name, value]) => value !== '' && TAKEN[name as Asked].safeParse(value).success,
        ),
      );
    },
  };
}

interface JobFiltersProps {
  readonly filters: JobFilterValues;
  /** What is listed now: its agents and owners can be chosen. */
  readonly rows: readonly JobRow[];
  /** A list of one state needs no choice of it. */
  readonly hasState?: boolean;
  /** What else narrows the list, in front. */
  readonly children?: ComponentChildren;
}

/** The controls for them. */
export function JobFilters(props: JobFiltersProps) {
  const { filters, rows, hasState = true, children } = props;
  const { signals, isAny } = filters;
  const owners = useOwners(rows, signals.ownerId.value);
  const agents = useAgentNames(rows, signals.agentId.value);
  const clear = () => {
    for (const name of NAMES) signals[name].value = '';
  };
  const states = JOB_STATES.map((one) => [one, words.states[one]] as const);
  const queues = QUEUE_NAMES.map((one) => [one, words.queueNames[one]] as const);
  const kinds = JOB_KIND_NAMES.map((one) => [one, kindWord(one)] as const);
  return html`<div class="people-filters">
    ${children}
    ${hasState && html`<${SelectField} id="jobs-state" label=${words.state} value=${signals.state} choices=${[['', words.any.state], ...states]} />`}
    <${SelectField} id="jobs-queue" label=${words.queue} value=${signals.queue} choices=${[['', words.any.queue], ...queues]} />
    <${SelectField} id="jobs-kind" label=${words.kind} value=${signals.kind} choices=${[['', words.any.kind], ...kinds]} />
    <${SelectField} id="jobs-agent" label=${words.agent} value=${signals.agentId} choices=${[['', words.any.agent], ...agents.map((one) => [one, one])]} />
    <${SelectField} id="jobs-owner" label=${words.owner} value=${signals.ownerId} choices=${owners} />
    <${DateRangeField}
      id="jobs-period"
      label=${words.created}
      value=${rangeOfWord(signals.period.value)}
      onChange=${(range: DateRange) => {
        signals.period.value = rangeWord(range);
      }}
    />
    ${isAny && html`<button class="button quiet" onClick=${clear}>${words.noFilters}</button>`}
  </div>`;
}

/** Oneself, and everybody whose jobs were listed since the list was opened: who may see jobs may not see all accounts. */
function useOwners(rows: readonly JobRow[], chosen: string): (readonly [string, string])[] {
  const { session } = useApp();
  const known = useSignal<ReadonlyMap<string, string>>(new Map());
  const unknown = rows.filter(({ ownerId }) => !known.peek().has(ownerId));
  if (unknown.length > 0) {
    const names = unknown.map(({ ownerId, ownerName }) => [ownerId, ownerName] as const);
    known.value = new Map([...known.peek(), ...names]);
  }
  const state = session.state.value;
  const me = state.kind === 'person' ? state.info.user.userId : '';
  const others = [...known.value]
    .filter(([ownerId]) => ownerId !== me)
    .sort(([, a], [, b]) => a.localeCompare(b, 'en'));
  const all = [['', words.anybody], [me, words.mine], ...others] as const;
  // One that came with the address, and of whom no job is listed yet.
  const isListed = all.some(([ownerId]) => ownerId === chosen);
  return isListed ? [...all] : [...all, [chosen, chosen]];
}
