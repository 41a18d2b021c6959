import { useComputed, useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { AlarmStrip } from '../../parts/alarm-strip.ts';
import { useTitle } from '../../parts/use-title.ts';
import { useApp } from '../../session/app.ts';
import { useAddress } from '../../session/use-address.ts';
import { text } from '../../text/en.ts';
import { wallWords as words } from '../../text/plant-wall.ts';
import { NEEDS_ATTENTION } from '../../websocket/rank.ts';
import { useScreenCare } from './use-screen-care.ts';
import { WallControls } from './wall-controls.ts';
import { WallHead } from './wall-head.ts';
import { type WallFit, wallFit, wallPage } from './wall-pages.ts';
import { WallTile } from './wall-tile.ts';
import { wallUnits } from './wall-units.ts';

/** The plant for a screen that hangs on the wall: no menus, large, by itself for weeks. `?node=` names the part it shows. */
export function WallScreen() {
  const app = useApp();
  const { plant, tree, now } = app;
  const address = useAddress();
  const nodeId = address.get('node') || null;
  const node = useSignal(nodeId);
  node.value = nodeId;
  const units = useComputed(() => wallUnits(app, node.value));
  const room = useRef<HTMLDivElement>(null);
  const fit = useSignal<WallFit>({ columns: 1, rows: 1 });
  useRoom(room, (next) => {
    const { columns, rows } = fit.peek();
    if (next.columns !== columns || next.rows !== rows) fit.value = next;
  });
  const urgent = useComputed(
    () => units.value.filter(({ appearance }) => NEEDS_ATTENTION.includes(appearance)).length,
  );
  const page = useComputed(() => {
    const all = { items: units.value.length, urgent: urgent.value };
    return wallPage(all, fit.value, now.value);
  });
  const care = useScreenCare({ isDimming: address.get('dim') === '1' });
  const here = tree.pathOf(nodeId).at(-1);
  const name = here?.node.name ?? text.plant.title;
  useTitle(`${words.title}: ${name}`);
  const isGone = nodeId !== null && tree.state.value === 'ready' && here === undefined;
  const { held, from, to, page: at, pages } = page.value;
  const shown = [...units.value.slice(0, held), ...units.value.slice(from, to)];
  const { columns, rows } = pages > 1 ? fit.value : sharing(fit.value, shown.length);
  return html`<div class="wall-screen" data-dim=${care.isDim || undefined} style=${{ transform: `translate(${care.x}px, ${care.y}px)` }}>
    <${WallHead} name=${isGone ? words.notThere : name} nodeId=${nodeId} />
    <${AlarmStrip} most=${pages > 1 ? 2 : 3} nodeIds=${nodeId === null ? null : tree.within(nodeId)} />
    <div class="wall-room" ref=${room}>
      ${
        units.value.length === 0
          ? html`<p class="wall-nothing" role="status">${plant.loaded.value ? words.nothing : words.loading}</p>`
          : html`<ul
              class="wall-tiles"
              aria-label=${words.machines}
              data-in-hand=${fit.value.columns === 1 || undefined}
              style=${{ '--columns': columns, '--rows': rows }}
            >
              ${shown.map((unit) => html`<${WallTile} key=${unit.key} unit=${unit} />`)}
            </ul>`
      }
    </div>
    ${pages > 1 && html`<p class="wall-page">${words.page(at, pages)}</p>`}
    <${WallControls} />
  </div>`;
}

/** Few machines share the whole screen. */
function sharing({ columns: most, rows: atMost }: WallFit, machines: number): WallFit {
  const columns = Math.min(most, Math.max(1, Math.ceil(Math.sqrt(machines))));
  return { columns, rows: Math.min(atMost, Math.max(1, Math.ceil(machines / columns))) };
}

function useRoom(room: { current: HTMLElement | null }, take: (fit: WallFit) => void): void {
  useLayoutEffect(() => {
    const element = room.current;
    if (element === null) return;
    const measure = () => {
      const { width, height } = element.getBoundingClientRect();
      take(wallFit({ width, height }, innerHeight));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
}
