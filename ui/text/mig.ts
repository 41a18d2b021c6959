import type { PartitionState } from '#schemas/broker/partition';
import { many } from './many.ts';
import { fixed } from './numbers.ts';

const states: Record<PartitionState, string> = {
  asked: 'Asked, the agent has not answered yet',
  running: 'At work',
  restoring: 'Going back',
  applied: 'Done',
  refused: 'Not begun',
  restored: 'Failed, and what was there before is back',
  stuck: 'Failed, and so did the way back',
  unanswered: 'The agent never answered',
};

const gib = (value: number | null) => (value === null ? '' : `, ${fixed(value, 1)} GiB`);

/** Words about GPUs in parts (Multi-Instance GPU), in English. */
export const mig = {
  title: 'Parts (MIG)',
  failed: 'It cannot be shown how this GPU is partitioned',
  unsupported: 'Not supported: this GPU cannot be partitioned.',
  unknown: 'How the GPU is partitioned is not known now.',
  off: 'MIG is off: the GPU is one whole.',
  onEmpty: 'MIG is on and there are no instances: nothing can use the GPU.',
  on: (n: number) => `MIG is on, with ${many(n, 'instance')}.`,
  pending: (mode: 'enabled' | 'disabled') =>
    `MIG will be ${mode === 'enabled' ? 'on' : 'off'} after the next reset of the GPU.`,
  strip: 'Where the instances lie',
  free: 'free',
  instances: 'Instances, and who works in them',
  instance: 'Instance',
  profile: 'Profile',
  memory: 'Memory',
  place: 'Place',
  atWork: 'At work on it',
  idle: 'nothing',
  job: (id: string) => `Job ${id}`,
  process: (pid: number, name: string) => `process ${pid} (${name})`,
  noCompute: 'without a compute instance: nothing can use it',
  wholeGpu: 'At work on the GPU as a whole',
  placeOf: (start: number, size: number) =>
    size === 1 ? `${start}` : `${start}–${start + size - 1}`,

  obstacles: 'It cannot be partitioned now:',
  change: 'Partition…',
  looking: 'Asking the driver…',

  dialog: (gpu: string) => `Partition ${gpu}`,
  chooseLead:
    'Choose what is to be there. Nothing is done yet: first you see every command and what would go.',
  mode: 'MIG',
  modes: { enabled: 'On', disabled: 'Off' },
  howMany: (name: string, gibytes: number, total: number) =>
    `${name}${gib(gibytes)} (at most ${total})`,
  profilesLater:
    'The driver lists the profiles only once MIG is on: turn it on without instances first.',
  show: 'Show what would happen',
  showing: 'Asking…',

  planTitle: 'This would happen',
  planLead: (agent: string) =>
    `On the machine of ${agent}, in this order. It is looked at once more right before; if anything is on the GPU then, nothing is done.`,
  goes: 'Goes',
  goesNothing: 'Nothing.',
  comes: 'Comes',
  comesNothing: 'No instances.',
  one: (name: string, start: number | null, gibytes: number | null) =>
    `${name}${gib(gibytes)}${start === null ? ', where the driver puts it' : `, from place ${start}`}`,
  wayBack: 'If a step fails, and later where you want it, this goes back:',
  noJobs: 'Until it is over no job is given this GPU.',
  back: 'Choose otherwise',
  apply: 'Partition now',
  applying: 'Handing over…',
  applied: 'The agent has been told. What it does is shown as it goes.',

  lately: 'Lately done',
  states,
  asked: (who: string, when: string) => `by ${who === '' ? 'Tremolo' : who}, ${when}`,
  steps: (n: number) => many(n, 'command'),
  ended: (code: number | null) => (code === null ? 'did not end' : `ended with ${code}`),
  runs: 'runs',
  wayThere: 'there',
  wayBackStep: 'way back',
  silent: 'It said nothing.',
  byHand: 'To be typed as root on that machine, after looking at it:',
  undo: 'Go back to what was before…',
  undoTitle: (gpu: string) => `Go back on ${gpu}`,
} as const;
