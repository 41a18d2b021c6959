import { type Signal, useSignal } from '@preact/signals';
import type { z } from 'zod';
import type { JobRequest } from '#schemas/http/jobs';
import { JOB_KIND_NAMES, type JobKindName, jobKind } from '#schemas/jobs/job-kinds';
import type { QueueName } from '#schemas/jobs/queues';
import { momentOfField } from '../../parts/form/date-range-value.ts';
import type { ArgumentValues } from './argument-form.ts';

/** What is written into the form of a new job, besides the arguments of its kind. */
export interface JobDraft {
  readonly kind: Signal<JobKindName>;
  readonly queue: Signal<QueueName>;
  readonly provider: Signal<'cpu' | 'cuda'>;
  readonly gpuMemoryMb: Signal<string>;
  readonly sharesGpu: Signal<boolean>;
  readonly labels: Signal<string>;
  readonly agentId: Signal<string>;
  readonly timeS: Signal<string>;
  readonly memoryMb: Signal<string>;
  readonly notBefore: Signal<string>;
  readonly dependsOn: Signal<string>;
  /** Whether it makes room for a more urgent job; empty: as its kind does. */
  readonly preemptible: Signal<'' | 'true' | 'false'>;
}

const [FIRST] = JOB_KIND_NAMES;

/** An empty form: of this kind, in its usual queue or in the only one that is allowed. */
export function useJobDraft(onlyQueue: QueueName | null, kind: JobKindName = FIRST): JobDraft {
  return {
    kind: useSignal<JobKindName>(kind),
    queue: useSignal<QueueName>(onlyQueue ?? jobKind(kind).queue),
    provider: useSignal<'cpu' | 'cuda'>('cpu'),
    gpuMemoryMb: useSignal(''),
    sharesGpu: useSignal(false),
    labels: useSignal(''),
    agentId: useSignal(''),
    timeS: useSignal(''),
    memoryMb: useSignal(''),
    notBefore: useSignal(''),
    dependsOn: useSignal(''),
    preemptible: useSignal<'' | 'true' | 'false'>(''),
  };
}

/** All that stands in the form, to tell whether something was changed. */
export function writtenIn(draft: JobDraft): readonly unknown[] {
  return Object.values(draft).map((signal: Signal<unknown>) => signal.value);
}

const listed = (said: string) => said.split(/[\s,;]+/).filter(Boolean);
const numberOr = <Other>(said: string, other: Other) => (said === '' ? other : Number(said));

/** The form as the hub wants it. */
export function requestOf(draft: JobDraft, given: ArgumentValues): z.input<typeof JobRequest> {
  const isOnGpu = draft.provider.value === 'cuda';
  const preemptible = draft.preemptible.value;
  const asked = {
    kind: draft.kind.value,
    arguments: given,
    queue: draft.queue.value,
    needs: {
      provider: draft.provider.value,
      gpuMemoryMb: isOnGpu ? numberOr(draft.gpuMemoryMb.value, null) : null,
      sharesGpu: isOnGpu && draft.sharesGpu.value,
      labels: listed(draft.labels.value),
      agentId: draft.agentId.value || null,
    },
    limits: {
      timeS: numberOr(draft.timeS.value, undefined),
      memoryMb: numberOr(draft.memoryMb.value, undefined),
    },
    dependsOn: listed(draft.dependsOn.value),
    notBeforeMs: momentOfField(draft.notBefore.value),
    ...(preemptible !== '' && { preemptible: preemptible === 'true' }),
  };
  // Arguments are of the kind by the form that read them, which the types of all kinds together cannot tell.
  return asked as z.input<typeof JobRequest>;
}
