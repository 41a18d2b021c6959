/**
 * Plays nvidia-smi as a scenario file says, which is read anew for each answer: `bun nvidia-smi-stand-in.ts <scenario> <arguments
 * of nvidia-smi>`. It takes what the agent asks with, and nothing else.
 */
import { readFileSync } from 'node:fs';
import { answerOf, cardList, cardXml } from './nvidia-smi-mig.ts';
import type { Scenario } from './nvidia-smi-scenario.ts';
import { childrenOf, commandOf } from './process-stats.ts';

const [file = '', ...args] = process.argv.slice(2);
const scenario = () => JSON.parse(readFileSync(file, 'utf8')) as Scenario;

/** `@LANE@` stands for the process of a lane of the agent that asks, which no file can know before. */
function withLane(xml: string): string {
  if (!xml.includes('@LANE@')) return xml;
  const lane = childrenOf(process.ppid).find((pid) => commandOf(pid).includes('lane-main'));
  return xml.replaceAll('@LANE@', String(lane ?? 0));
}

function failWhenTold(): void {
  const { failure } = scenario();
  if (failure === null) return;
  process.stdout.write(`${failure}\n`);
  process.exit(9);
}

const { migFile } = scenario();
const isPartitioning = args[0] === 'mig' || args.includes('-mig') || args[0]?.includes('mig.mode');
if (isPartitioning && migFile !== null) {
  const answer = answerOf(migFile, args);
  if (answer === null) setInterval(() => undefined, 60_000);
  else {
    process.stdout.write(answer.says);
    process.exit(answer.code);
  }
} else if (args.join(' ') === '-q -x' && migFile !== null) {
  process.stdout.write(cardXml(migFile));
} else if (args.join(' ') === '-L' && migFile !== null) {
  process.stdout.write(cardList(migFile));
} else if (args.join(' ') === '-q -x') {
  failWhenTold();
  const { xmlFile } = scenario();
  process.stdout.write(
    xmlFile === null
      ? '<nvidia_smi_log></nvidia_smi_log>'
      : withLane(readFileSync(xmlFile, 'utf8')),
  );
} else {
  const [query = '', format, every, period] = args;
  if (format !== '--format=csv,noheader,nounits' || every !== '-lms') process.exit(2);
  const fields = query.replace('--query-gpu=', '').split(',');
  const refused = fields.find((field) => scenario().unknownFields.includes(field));
  if (refused !== undefined) {
    process.stdout.write(`Field "${refused}" is not a valid field to query.\n\n`);
    process.exit(2);
  }
  const print = () => {
    failWhenTold();
    const { gpus, hangs } = scenario();
    if (hangs) return;
    for (const gpu of gpus) {
      process.stdout.write(`${fields.map((field) => gpu[field] ?? '[N/A]').join(', ')}\n`);
    }
  };
  print();
  setInterval(print, Number(period));
}
