import type { GpuReport } from '#schemas/broker/gpu';
import type { Finding } from '#schemas/broker/preflight';

/** What a machine must have for an agent, as it was found. Null: it could not be told. */
export interface MachineFacts {
  readonly platform: string;
  readonly nowMs: number;
  /** When this Tremolo was made: a clock before that is wrong. */
  readonly builtMs: number;
  readonly clockSynchronised: boolean | null;
  readonly dataDir: string;
  /** Why nothing can be written there. */
  readonly dataDirObstacle: string | null;
  readonly diskFreeMb: number | null;
  readonly outboxMb: number;
  readonly memoryFreeMb: number;
  readonly lanes: number;
  readonly cores: number;
  readonly gpus: readonly GpuReport[];
  readonly gpuTrouble: string | null;
  /** Libraries that the CUDA provider loads, by name: whether the loader finds them. */
  readonly libraries: Readonly<Record<string, boolean | null>>;
  readonly asked: string;
  readonly providers: readonly { readonly provider: string; readonly why: string | null }[];
  readonly broker: { readonly url: string; readonly obstacle: string | null };
}

/** A lane with its model and queues, measured in docs/performance.md, and room for the agent itself. */
const MB_PER_LANE = 250;
const MB_AGENT = 150;
/** Largest CUDA that the driver carries; onnxruntime-node 1.30 is built for CUDA 12 and cuDNN 9. */
const CUDA_MAJOR = 12;

/** The shared libraries of CUDA 12 and cuDNN 9 that ONNX Runtime's provider needs, and the package that brings each. */
export const CUDA_LIBRARIES: Readonly<Record<string, string>> = {
  'libcudart.so.12': 'cuda-cudart-12-*',
  'libcublas.so.12': 'libcublas-12-*',
  'libcufft.so.11': 'libcufft-12-*',
  'libcurand.so.10': 'libcurand-12-*',
  'libcudnn.so.9': 'libcudnn9-cuda-12',
};

/** Judges a machine: what an agent needs first, then what makes it fast. */
export function preflight(facts: MachineFacts): Finding[] {
  return [
    brokerOf(facts),
    clockOf(facts),
    dataOf(facts),
    diskOf(facts),
    memoryOf(facts),
    ...driverOf(facts),
    ...healthOf(facts),
    ...librariesOf(facts),
    ...providersOf(facts),
  ];
}

const ok = (check: string, says: string): Finding => ({ check, state: 'ok', says, fix: null });

function brokerOf({ broker: { url, obstacle } }: MachineFacts): Finding {
  if (obstacle === null) return ok('broker', `The broker at ${url} lets this agent in.`);
  const isRefused = /not authorized|not authorised|bad user ?name|identifier/i.test(obstacle);
  return {
    check: 'broker',
    state: 'failed',
    says: `The broker at ${url} cannot be used: ${obstacle}`,
    fix: isRefused
      ? 'Make a credential on the hub (bun run hub:console -- credential add --kind agent --id NAME --out agent.json) and start with --credential agent.json.'
      : 'Check broker.url in tremolo-agent.toml, that the hub runs, that no firewall is between, and broker.caFile where the address begins with mqtts.',
  };
}

function clockOf({ nowMs, builtMs, clockSynchronised }: MachineFacts): Finding {
  const fix = 'Let the machine follow a time server of the site (timedatectl set-ntp true).';
  if (nowMs < builtMs) {
    const says = `The clock says ${new Date(nowMs).toISOString()}, which is before this Tremolo was made.`;
    return { check: 'clock', state: 'failed', says, fix };
  }
  if (clockSynchronised === false) {
    const says =
      'The clock follows no time server: results could look old or come from the future.';
    return { check: 'clock', state: 'warning', says, fix };
  }
  return ok(
    'clock',
    clockSynchronised === null
      ? 'The clock is plausible; whether it follows a time server cannot be told here.'
      : 'The clock follows a time server.',
  );
}

function dataOf({ dataDir, dataDirObstacle }: MachineFacts): Finding {
  if (dataDirObstacle === null) return ok('data folder', `${dataDir} can be written.`);
  return {
    check: 'data folder',
    state: 'failed',
    says: `${dataDir} cannot be written: ${dataDirObstacle}`,
    fix: 'Give the folder to the account under which the agent runs, or set dataDir.',
  };
}

function diskOf({ diskFreeMb, outboxMb }: MachineFacts): Finding {
  if (diskFreeMb === null) return ok('disk', 'The free space of the disk cannot be told here.');
  const says = `${Math.round(diskFreeMb)} MB are free; results may wait in ${outboxMb} MB while the hub is away.`;
  if (diskFreeMb >= 2 * outboxMb) return ok('disk', says);
  const fix = 'Free some space, or lower outbox.maxMb.';
  return { check: 'disk', state: diskFreeMb < outboxMb ? 'failed' : 'warning', says, fix };
}

function memoryOf({ memoryFreeMb, lanes, cores }: MachineFacts): Finding {
  const needMb = MB_AGENT + lanes * MB_PER_LANE;
  const says = `${Math.round(memoryFreeMb)} MB of memory are free for ${lanes} lanes on ${cores} cores, which need about ${needMb} MB.`;
  if (memoryFreeMb >= needMb) return ok('memory', says);
  return { check: 'memory', state: 'warning', says, fix: 'Set lanes to fewer, or add memory.' };
}

function driverOf({ gpus, gpuTrouble }: MachineFacts): Finding[] {
  if (gpus.length === 0) {
    const isAbsent = gpuTrouble?.startsWith('No NVIDIA driver') ?? true;
    const says = gpuTrouble ?? 'nvidia-smi names no GPU.';
    if (isAbsent) {
      const fix = 'Nothing to do where there is no NVIDIA card; else install its driver.';
      return [{ check: 'driver', state: 'absent', says, fix }];
    }
    const fix = 'Restart the machine after a driver update; else install the driver anew.';
    return [{ check: 'driver', state: 'failed', says, fix }];
  }
  return gpus.map((gpu): Finding => {
    const cuda = gpu.detail?.cudaVersion ?? null;
    const says = `GPU ${gpu.index}: ${gpu.name}, driver ${gpu.driver}, CUDA ${cuda ?? 'not told'}.`;
    if (gpu.state === 'lost') {
      const fix = 'Restart the machine; if it happens again, look at power and slot of the card.';
      return { check: 'driver', state: 'failed', says: `${says} The driver has lost it.`, fix };
    }
    if (cuda !== null && Number.parseInt(cuda, 10) < CUDA_MAJOR) {
      const fix = `Install a driver for CUDA ${CUDA_MAJOR} (525 or later).`;
      return { check: 'driver', state: 'failed', says, fix };
    }
    return ok('driver', says);
  });
}

/** What a card says of its own memory. A card that says nothing of it is not judged. */
function healthOf({ gpus }: MachineFacts): Finding[] {
  return gpus.flatMap(({ index, detail }): Finding[] => {
    if (detail === null) return [];
    const { eccUncorrected, retirementPending, mig } = detail;
    const check = 'GPU memory';
    const errors = eccUncorrected.volatile ?? 0;
    const found: Finding[] = [];
    if (errors > 0) {
      const says = `GPU ${index}: ${errors} memory errors could not be corrected since the driver was loaded.`;
      const fix = 'Restart the machine; if they come again, have the card replaced.';
      found.push({ check, state: 'failed', says, fix });
    }
    if (retirementPending === true) {
      const says = `GPU ${index}: part of its memory is to go out of use with the next restart.`;
      found.push({ check, state: 'warning', says, fix: 'Restart the machine when it suits.' });
    }
    if (mig.mode === 'enabled' && mig.instances.length === 0) {
      const says = `GPU ${index}: MIG is on and there is no instance: nothing can compute on it.`;
      const fix = 'Make instances, or turn MIG off with nvidia-smi -mig 0.';
      found.push({ check: 'MIG', state: 'failed', says, fix });
    }
    return found;
  });
}

/** Only where there is a card: without one nobody needs them. */
function librariesOf({ gpus, libraries }: MachineFacts): Finding[] {
  if (gpus.length === 0) return [];
  const missing = Object.keys(libraries).filter((name) => libraries[name] === false);
  if (missing.length === 0) return [ok('CUDA libraries', 'CUDA 12 and cuDNN 9 are found.')];
  const packages = missing.map((name) => CUDA_LIBRARIES[name] ?? name).join(' ');
  return [
    {
      check: 'CUDA libraries',
      state: 'failed',
      says: `The loader does not find ${missing.join(', ')}.`,
      fix: `Install ${packages}, or name their folder in LD_LIBRARY_PATH.`,
    },
  ];
}

function providersOf({ asked, providers, gpus }: MachineFacts): Finding[] {
  const best = providers.find(({ why }) => why === null)?.provider ?? null;
  return providers.map(({ provider, why }): Finding => {
    const check = `provider ${provider}`;
    if (why === null) {
      return ok(check, `Models run on ${provider}${provider === best ? ', which is used' : ''}.`);
    }
    const isWanted = asked === provider || (gpus.length > 0 && provider === 'cuda');
    const fix = isWanted
      ? 'Mend what is said above of driver and libraries, then check again.'
      : null;
    return { check, state: provider === 'cpu' || isWanted ? 'failed' : 'absent', says: why, fix };
  });
}
