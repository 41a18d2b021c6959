/**
 * `bun run storm:jobs [--seconds 300] [--jobs 200] [--agents 3] [--seed 1]`: jobs and live diagnosis on real processes. Hub,
 * broker, agents, lanes, jobs and the network between them are struck at random. Prints what is struck, and last one line of JSON.
 * Exit code 1 when a job was lost, never ended, or was done twice, or a window of live diagnosis is in no counter.
 */
import { parseArgs } from 'node:util';
import { failuresOf, jobStorm } from './job-storm-run.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '300' },
    jobs: { type: 'string', default: '200' },
    agents: { type: 'string', default: '3' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
  },
});
console.error(`seed ${values.seed}`);
const result = await jobStorm({
  seed: Number(values.seed),
  agents: Number(values.agents),
  jobs: Number(values.jobs),
  stormS: Number(values.seconds),
  settleS: 300,
  say: (words) => console.error(words),
});
console.log(JSON.stringify({ storm: 'jobs', seed: Number(values.seed), ...result }));
process.exit(failuresOf(result) === 0 ? 0 : 1);
