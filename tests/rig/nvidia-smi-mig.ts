/**
 * A card with MIG that keeps its instances in a file, for the stand-in of nvidia-smi. Words and tables are those of NVIDIA's
 * MIG User Guide (A100-SXM4-40GB); what it refuses is what that guide and its readers saw refused.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface MigCard {
  readonly uuid: string;
  mode: 'Enabled' | 'Disabled';
  pending: 'Enabled' | 'Disabled';
  instances: { gi: number; profileId: number; start: number; hasCompute: boolean }[];
  processes: { pid: number; name: string; gi: number | null }[];
  /** Each is used once, by the first command that has this word: it fails, having made so many of its instances. */
  failures: { word: string; says: string; made?: number }[];
  /** A word at which it says nothing and waits to be killed; used once. */
  hangsAt: string | null;
  /** A change of the mode waits for a reset. */
  needsReset: boolean;
  /** What was asked of it that changes something. */
  log: string[];
}

interface Profile {
  readonly id: number;
  readonly name: string;
  readonly total: number;
  readonly gib: string;
  readonly sm: number;
  readonly starts: readonly number[];
  readonly size: number;
}

const PROFILES: readonly Profile[] = [
  { id: 19, name: '1g.5gb', total: 7, gib: '4.75', sm: 14, starts: [0, 1, 2, 3, 4, 5, 6], size: 1 },
  { id: 14, name: '2g.10gb', total: 3, gib: '9.75', sm: 28, starts: [0, 2, 4], size: 2 },
  { id: 9, name: '3g.20gb', total: 2, gib: '19.62', sm: 42, starts: [0, 4], size: 4 },
  { id: 5, name: '4g.20gb', total: 1, gib: '19.62', sm: 56, starts: [0], size: 4 },
  { id: 0, name: '7g.40gb', total: 1, gib: '39.50', sm: 98, starts: [0], size: 8 },
];

/** A card on which nothing is. */
export function migCard(uuid: string, change: Partial<MigCard> = {}): MigCard {
  return {
    ...{ uuid, mode: 'Disabled', pending: 'Disabled', instances: [], processes: [] },
    ...{ failures: [], hangsAt: null, needsReset: false, log: [] },
    ...change,
  };
}

export function readCard(file: string): MigCard {
  return JSON.parse(readFileSync(file, 'utf8'));
}

export function writeCard(file: string, card: MigCard): void {
  writeFileSync(`${file}.new`, JSON.stringify(card));
  renameSync(`${file}.new`, file);
}

/** What it prints and ends with; null: it hangs. */
export function answerOf(
  file: string,
  args: readonly string[],
): { says: string; code: number } | null {
  const card = readCard(file);
  const id = args[args.indexOf('-i') + 1];
  if (id !== card.uuid) return { says: `No devices were found`, code: 6 };
  const command = args.join(' ');
  if (card.hangsAt !== null && command.includes(card.hangsAt)) {
    writeCard(file, { ...card, hangsAt: null });
    return null;
  }
  const isChange = /-(dci|dgi|cgi|mig \d)/.test(command);
  if (isChange) card.log.push(command);
  const at = card.failures.findIndex(({ word }) => command.includes(word));
  const failure = at < 0 ? null : card.failures.splice(at, 1)[0];
  const done = act(card, args, failure);
  if (isChange) writeCard(file, card);
  return done;
}

function act(card: MigCard, args: readonly string[], failure: MigCard['failures'][number] | null) {
  const ok = (says: string) => ({ says: `${says}\n`, code: 0 });
  const bad = (says: string) => ({ says: `${says}\n`, code: 6 });
  if (args[0]?.startsWith('--query-gpu=')) {
    return ok(`${card.uuid}, ${card.mode}, ${card.pending}`);
  }
  if (args.includes('-mig')) return changeMode(card, args.at(-1) === '1', failure);
  if (args.includes('-lgip')) return ok(profileTable(card));
  if (args.includes('-lgipp')) return ok(PROFILES.map(placementLine).join('\n'));
  if (card.mode === 'Disabled') return bad('No MIG-enabled devices found.');
  const { instances } = card;
  if (args.includes('-lgi')) {
    return instances.length === 0 ? bad('No GPU instances found: Not Found') : ok(giTable(card));
  }
  const withCompute = instances.filter(({ hasCompute }) => hasCompute);
  if (args.includes('-lci')) {
    return withCompute.length === 0
      ? bad('No compute instances found: Not Found')
      : ok(ciTable(card));
  }
  if (args.includes('-dci')) {
    if (failure !== null || card.processes.length > 0) {
      const why = failure?.says ?? 'In use by another client';
      return bad(
        `Unable to destroy compute instance ID  0 from GPU  0 GPU instance ID  1: ${why}\nFailed to destroy compute instances: ${why}`,
      );
    }
    for (const one of instances) one.hasCompute = false;
    return ok(
      withCompute
        .map(
          ({ gi }) =>
            `Successfully destroyed compute instance ID  0 from GPU  0 GPU instance ID ${gi}`,
        )
        .join('\n'),
    );
  }
  if (args.includes('-dgi')) {
    if (withCompute.length > 0 || failure !== null) {
      const why = failure?.says ?? 'In use by another client';
      return bad(
        `Unable to destroy GPU instance ID  ${instances[0]?.gi} from GPU  0: ${why}\nFailed to destroy GPU instances: ${why}`,
      );
    }
    card.instances = [];
    return ok(
      instances
        .map(({ gi }) => `Successfully destroyed GPU instance ID ${gi} from GPU  0`)
        .join('\n'),
    );
  }
  return create(card, args, failure);
}

function changeMode(card: MigCard, isOn: boolean, failure: MigCard['failures'][number] | null) {
  const word = isOn ? 'Enabled' : 'Disabled';
  if (failure !== null)
    return {
      says: `Unable to ${isOn ? 'enable' : 'disable'} MIG Mode for GPU 00000000:36:00.0: ${failure.says}\n`,
      code: 6,
    };
  card.pending = word;
  if (card.needsReset && card.mode !== word) {
    return {
      says: `Warning: MIG mode is in pending ${isOn ? 'enable' : 'disable'} state for GPU 00000000:36:00.0:In use by another client\nAll done.\n`,
      code: 0,
    };
  }
  card.mode = word;
  return { says: `${word} MIG Mode for GPU 00000000:36:00.0\nAll done.\n`, code: 0 };
}

function create(
  card: MigCard,
  args: readonly string[],
  failure: MigCard['failures'][number] | null,
) {
  const list = args[args.indexOf('-cgi') + 1] ?? '';
  const said: string[] = [];
  for (const [i, one] of list.split(',').entries()) {
    const [id, start] = one.split(':');
    const profile = PROFILES.find((each) => each.id === Number(id));
    const refusal = failure !== null && i === (failure.made ?? 0) ? failure.says : null;
    const at =
      profile &&
      (start === undefined
        ? profile.starts.find((each) => isFree(card, each, profile.size))
        : Number(start));
    const fits =
      profile !== undefined &&
      at !== undefined &&
      profile.starts.includes(at) &&
      isFree(card, at, profile.size);
    if (refusal !== null || !fits) {
      const why = refusal ?? 'Insufficient Resources';
      said.push(
        `Unable to create a GPU instance on GPU  0 using profile ${id}: ${why}`,
        `Failed to create GPU instances: ${why}`,
      );
      return { says: `${said.join('\n')}\n`, code: 6 };
    }
    const gi = 1 + Math.max(0, ...card.instances.map((each) => each.gi));
    const hasCompute = args.includes('-C');
    card.instances.push({ gi, profileId: profile.id, start: at, hasCompute });
    said.push(
      `Successfully created GPU instance ID  ${gi} on GPU  0 using profile MIG ${profile.name} (ID ${id})`,
    );
    if (hasCompute)
      said.push(
        `Successfully created compute instance ID  0 on GPU  0 GPU instance ID  ${gi} using profile MIG ${profile.name} (ID  0)`,
      );
  }
  return { says: `${said.join('\n')}\n`, code: 0 };
}

function isFree(card: MigCard, start: number, size: number): boolean {
  return card.instances.every((one) => {
    const taken = PROFILES.find(({ id }) => id === one.profileId)?.size ?? 0;
    return one.start + taken <= start || start + size <= one.start;
  });
}

const placementLine = ({ id, starts, size }: Profile) =>
  `GPU  0 Profile ID ${String(id).padStart(2)} Placement${starts.length > 1 ? 's' : ' '}: {${starts}}:${size}`;

const pad = (value: string | number, width: number) => String(value).padEnd(width);

function profileTable(card: MigCard): string {
  const rows = PROFILES.map((one) => {
    const free = one.starts.filter((start) => isFree(card, start, one.size)).length;
    return `|   0  MIG ${pad(one.name, 14)} ${String(one.id).padStart(3)}     ${free}/${one.total}        ${pad(one.gib, 10)} No     ${pad(one.sm, 6)} 0     0   |
|                                                             1     0     0   |
+-----------------------------------------------------------------------------+`;
  });
  return `+-----------------------------------------------------------------------------+
| GPU instance profiles:                                                      |
| GPU   Name             ID    Instances   Memory     P2P    SM    DEC   ENC  |
|                              Free/Total   GiB              CE    JPEG  OFA  |
|=============================================================================|
${rows.join('\n')}`;
}

const mibOf = (profileId: number) =>
  Math.round(1024 * Number(PROFILES.find(({ id }) => id === profileId)?.gib));

const nameOf = (profileId: number) => PROFILES.find(({ id }) => id === profileId)?.name ?? '';

function giTable({ instances }: MigCard): string {
  const rows = instances.map(({ gi, profileId, start }) => {
    const size = PROFILES.find(({ id }) => id === profileId)?.size;
    return `|   0  MIG ${pad(nameOf(profileId), 13)} ${String(profileId).padStart(3)}      ${String(gi).padStart(3)}          ${start}:${size}     |
+-------------------------------------------------------+`;
  });
  return `+-------------------------------------------------------+
| GPU instances:                                        |
| GPU   Name             Profile  Instance   Placement  |
|                          ID       ID       Start:Size |
|=======================================================|
${rows.join('\n')}`;
}

function ciTable({ instances }: MigCard): string {
  const rows = instances
    .filter(({ hasCompute }) => hasCompute)
    .map(
      ({
        gi,
        profileId,
      }) => `|   0     ${String(gi).padStart(2)}       MIG ${pad(nameOf(profileId), 13)} 0         0          0:1     |
+--------------------------------------------------------------------+`,
    );
  return `+--------------------------------------------------------------------+
| Compute instances:                                                 |
| GPU     GPU       Name             Profile   Instance   Placement  |
|       Instance                       ID        ID       Start:Size |
|         ID                                                         |
|====================================================================|
${rows.join('\n')}`;
}

/** The name by which a program is given an instance. */
export const migName = (gi: number): string =>
  `MIG-${gi.toString(16).padStart(8, '0')}-6dc2-542a-8851-0d2508448c10`;

/** `-L` of the card. */
export function cardList(file: string): string {
  const { uuid, instances } = readCard(file);
  const devices = instances
    .filter(({ hasCompute }) => hasCompute)
    .map(
      ({ gi, profileId }, index) =>
        `  MIG ${pad(nameOf(profileId), 11)} Device  ${index}: (UUID: ${migName(gi)})`,
    );
  return [`GPU 0: NVIDIA A100-SXM4-40GB (UUID: ${uuid})`, ...devices, ''].join('\n');
}

/** `-q -x` of the card, as far as MIG goes. */
export function cardXml(file: string): string {
  const { uuid, mode, pending, instances, processes } = readCard(file);
  const devices = instances
    .filter(({ hasCompute }) => hasCompute)
    .map(
      ({ gi, profileId }, index) =>
        `<mig_device><index>${index}</index><gpu_instance_id>${gi}</gpu_instance_id><compute_instance_id>0</compute_instance_id><fb_memory_usage><total>${mibOf(profileId)} MiB</total><used>0 MiB</used></fb_memory_usage></mig_device>`,
    );
  const running = processes.map(
    ({ pid, name, gi }) =>
      `<process_info><gpu_instance_id>${gi ?? 'N/A'}</gpu_instance_id><compute_instance_id>N/A</compute_instance_id><pid>${pid}</pid><type>C</type><process_name>${name}</process_name><used_memory>100 MiB</used_memory></process_info>`,
  );
  return `<?xml version="1.0" ?>
<nvidia_smi_log><driver_version>580.105.08</driver_version><cuda_version>13.0</cuda_version><gpu id="00000000:36:00.0">
<uuid>${uuid}</uuid><mig_mode><current_mig>${mode}</current_mig><pending_mig>${pending}</pending_mig></mig_mode>
<mig_devices>${devices.join('') || 'None'}</mig_devices><processes>${running.join('')}</processes></gpu></nvidia_smi_log>
`;
}
