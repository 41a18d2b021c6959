import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GpuDetail } from '#schemas/broker/gpu';
import { parseGpuDetails } from './gpu-detail.ts';

const RECORDED = join(import.meta.dirname, '../../tests/golden/nvidia-smi');

function recorded(name: string): GpuDetail {
  const details = parseGpuDetails(readFileSync(join(RECORDED, `${name}.xml`), 'utf8'));
  expect(details.size).toBe(1);
  const [detail] = [...details.values()];
  return GpuDetail.parse(detail);
}

test('an A100 in four instances: each with its memory, and errors counted', () => {
  const { mig, eccCorrected, eccUncorrected, cudaVersion, retiredPages } =
    recorded('a100-sxm4-mig-v12');
  expect(cudaVersion).toBe('12.2');
  expect(mig.mode).toBe('enabled');
  expect(mig.instances.map(({ gpuInstance }) => gpuInstance)).toEqual([3, 4, 5, 6]);
  expect(mig.instances[0]).toEqual({
    index: 0,
    gpuInstance: 3,
    computeInstance: 0,
    memoryTotalMb: 19_968,
    memoryUsedMb: 12,
    multiprocessors: 14,
  });
  expect([eccCorrected, eccUncorrected]).toEqual([
    { volatile: 0, aggregate: 0 },
    { volatile: 0, aggregate: 0 },
  ]);
  expect(retiredPages).toBeNull();
});

test('a T4 has pages and no instances', () => {
  const { mig, retiredPages, retirementPending, eccMode, eccUncorrected } =
    recorded('tesla-t4-v11');
  expect(mig).toEqual({ mode: null, instances: [] });
  expect([eccMode, retiredPages, retirementPending]).toEqual(['enabled', 0, false]);
  expect(eccUncorrected).toEqual({ volatile: 0, aggregate: 0 });
});

test('a K20m under a driver of 2014 names no CUDA, and lists its processes in its own way', () => {
  const detail = recorded('tesla-k20m-v6');
  expect([detail.cudaVersion, detail.eccMode, detail.retirementPending]).toEqual([
    null,
    'enabled',
    false,
  ]);
  expect(detail.mig).toEqual({ mode: null, instances: [] });
  expect(detail.processes.map(({ pid, memoryMb }) => [pid, memoryMb])).toEqual([
    [5_495, 98],
    [5_494, 98],
  ]);
});

test('a GTX 1070 Ti under an old driver says little, and nothing is made up for it', () => {
  expect(recorded('gtx-1070-ti-v10')).toEqual({
    cudaVersion: null,
    eccMode: null,
    eccCorrected: { volatile: null, aggregate: null },
    eccUncorrected: { volatile: null, aggregate: null },
    retiredPages: null,
    retirementPending: null,
    mig: { mode: null, instances: [] },
    processes: [],
  });
});

test('a Blackwell under a driver of 2025 counts rows, and no errors while ECC is off', () => {
  const { cudaVersion, eccCorrected, retiredPages } = recorded('rtx-pro-6000-v13');
  expect(cudaVersion).toBe('13.1');
  expect(eccCorrected).toEqual({ volatile: null, aggregate: null });
  expect(retiredPages).toBe(0);
});

const log = (gpu: string) =>
  `<?xml version="1.0" ?><!DOCTYPE nvidia_smi_log SYSTEM "nvsmi_device_v12.dtd"><nvidia_smi_log><gpu id="0"><uuid>GPU-1</uuid>${gpu}</gpu></nvidia_smi_log>`;

test('errors of old and new cards are summed by kind, and processes are listed with their instance', () => {
  const old = parseGpuDetails(
    log(`<ecc_errors><volatile><single_bit><device_memory>3</device_memory><total>5</total></single_bit>
      <double_bit><total>1</total></double_bit></volatile></ecc_errors>`),
  ).get('GPU-1');
  expect([old?.eccCorrected, old?.eccUncorrected]).toEqual([
    { volatile: 5, aggregate: null },
    { volatile: 1, aggregate: null },
  ]);
  const split = parseGpuDetails(
    log(`<ecc_errors><aggregate><sram_uncorrectable_parity>2</sram_uncorrectable_parity>
      <sram_uncorrectable_secded>3</sram_uncorrectable_secded><dram_uncorrectable>4</dram_uncorrectable></aggregate></ecc_errors>
      <processes><process_info><gpu_instance_id>4</gpu_instance_id><pid>812</pid><type>C</type>
      <process_name>/usr/bin/bun</process_name><used_memory>1024 MiB</used_memory></process_info>
      <process_info><gpu_instance_id>N/A</gpu_instance_id><pid>7</pid><process_name>[Not Found]</process_name>
      <used_memory>N/A</used_memory></process_info></processes>`),
  ).get('GPU-1');
  expect(split?.eccUncorrected.aggregate).toBe(9);
  expect(split?.processes).toEqual([
    { pid: 812, name: '/usr/bin/bun', memoryMb: 1_024, gpuInstance: 4 },
    { pid: 7, name: '', memoryMb: null, gpuInstance: null },
  ]);
});

test('what is no such document is refused, and entities of its own are not expanded', () => {
  expect(() => parseGpuDetails('NVIDIA-SMI has failed')).toThrow();
  expect(() => parseGpuDetails('<html></html>')).toThrow('something else');
  const bomb = `<?xml version="1.0"?><!DOCTYPE nvidia_smi_log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
    <nvidia_smi_log><gpu id="0"><uuid>&b;</uuid></gpu></nvidia_smi_log>`;
  expect(() => parseGpuDetails(bomb)).toThrow('entity');
});
