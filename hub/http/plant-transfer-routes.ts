import { PLANT_TRANSFER_ROUTES, type PlantPlan } from '#schemas/http/plant-transfer';
import type { PlantChange } from '#schemas/plant/plant-change';
import type { Doing } from '../assets/plant.ts';
import { Breather } from '../assets/transfer/breather.ts';
import { exportRows } from '../assets/transfer/export-rows.ts';
import { type PatternNode, patternOf, planCopies } from '../assets/transfer/plan-copies.ts';
import { planImport } from '../assets/transfer/plan-import.ts';
import type { PlanTally } from '../assets/transfer/plan-tally.ts';
import { readPlantCsv, writePlantCsv } from '../assets/transfer/plant-csv.ts';
import { readPlantJson, writePlantJson } from '../assets/transfer/plant-json.ts';
import type { PlantEdit } from '../assets/tree/plant-edit.ts';
import { NO_EDIT } from '../assets/tree/plant-edit.ts';
import type { Flows } from '../flows.ts';
import { exportedPart, importReach } from '../transfer-reach.ts';
import { editing } from './edit-guard.ts';
import { type Route, route } from './route.ts';
import { streamedFile } from './streamed-file.ts';

interface Wanted {
  readonly edit: PlantEdit | null;
  readonly tally: PlanTally;
}

/** The plant as a file and back, copies of machines, and machines kept as patterns. */
export function plantTransferRoutes(flows: Flows): Route[] {
  const { plant, assets, templates } = flows.rooms;
  /** A dry run is the same plan, which nobody carries out. */
  const carryOut = async (
    plan: () => Wanted | Promise<Wanted>,
    about: { what: 'imported' | 'copied'; title: string; rows: number; dryRun: boolean },
    doing: Doing,
  ): Promise<PlantPlan> => {
    const { what, title, rows, dryRun } = about;
    let wanted: Wanted | null = null;
    let change: PlantChange | null = null;
    const planned = async () => {
      wanted = await plan();
      return { what, title, targetId: null, edit: wanted.edit ?? NO_EDIT };
    };
    if (dryRun) await plant.look(planned, doing);
    else change = await plant.do(planned, doing);
    const { tally } = wanted as unknown as Wanted;
    return { ...tally.read(rows, dryRun), changeId: change?.changeId ?? null };
  };
  return [
    route(PLANT_TRANSFER_ROUTES.exportPlant, ({ query, principal }) => {
      if (query.nodeId !== undefined) plant.node(query.nodeId);
      const part = exportedPart(flows.rooms, principal, query.nodeId ?? null);
      const rows = exportRows(plant.tree, assets, part);
      return query.format === 'csv'
        ? streamedFile(writePlantCsv(rows), 'plant.csv', 'text/csv; charset=utf-8')
        : streamedFile(writePlantJson(rows), 'plant.json', 'application/json');
    }),
    route(PLANT_TRANSFER_ROUTES.importPlant, async ({ body, principal }) => {
      const { format, text } = body;
      const read = format === 'csv' ? readPlantCsv(text) : readPlantJson(text);
      const rows = await new Breather().all(read);
      const reach = importReach(flows, principal);
      const plan = () =>
        planImport(rows, { tree: plant.tree, assets, uneditedAt: flows.uneditedAt, reach });
      const about = { what: 'imported', title: `${rows.length} rows`, rows: rows.length } as const;
      const doing = editing(flows, principal);
      return carryOut(plan, { ...about, dryRun: body.dryRun }, doing);
    }),
    route(PLANT_TRANSFER_ROUTES.copyNode, ({ body, principal }) => {
      const { from, parentId, names, dryRun } = body;
      if (parentId !== null) plant.node(parentId);
      const pattern = (): readonly PatternNode[] =>
        'templateId' in from
          ? templates.patternOf(from.templateId)
          : patternOf(plant.tree.subtreeOf(plant.node(from.nodeId).nodeId));
      const plan = () => planCopies(plant.tree, pattern(), { parentId, names });
      const about = { what: 'copied', title: names, rows: 0, dryRun } as const;
      return carryOut(plan, about, editing(flows, principal));
    }),
    route(PLANT_TRANSFER_ROUTES.templates, () => ({ templates: templates.all() })),
    route(PLANT_TRANSFER_ROUTES.makeTemplate, ({ body, actor }) => {
      const nodes = plant.tree.subtreeOf(plant.node(body.nodeId).nodeId);
      return templates.keep(body.name, patternOf(nodes), actor);
    }),
    route(PLANT_TRANSFER_ROUTES.removeTemplate, ({ params, actor }) =>
      templates.remove(params.templateId, actor),
    ),
  ];
}
