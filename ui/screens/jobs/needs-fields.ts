import { html } from 'htm/preact';
import type { JobRow } from '#schemas/http/jobs';
import { CheckField } from '../../parts/form/check-field.ts';
import { NumberField } from '../../parts/form/number-field.ts';
import { SelectField } from '../../parts/form/select-field.ts';
import { TextField } from '../../parts/form/text-field.ts';
import { jobWords as words } from '../../text/jobs.ts';
import type { JobDraft } from './job-draft.ts';
import { useAgentNames } from './use-agent-names.ts';

const PROVIDERS = ['cpu', 'cuda'] as const;

interface NeedsFieldsProps {
  readonly draft: JobDraft;
  readonly rows: readonly JobRow[];
  readonly wrong: Readonly<Record<string, string>>;
}

/** Where a new job can run. */
export function NeedsFields({ draft, rows, wrong }: NeedsFieldsProps) {
  const { provider, gpuMemoryMb, sharesGpu, labels, agentId } = draft;
  const agents = useAgentNames(rows, agentId.value);
  return html`<fieldset class="job-form">
    <legend>${words.needs}</legend>
    <${SelectField} id="job-provider" label=${words.provider} value=${provider} choices=${PROVIDERS.map((one) => [one, words.providers[one]])} />
    <${SelectField} id="job-agent" label=${words.onAgent} value=${agentId} choices=${[['', words.whichever], ...agents.map((one) => [one, one])]} error=${wrong['needs.agentId'] ?? null} />
    ${
      provider.value === 'cuda' &&
      html`<${NumberField} id="job-gpu-memory" label=${words.gpuMemory} value=${gpuMemoryMb} unit="MB" min=${1} step=${1} error=${wrong['needs.gpuMemoryMb'] ?? null} />
        <${CheckField} label=${words.sharesGpu} value=${sharesGpu} hint=${words.sharesGpuHint} />`
    }
    <${TextField} id="job-labels" label=${words.labels} value=${labels} hint=${words.labelsHint} error=${ofList(wrong, 'needs.labels')} />
  </fieldset>`;
}

/** What is wrong with any entry of a list. */
export function ofList(wrong: Readonly<Record<string, string>>, name: string): string | null {
  const found = Object.entries(wrong).find(
    ([path]) => path === name || path.startsWith(`${name}.`),
  );
  return found?.[1] ?? null;
}
