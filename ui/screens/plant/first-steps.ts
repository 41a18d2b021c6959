import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { NODE_ROUTES } from '#schemas/http/nodes';
import { POINT_ROUTES } from '#schemas/http/points';
import type { NodeId, PointId } from '#schemas/ids/ids';
import { request } from '../../http/request.ts';
import { type App, useApp } from '../../session/app.ts';
import { plantTree as words } from '../../text/plant-tree.ts';

/** Named in the sentence; of more only how many. */
const NAMED = 4;

/** Points but no tree yet: machines can be made of what the sensors say of themselves, or by hand. */
export function FirstSteps() {
  const app = useApp();
  const isBusy = useSignal(false);
  const machines = machinesOf(app);
  const total = app.plant.order.value.length;
  const make = async () => {
    isBusy.value = true;
    await makeMachines(app, machines);
    isBusy.value = false;
  };
  const names = [...machines.keys()];
  const named = names.slice(0, NAMED).join(', ');
  const list = names.length > NAMED ? `${named} …` : named;
  return html`<section class="card first-steps" aria-labelledby="first-title">
    <h2 id="first-title">${words.firstTitle}</h2>
    <p>${names.length === 0 ? words.firstLeadNameless(total) : words.firstLead(total, names.length)}</p>
    ${names.length > 0 && html`<p class="muted">${words.firstEffect(list)}</p>`}
    <div class="plant-ways">
      ${
        names.length > 0 &&
        html`<button class="button primary" disabled=${isBusy.value} onClick=${make}>
          ${isBusy.value ? words.firstMaking : words.firstMake(names.length)}
        </button>`
      }
      <a class="button" href="/plant/edit">${words.firstOwn}</a>
    </div>
  </section>`;
}

/** Points that stand nowhere, by the machine that their sensors name. */
function machinesOf({ plant, tree }: App): ReadonlyMap<string, readonly PointId[]> {
  const machines = new Map<string, PointId[]>();
  for (const pointId of tree.pointsWithin(null)) {
    const point = plant.cell(pointId)?.point.value;
    if (point === undefined || point.machine === null) continue;
    machines.set(point.machine, [...(machines.get(point.machine) ?? []), point.pointId]);
  }
  return new Map([...machines].toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })));
}

/** One after the other: a refusal leaves what was made before, says how far it came, and can be gone on from. */
async function makeMachines(app: App, machines: ReadonlyMap<string, readonly PointId[]>) {
  const { notices, tree, plant } = app;
  const made: NodeId[] = [];
  let points = 0;
  try {
    for (const [machine, pointIds] of machines) {
      // A slash would part the name in a path.
      const name = machine.replaceAll('/', '-');
      const body = { parentId: null, kind: 'machine', name } as const;
      const { node } = await request(NODE_ROUTES.makeNode, { body });
      made.push(node.nodeId);
      for (const pointId of pointIds) {
        const params = { pointId };
        plant.replace(
          await request(POINT_ROUTES.editPoint, { params, body: { nodeId: node.nodeId } }),
        );
        points++;
      }
    }
    notices.done(words.firstMade(made.length, points), () => void takeBack(app, made));
  } catch (error) {
    notices.failed(words.firstStopped(made.length, machines.size, (error as Error).message));
  }
  await tree.load();
}

async function takeBack({ notices, tree }: App, made: readonly NodeId[]): Promise<void> {
  try {
    for (const nodeId of made) await request(NODE_ROUTES.removeNode, { params: { nodeId } });
    notices.done(words.firstUndone);
  } catch (error) {
    notices.failed((error as Error).message);
  }
  await tree.load();
}
