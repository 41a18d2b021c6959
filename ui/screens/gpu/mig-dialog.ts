import { type Signal, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import type {
  Partition,
  PartitionLayout,
  PartitionPlan,
  PartitionProfile,
} from '#schemas/broker/partition';
import { PARTITION_ROUTES } from '#schemas/http/partition';
import { request } from '../../http/request.ts';
import { Dialog } from '../../parts/dialog/dialog.ts';
import { Failure } from '../../parts/failure.ts';
import { useSubmit } from '../../parts/form/use-submit.ts';
import { Segments } from '../../parts/segments.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { mig as words } from '../../text/mig.ts';
import { MigPlan } from './mig-plan.ts';

interface MigDialogProps {
  readonly agentId: string;
  readonly name: string;
  readonly partition: Partition;
  /** What was there before, to go back to; null: to be chosen. */
  readonly wanted: PartitionLayout | null;
  readonly onClose: () => void;
  readonly onApplied: () => void;
}

/** Chooses what is to be there, shows what would be done, and only then has it done. */
export function MigDialog(props: MigDialogProps) {
  const { agentId, name, partition, wanted, onClose, onApplied } = props;
  const { notices } = useApp();
  const params = { agentId, gpuUuid: partition.gpuUuid };
  const plan = useSignal<PartitionPlan | null>(null);
  const mode = useSignal<PartitionLayout['mode']>(partition.mode ?? 'disabled');
  const counts = useSignal<ReadonlyMap<number, number>>(countsOf(partition));
  const planning = useSubmit(async () => {
    const body = { wanted: wanted ?? layoutOf(mode.peek(), counts.peek()) };
    plan.value = await request(PARTITION_ROUTES.planPartition, { params, body });
  });
  const applying = useSubmit(async () => {
    const { fingerprint } = plan.peek() as PartitionPlan;
    await request(PARTITION_ROUTES.applyPartition, { params, body: { fingerprint } });
    notices.done(words.applied);
    onApplied();
  });
  // Going back needs no choosing: what would happen is asked for at once.
  useEffect(() => {
    if (wanted !== null) void planning.submit();
  }, []);
  const failure = planning.failure.value ?? applying.failure.value;
  const busy = planning.busy.value || applying.busy.value;
  const title = wanted === null ? words.dialog(name) : words.undoTitle(name);
  return html`<${Dialog} title=${title} onClose=${onClose} busy=${busy} wide>
    <form class="stack" onSubmit=${plan.value === null ? planning.submit : applying.submit}>
      ${failure !== null && html`<${Failure} title=${failure} sentence="" retry=${null} />`}
      ${
        plan.value !== null
          ? html`<${MigPlan} agentId=${agentId} plan=${plan.value} />`
          : wanted === null
            ? html`<${Choice} profiles=${partition.profiles} mode=${mode} counts=${counts} />`
            : html`<p role="status">${planning.busy.value && words.looking}</p>`
      }
      <div class="dialog-buttons">
        <button type="button" class="button" disabled=${busy} onClick=${onClose}>${text.cancel}</button>
        ${
          plan.value !== null &&
          wanted === null &&
          html`<button type="button" class="button" disabled=${busy} onClick=${() => {
            plan.value = null;
          }}>${words.back}</button>`
        }
        ${
          plan.value === null
            ? html`<button class="button primary" disabled=${busy}>${planning.busy.value ? words.showing : words.show}</button>`
            : html`<button class="button danger" disabled=${busy || plan.value.obstacles.length > 0}>
                ${applying.busy.value ? words.applying : words.apply}
              </button>`
        }
      </div>
    </form>
  <//>`;
}

function Choice({
  profiles,
  mode,
  counts,
}: {
  profiles: readonly PartitionProfile[] | null;
  mode: Signal<PartitionLayout['mode']>;
  counts: Signal<ReadonlyMap<number, number>>;
}) {
  const choices = [
    ['enabled', words.modes.enabled],
    ['disabled', words.modes.disabled],
  ] as const;
  return html`<p>${words.chooseLead}</p>
    <${Segments} label=${words.mode} name="mig-mode" value=${mode} choices=${choices} />
    ${mode.value === 'enabled' && profiles === null && html`<p class="hint">${words.profilesLater}</p>`}
    ${
      mode.value === 'enabled' &&
      html`<div class="mig-profiles">
        ${profiles?.map((profile) => html`<${Profile} key=${profile.profileId} profile=${profile} counts=${counts} />`)}
      </div>`
    }`;
}

function Profile({
  profile: { profileId, name, total, memoryGib },
  counts,
}: {
  profile: PartitionProfile;
  counts: Signal<ReadonlyMap<number, number>>;
}) {
  const id = `mig-profile-${profileId}`;
  return html`<div class="field">
    <label for=${id}>${words.howMany(name, memoryGib, total)}</label>
    <input
      id=${id}
      type="number"
      min="0"
      max=${total}
      step="1"
      value=${counts.value.get(profileId) ?? 0}
      onInput=${(event: Event) => {
        const n = (event.target as HTMLInputElement).valueAsNumber;
        counts.value = new Map(counts.value).set(profileId, Number.isInteger(n) && n > 0 ? n : 0);
      }}
    />
  </div>`;
}

function countsOf({ instances }: Partition): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { profileId } of instances) counts.set(profileId, (counts.get(profileId) ?? 0) + 1);
  return counts;
}

function layoutOf(
  mode: PartitionLayout['mode'],
  counts: ReadonlyMap<number, number>,
): PartitionLayout {
  if (mode === 'disabled') return { mode, instances: [] };
  const instances = [...counts].flatMap(([profileId, n]) =>
    Array.from({ length: n }, () => ({ profileId, start: null, hasCompute: true })),
  );
  return { mode, instances };
}
