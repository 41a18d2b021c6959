/**
 * `bun run soak [--minutes 60] [--sensors 24]`: a simulated plant for an hour; memory of hub, broker and agent must stay flat.
 * Prints a line a minute, and last one line of JSON. Exit code 1 when a process grew by more than a tenth (and 20 MB) between
 * the first quarter, when caches are full, and the end.
 */
import { parseArgs } from 'node:util';
import { soak } from './soak-run.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    sensors: { type: 'string', default: '24' },
  },
});
const result = await soak({
  minutes: Number(values.minutes),
  sensors: Number(values.sensors),
  say: (words) => console.error(words),
});
console.log(JSON.stringify({ soak: 'live', ...result }));
process.exit(result.flat && result.windowsLost === 0 ? 0 : 1);
