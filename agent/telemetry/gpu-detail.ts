import { DOMParser } from '@xmldom/xmldom';
import type { GpuDetail, GpuProcess, MigInstance } from '#schemas/broker/gpu';

const PROCESSES_MAX = 64;

/** `nvidia-smi -q -x`, by the UUID of each GPU. Throws when the text is no such document. */
export function parseGpuDetails(xml: string): Map<string, GpuDetail> {
  // The document names a DTD that is on no disk; nothing of it is needed, and nothing is fetched.
  const document = new DOMParser({ errorHandler: fail }).parseFromString(xml, 'text/xml');
  const root = document.documentElement;
  if (root?.nodeName !== 'nvidia_smi_log') throw new Error('nvidia-smi wrote something else.');
  const cudaVersion = textAt(root, 'cuda_version');
  return new Map(
    childrenOf(root, 'gpu').flatMap((gpu) => {
      const uuid = textAt(gpu, 'uuid');
      return uuid === null ? [] : [[uuid, detailOf(gpu, cudaVersion)] as const];
    }),
  );
}

function detailOf(gpu: Element, cudaVersion: string | null): GpuDetail {
  return {
    cudaVersion,
    eccMode: onOrOff(textAt(gpu, 'ecc_mode', 'current_ecc')),
    eccCorrected: {
      volatile: errorsOf(gpu, 'volatile', CORRECTED),
      aggregate: errorsOf(gpu, 'aggregate', CORRECTED),
    },
    eccUncorrected: {
      volatile: errorsOf(gpu, 'volatile', UNCORRECTED),
      aggregate: errorsOf(gpu, 'aggregate', UNCORRECTED),
    },
    retiredPages: retiredOf(gpu),
    retirementPending: pendingOf(gpu),
    mig: {
      mode: onOrOff(textAt(gpu, 'mig_mode', 'current_mig')),
      instances: childrenAt(gpu, ['mig_devices'], 'mig_device').flatMap(instanceOf),
    },
    // Drivers of Kepler's time, up to 340, list computing processes by themselves.
    processes: ['processes', 'compute_processes']
      .flatMap((list) => childrenAt(gpu, [list], 'process_info'))
      .flatMap(processOf)
      .slice(0, PROCESSES_MAX),
  };
}

/** Up to Volta `single_bit/total`, from Turing `sram_…` and `dram_…`; drivers of 2024 split SRAM by parity and SEC-DED. */
const CORRECTED = [['single_bit', 'total'], ['sram_correctable'], ['dram_correctable']] as const;
const UNCORRECTED = [
  ['double_bit', 'total'],
  ['sram_uncorrectable'],
  ['sram_uncorrectable_parity'],
  ['sram_uncorrectable_secded'],
  ['dram_uncorrectable'],
] as const;

/** The sum of what the driver counts; null where it counts nothing. */
function errorsOf(
  gpu: Element,
  since: 'volatile' | 'aggregate',
  paths: readonly (readonly string[])[],
): number | null {
  return sumOf(paths.map((path) => numberAt(gpu, 'ecc_errors', since, ...path)));
}

function retiredOf(gpu: Element): number | null {
  return sumOf([
    numberAt(gpu, 'retired_pages', 'multiple_single_bit_retirement', 'retired_count'),
    numberAt(gpu, 'retired_pages', 'double_bit_retirement', 'retired_count'),
    numberAt(gpu, 'remapped_rows', 'remapped_row_corr'),
    numberAt(gpu, 'remapped_rows', 'remapped_row_unc'),
  ]);
}

/** Up to Volta `pending_retirement` or, with older drivers, `pending_blacklist`; from Ampere `remapped_row_pending`. */
function pendingOf(gpu: Element): boolean | null {
  const said =
    textAt(gpu, 'retired_pages', 'pending_retirement') ??
    textAt(gpu, 'retired_pages', 'pending_blacklist') ??
    textAt(gpu, 'remapped_rows', 'remapped_row_pending');
  return said === null ? null : /^yes$/i.test(said);
}

function onOrOff(text: string | null): 'enabled' | 'disabled' | null {
  const mode = text?.toLowerCase();
  return mode === 'enabled' || mode === 'disabled' ? mode : null;
}

function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function instanceOf(device: Element): MigInstance[] {
  const index = numberAt(device, 'index');
  const gpuInstance = numberAt(device, 'gpu_instance_id');
  const computeInstance = numberAt(device, 'compute_instance_id');
  if (index === null || gpuInstance === null || computeInstance === null) return [];
  return [
    {
      index,
      gpuInstance,
      computeInstance,
      memoryTotalMb: numberAt(device, 'fb_memory_usage', 'total'),
      memoryUsedMb: numberAt(device, 'fb_memory_usage', 'used'),
      multiprocessors: numberAt(device, 'device_attributes', 'shared', 'multiprocessor_count'),
    },
  ];
}

function processOf(info: Element): GpuProcess[] {
  const pid = numberAt(info, 'pid');
  if (pid === null || pid <= 0) return [];
  return [
    {
      pid,
      name: (textAt(info, 'process_name') ?? '').slice(-160),
      memoryMb: numberAt(info, 'used_memory'),
      gpuInstance: numberAt(info, 'gpu_instance_id'),
    },
  ];
}

function childrenOf(parent: Element, name: string): Element[] {
  return Array.from(parent.childNodes ?? []).filter(
    (node): node is Element => node.nodeName === name,
  );
}

function childrenAt(from: Element, path: readonly string[], name: string): Element[] {
  const parent = path.reduce<Element | undefined>(
    (at, step) => at && childrenOf(at, step)[0],
    from,
  );
  return parent === undefined ? [] : childrenOf(parent, name);
}

/** Null for what is absent and for what the card does not have. */
function textAt(from: Element, ...path: string[]): string | null {
  const text = childrenAt(from, path.slice(0, -1), path.at(-1) ?? '')[0]?.textContent?.trim();
  return text === undefined || text === '' || /^(N\/A|\[.*\])$/i.test(text) ? null : text;
}

/** The number in front of the unit. */
function numberAt(from: Element, ...path: string[]): number | null {
  const found = /^-?\d+(\.\d+)?/.exec(textAt(from, ...path) ?? '');
  return found === null ? null : Number(found[0]);
}

function fail(level: string, message: unknown): void {
  if (level !== 'warning') throw new Error(`nvidia-smi wrote XML that cannot be read: ${message}`);
}
