import { parseArgs } from 'node:util';
import { z } from 'zod';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { FRAME_MAX_COUNT, SAMPLE_FORMATS } from '#schemas/frames/frame';
import { SensorId } from '#schemas/ids/ids';
import { Rpm, SampleRateHz, SignalUnit } from '#schemas/units/units';

const probability = z.coerce.number().min(0).max(1).default(0);
const seconds = z.coerce.number().nonnegative();

const Shared = {
  broker: z
    .string()
    // No name or password in it: the address is printed.
    .regex(/^mqtts?:\/\/[^/\s@]+$/, 'mqtt://host:port or mqtts://host:port')
    .optional(),
  'ca-file': z.string().optional(),
  credential: z.string().optional(),
  'sensors-per-connection': z.coerce.number().int().min(1).max(1000).default(1),
  'frame-samples': z.coerce.number().int().min(1).max(FRAME_MAX_COUNT).optional(),
  'speed-up': z.coerce.number().positive().max(1000).default(1),
  seconds: seconds.optional(),
  json: z.boolean().default(false),
  lose: probability,
  repeat: probability,
  late: probability,
  'late-by': z.coerce.number().int().min(1).max(1000).default(3),
  damage: probability,
  'clock-skew': z.coerce.number().default(0),
  'disconnect-every': seconds.default(0),
  seed: z.coerce.number().int().nonnegative().default(1),
};

const Command = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('synth'), plant: z.string(), ...Shared }),
  z.strictObject({
    command: z.literal('replay'),
    recording: z.string(),
    'sensor-id': SensorId.optional(),
    rate: z.coerce.number().pipe(SampleRateHz).optional(),
    unit: SignalUnit.optional(),
    speed: z.coerce.number().pipe(Rpm).optional(),
    bearing: z.string().optional(),
    channel: z.array(z.string()).optional(),
    factor: z.coerce.number().positive().default(1),
    loop: z.boolean().default(false),
    'keep-pauses': z.boolean().default(false),
    format: z.enum(SAMPLE_FORMATS).default('float32'),
    range: z.coerce.number().positive().optional(),
    ...Shared,
  }),
]);
/** A checked command line. */
export type Command = z.infer<typeof Command>;
export type SynthCommand = Extract<Command, { command: 'synth' }>;
export type ReplayCommand = Extract<Command, { command: 'replay' }>;

const FLAGS = ['json', 'loop', 'keep-pauses', 'help'] as const;
const NAMES = [
  ...Object.keys(Command.options[0].shape),
  ...Object.keys(Command.options[1].shape),
].filter((name) => name !== 'command');

/** The command of these arguments, or null when help is asked for. Throws `request_invalid`, naming every wrong option. */
export function parseCommand(args: readonly string[]): Command | null {
  const { values, positionals } = readOptions(args);
  if (values.help === true || args.length === 0) return null;
  if (positionals.length !== 1 || !['synth', 'replay'].includes(positionals[0]!))
    throw invalid('Say what to do: "synth" or "replay".');
  const parsed = Command.safeParse({ command: positionals[0], ...values });
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) =>
      issue.code === 'unrecognized_keys'
        ? `${positionals[0]} has no option ${issue.keys.map((key) => `--${key}`).join(', ')}`
        : `--${issue.path.join('.')}: ${issue.message}`,
    );
    throw invalid(`${wrong.join('; ')}.`);
  }
  const { data } = parsed;
  if (data.command === 'replay' && data.format !== 'float32' && data.range === undefined)
    throw invalid(`--format ${data.format} needs --range: full scale in the recording's unit.`);
  return data;
}

function readOptions(args: readonly string[]) {
  const options = Object.fromEntries(
    [...new Set([...NAMES, ...FLAGS])].map((name) => [
      name,
      {
        type: (FLAGS as readonly string[]).includes(name) ? 'boolean' : 'string',
        multiple: name === 'channel',
      } as const,
    ]),
  );
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw invalid('The options cannot be read.', cause);
  }
}

function invalid(sentence: string, cause?: unknown): TremoloError {
  return new TremoloError('request_invalid', sentence, { cause });
}
