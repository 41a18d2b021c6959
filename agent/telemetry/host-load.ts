import { cpus, freemem, totalmem } from 'node:os';

/** How busy the whole machine is, between one call and the next. */
export class HostLoad {
  #last = times();

  /** Busy share of all cores since the last call and used share of the memory, each 0…1. */
  read(): { cpuShare: number; memoryUsedShare: number } {
    const { busy, total } = times();
    const elapsed = total - this.#last.total;
    const cpuShare = elapsed > 0 ? (busy - this.#last.busy) / elapsed : 0;
    this.#last = { busy, total };
    return { cpuShare: clamp(cpuShare), memoryUsedShare: clamp(1 - freemem() / totalmem()) };
  }
}

function times(): { busy: number; total: number } {
  let busy = 0;
  let idle = 0;
  for (const { times: t } of cpus()) {
    busy += t.user + t.nice + t.sys + t.irq;
    idle += t.idle;
  }
  return { busy, total: busy + idle };
}

/** The kernel's counters are read one after the other and need not add up to the tick. */
function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
