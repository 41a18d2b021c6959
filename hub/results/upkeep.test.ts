import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HubSettings } from '#schemas/config/hub-settings';
import { createLog } from '../log.ts';
import { seriesStatements } from '../store/series/series-statements.ts';
import { Store } from '../store/store.ts';
import { GPU_SERIES, HOST_SERIES, hostRow } from '../telemetry/telemetry-series.ts';
import { BatchLedger } from './batch-ledger.ts';
import { POINT_SERIES } from './trend-columns.ts';
import { Upkeep } from './upkeep.ts';

const DAY = 86_400_000;
const START = 20_000 * DAY;
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-upkeep-'));
const log = createLog('test', () => undefined);
const store = new Store({ dataDir, log, onCrash: () => undefined });
const { retention } = HubSettings.parse({ dataDir });
let nowMs = START;

beforeAll(() => store.start());
afterAll(async () => {
  await store.stop();
  rmSync(dataDir, { recursive: true });
});

const counts = async () => {
  const tables = HOST_SERIES.levels.map(({ table }) => table);
  const rows = await Promise.all(
    tables.map((table) => store.read(`SELECT sum(n) AS n FROM ${table}`)),
  );
  return rows.map(([row]) => row?.n);
};

test('a round rolls every series up, and forgets of each what is too old', async () => {
  const upkeep = new Upkeep({
    store,
    ledger: new BatchLedger(store),
    series: [GPU_SERIES, HOST_SERIES, POINT_SERIES],
    rules: retention,
    clock: () => nowMs,
    log,
  });
  const host = { cpuShare: 0.5, memoryUsedShare: 0.5 };
  await store.write(seriesStatements(HOST_SERIES).add([hostRow(host, 1, START)]));
  nowMs = START + 2 * DAY;
  await upkeep.round();
  expect(await counts()).toEqual([1, 1, 1]);
  nowMs = START + (retention.trend10sDays + 1) * DAY;
  await upkeep.round();
  expect(await counts()).toEqual([null, 1, 1]);
  nowMs = START + (retention.trend10minDays + 1) * DAY;
  await upkeep.round();
  expect(await counts()).toEqual([null, null, 1]);
});
