import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { NODE_ROUTES } from '#schemas/http/nodes';
import { PLANT_TRANSFER_ROUTES } from '#schemas/http/plant-transfer';
import type { PlantChangeId } from '#schemas/ids/ids';
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
  const total = app.tree.pointsWithin(null).length;
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

interface SensorAxis {
  readonly sensorId: string;
  readonly axis: number;
}

/** Points that stand nowhere, by the machine that their sensors name. */
function machinesOf({ plant, tree }: App): ReadonlyMap<string, readonly SensorAxis[]> {
  const machines = new Map<string, SensorAxis[]>();
  for (const pointId of tree.pointsWithin(null)) {
    const point = plant.cell(pointId)?.point.value;
    if (point === undefined || point.machine === null) continue;
    // A slash would part the name in a path.
    const name = point.machine.replaceAll('/', '-');
    const axes = machines.get(name) ?? [];
    machines.set(name, [...axes, { sensorId: point.sensorId, axis: point.axis }]);
  }
  return new Map([...machines].toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })));
}

/** As a plant file: so all of it is one change, done as a whole or not at all, and undone in one step. */
function fileOf(machines: ReadonlyMap<string, readonly SensorAxis[]>): string {
  const rows = [...machines].flatMap(([name, axes]) => [
    { kind: 'machine', path: [name] },
    ...axes.map((axis) => ({ kind: 'point', path: [name], ...axis })),
  ]);
  return JSON.stringify({ tremolo: 'plant', version: 1, rows });
}

async function makeMachines(app: App, machines: ReadonlyMap<string, readonly SensorAxis[]>) {
  const { notices, tree } = app;
  try {
    const plan = await request(PLANT_TRANSFER_ROUTES.importPlant, {
      body: { format: 'json', text: fileOf(machines), dryRun: false },
      idempotencyKey: crypto.randomUUID(),
    });
    const { changeId } = plan;
    if (changeId === null) notices.failed(plan.errors[0]?.sentence ?? words.firstRefused);
    else {
      notices.done(words.firstMade(plan.created, plan.placed), () => void takeBack(app, changeId));
    }
  } catch (error) {
    notices.failed((error as Error).message);
  }
  await tree.load();
}

async function takeBack({ notices, tree }: App, changeId: PlantChangeId): Promise<void> {
  try {
    await request(NODE_ROUTES.undoPlantChange, { params: { changeId } });
    notices.done(words.firstUndone);
  } catch (error) {
    notices.failed((error as Error).message);
  }
  await tree.load();
}
