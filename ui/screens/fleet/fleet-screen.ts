import { html } from 'htm/preact';
import { AgentId } from '#schemas/ids/ids';
import { Tabs } from '../../parts/tabs.ts';
import { useTitle } from '../../parts/use-title.ts';
import { text } from '../../text/en.ts';
import { fleet as words } from '../../text/fleet.ts';
import { LazyScreen } from '../lazy-screen.ts';
import { AgentPage } from './agent-page.ts';
import { AgentsView } from './agents-view.ts';
import { GpuMap } from './gpu-map.ts';

const TABS = [
  { key: '', word: words.tabs.agents, path: '/fleet' },
  { key: 'gpus', word: words.tabs.gpus, path: '/fleet/gpus' },
  { key: 'capacity', word: words.tabs.capacity, path: '/fleet/capacity' },
];

/** Agents and what their GPUs have room for; or one agent, or one of its GPUs, where the address names it. */
export function FleetScreen({ at }: { at: readonly string[] }) {
  const [first = '', part, index] = at;
  if (part !== undefined) return html`<${Gpu} agentId=${first} part=${part} index=${index} />`;
  if (TABS.some(({ key }) => key === first)) return html`<${Tabbed} section=${first} />`;
  const agentId = AgentId.safeParse(first);
  if (!agentId.success) return html`<${NotThere} />`;
  return html`<div class="section whole fleet"><${AgentPage} key=${first} agentId=${first} /></div>`;
}

function Tabbed({ section }: { section: string }) {
  const tab = TABS.find(({ key }) => key === section);
  useTitle(tab === undefined || section === '' ? words.title : tab.word);
  return html`<div class="section whole fleet">
    <h1>${words.title}</h1>
    <${Tabs} label=${words.title} tabs=${TABS} here=${section} />
    <${Shown} section=${section} />
  </div>`;
}

function Shown({ section }: { section: string }) {
  if (section === 'capacity') return html`<${LazyScreen} key="capacity" load=${loadCapacity} />`;
  if (section === 'gpus')
    return html`<${GpuMap} />
      <${LazyScreen} key="heat" load=${loadHeat} />`;
  return html`<${AgentsView} />`;
}

function Gpu({ agentId, part, index }: { agentId: string; part: string; index?: string }) {
  const isOne = part === 'gpus' && /^\d{1,3}$/.test(index ?? '');
  if (!isOne || !AgentId.safeParse(agentId).success) return html`<${NotThere} />`;
  return html`<div class="section whole fleet">
    <${LazyScreen} key=${`${agentId}/${index}`} load=${loadGpu} agentId=${agentId} index=${Number(index)} />
  </div>`;
}

function NotThere() {
  useTitle(text.problem.pageNotFound);
  return html`<div class="section whole fleet">
    <h1>${text.problem.pageNotFound}</h1>
    <p><a class="button" href="/fleet">${words.back}</a></p>
  </div>`;
}

const loadGpu = async () => (await import('../gpu/gpu-screen.ts')).GpuScreen;
const loadHeat = async () => (await import('../gpu/gpu-heat.ts')).GpuHeat;
const loadCapacity = async () => (await import('../capacity/capacity-screen.ts')).CapacityScreen;
