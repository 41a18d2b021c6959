import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConditionChange } from '#schemas/broker/messages';
import type { Health } from '#schemas/http/system';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { pumpSignal, sensorGroup } from '../rig/sensor-group.ts';

const SIZE_MB = 48;
const folder = mkdtempSync(join(tmpdir(), 'tremolo-disk-'));
// The outbox is on a disk of its own: in a plant hub and agent are two machines.
const agentFolder = mkdtempSync(join(tmpdir(), 'tremolo-agent-'));
const mounted =
  Bun.spawnSync(['mount', '-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder]).exitCode === 0;
if (!mounted)
  console.log(
    'skipped: a small disk cannot be mounted here (needs root), so a full one cannot be tried',
  );

afterAll(() => {
  if (mounted) Bun.spawnSync(['umount', '-l', folder]);
  rmSync(folder, { recursive: true, force: true });
  rmSync(agentFolder, { recursive: true, force: true });
});

test.skipIf(!mounted)(
  'a full disk is said, screens are served on, and nothing receipted is lost',
  async () => {
    const rig = new PlantRig({
      dataDir: folder,
      hubSettings: { TREMOLO_HUB_RETENTION__MIN_FREE_DISK_MB: '2' },
      // Its outbox is on a disk of its own: in a plant hub and agent are two machines.
      agentSettings: { TREMOLO_AGENT_DATA_DIR: agentFolder },
    });
    await rig.start();
    const sensors = await sensorGroup(
      rig,
      'd-',
      4,
      pumpSignal([{ label: 'outer_race', severity: 0.8 }]),
    );
    try {
      await sensors.start();
      const changes = async () =>
        (await rig.get<{ items: ConditionChange[] }>('/api/v1/changes?limit=200')).items;
      await eventually(async () => (await changes()).length >= 4, 20_000, 'changes are stored');
      const stored = await changes();

      const ballast = join(folder, 'ballast');
      writeFileSync(
        ballast,
        Buffer.alloc(statfsSync(folder).bavail * statfsSync(folder).bsize - 256 * 1024),
      );
      const full = await eventually(
        async () => {
          const health = await rig.get<Health>('/api/v1/health');
          return health.parts.find((part) => part.part === 'disk' && part.state !== 'up');
        },
        15_000,
        'health says that the disk is full',
      );
      expect(full.detail).not.toBeNull();
      expect((await rig.system()).hub.storageFull).toBe(true);
      expect((await rig.points()).length).toBe(4);

      rmSync(ballast);
      await eventually(
        async () => !(await rig.system()).hub.storageFull,
        15_000,
        'the hub goes on by itself',
      );
      const after = new Set((await changes()).map((change) => change.changeId));
      expect(stored.filter((change) => !after.has(change.changeId))).toEqual([]);
      const depth = async () =>
        (await rig.system()).agents[0].heartbeat?.lanes.every((lane) => lane.outboxDepth < 5) ||
        undefined;
      await eventually(depth, 15_000, 'the outbox has emptied itself into the hub');
    } finally {
      await sensors.stop();
      await rig.stop();
    }
  },
  90_000,
);
