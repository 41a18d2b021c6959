import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect } from 'preact/hooks';
import {
  CAPACITY_ROUTES,
  type CapacityAnswer,
  type CapacityResource,
} from '#schemas/http/capacity';
import { request } from '../../http/request.ts';
import { Failure } from '../../parts/failure.ts';
import { Segments } from '../../parts/segments.ts';
import { Skeleton } from '../../parts/skeleton.ts';
import { useLoad } from '../../parts/use-load.ts';
import { capacity as words } from '../../text/capacity.ts';
import { CapacityOutlook } from './capacity-outlook.ts';

const AGAIN_MS = 60_000;

/** Hours available against hours asked for in the coming days, of GPUs or, where there are none, of jobs. */
export function CapacityScreen() {
  const { state, reload } = useLoad((signal) => request(CAPACITY_ROUTES.capacity, { signal }), []);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const loaded = state.value;
  if (loaded.kind === 'loading') return html`<${Skeleton} blocks=${3} />`;
  if (loaded.kind === 'failed') {
    return html`<${Failure} title=${words.failed} sentence=${loaded.sentence} retry=${reload} />`;
  }
  return html`<${Resources} answer=${loaded.value} />`;
}

function Resources({ answer: { resources } }: { answer: CapacityAnswer }) {
  const shown = useSignal<CapacityResource['resource']>(resources[0].resource);
  const resource = resources.find((one) => one.resource === shown.value) ?? resources[0];
  const choices = resources.map((one) => [one.resource, words.resources[one.resource]] as const);
  return html`<div class="capacity">
    <div class="capacity-head">
      ${
        resources.length > 1 &&
        html`<${Segments} label=${words.resource} name="resource" value=${shown} choices=${choices} />`
      }
      <p class="muted">
        ${words.counted[resource.resource](resource.units)} ${resources.length === 1 && words.noGpus}
      </p>
    </div>
    <${CapacityOutlook} resource=${resource} />
  </div>`;
}
