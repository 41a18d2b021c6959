import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import { isPartitioning, type PartitionLayout } from '#schemas/broker/partition';
import { type GpuPartition, PARTITION_ROUTES, type PartitionRow } from '#schemas/http/partition';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { type Loaded, useLoad } from '../../parts/use-load.ts';
import { useApp } from '../../session/app.ts';
import { mig as words } from '../../text/mig.ts';
import { MigDialog } from './mig-dialog.ts';
import { MigInstances } from './mig-instances.ts';
import { MigObstacles } from './mig-obstacles.ts';
import { MigRuns } from './mig-runs.ts';

const AGAIN_MS = 1_500;

export interface MigPanelProps {
  readonly agentId: string;
  readonly gpuUuid: string;
  /** How people call it, such as "GPU 0 of agent-1". */
  readonly name: string;
}

/** How a GPU is partitioned and who works in which part; who may partition it otherwise. */
export function MigPanel({ agentId, gpuUuid, name }: MigPanelProps) {
  const { state, reload } = useLoad(
    (signal) => request(PARTITION_ROUTES.partition, { params: { agentId, gpuUuid }, signal }),
    [agentId, gpuUuid],
  );
  const loaded = state.value;
  const runs = useGoingRuns({ agentId, gpuUuid }, loaded, reload);
  return html`<section class="card stack mig" aria-labelledby="mig-title">
    <h2 id="mig-title">${words.title}</h2>
    ${
      loaded.kind === 'loading' &&
      html`<p class="muted" role="status">${words.looking}</p>
        <${Skeleton} blocks=${1} />`
    }
    ${loaded.kind === 'failed' && html`<${Failure} title=${words.failed} sentence=${loaded.sentence} retry=${reload} />`}
    ${loaded.kind === 'ready' && html`<${Known} agentId=${agentId} name=${name} answer=${{ ...loaded.value, runs }} reload=${reload} />`}
  </section>`;
}

/** The runs, asked for again while one is under way; when it has ended the card itself is looked at anew. */
function useGoingRuns(
  params: { agentId: string; gpuUuid: string },
  loaded: Loaded<GpuPartition>,
  reload: () => void,
): readonly PartitionRow[] {
  const newer = useSignal<readonly PartitionRow[] | null>(null);
  useEffect(() => {
    newer.value = null;
  }, [loaded]);
  const runs = newer.value ?? (loaded.kind === 'ready' ? loaded.value.runs : []);
  useEffect(() => {
    if (!isGoing(runs)) return;
    const ask = async () => {
      const answer = await request(PARTITION_ROUTES.partitionRuns, { params });
      if (isGoing(answer.runs)) newer.value = answer.runs;
      else reload();
    };
    const timer = setTimeout(() => ask().catch(reload), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [runs]);
  return runs;
}

const isGoing = (runs: readonly PartitionRow[]) => runs.some((run) => isPartitioning(run.state));

function Known({
  agentId,
  name,
  answer,
  reload,
}: {
  agentId: string;
  name: string;
  answer: GpuPartition;
  reload: () => void;
}) {
  const { session } = useApp();
  const wanted = useSignal<PartitionLayout | 'to be chosen' | null>(null);
  const { partition, trouble, runs } = answer;
  const mayPartition =
    session.may('fleet:partition') && partition !== null && partition.mode !== null;
  return html`
    ${trouble !== null && !isGoing(runs) && html`<${Failure} title=${words.unknown} sentence=${trouble} retry=${reload} />`}
    ${partition !== null && html`<${MigInstances} partition=${partition} />`}
    ${
      mayPartition &&
      html`${partition.obstacles.length > 0 && html`<${MigObstacles} obstacles=${partition.obstacles} />`}
        <p>
          <button class="button" onClick=${() => {
            wanted.value = 'to be chosen';
          }}>${words.change}</button>
        </p>`
    }
    ${
      runs.length > 0 &&
      html`<${MigRuns}
        runs=${runs}
        onUndo=${
          mayPartition
            ? (before: PartitionLayout) => {
                wanted.value = before;
              }
            : null
        }
      />`
    }
    ${
      wanted.value !== null &&
      partition !== null &&
      html`<${MigDialog}
        agentId=${agentId}
        name=${name}
        partition=${partition}
        wanted=${wanted.value === 'to be chosen' ? null : wanted.value}
        onClose=${() => {
          wanted.value = null;
        }}
        onApplied=${() => {
          wanted.value = null;
          reload();
        }}
      />`
    }
  `;
}
