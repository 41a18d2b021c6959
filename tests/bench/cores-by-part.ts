import type { PlantRig } from '../rig/plant-rig.ts';
import { cpuSeconds, rssMb } from '../rig/process-stats.ts';

/** Which processes a bench runs, and what processor time each takes. */
export class CoresByPart {
  readonly #pids: Record<string, number[]>;
  #before: Record<string, number> = {};
  #sinceMs = 0;

  constructor(rig: PlantRig, loadPid: number) {
    const [agent] = rig.agents;
    this.#pids = {
      hub: [rig.hub.pid],
      broker: [rig.brokerPid()],
      agent: [agent.pid, ...rig.lanePids(agent)],
      sensors: [process.pid],
      load: [loadPid],
    };
  }

  begin(): void {
    this.#before = this.#now();
    this.#sinceMs = performance.now();
  }

  /** A line for each part: cores since `begin`, and memory. */
  lines(): string[] {
    const seconds = (performance.now() - this.#sinceMs) / 1_000;
    return Object.entries(this.#now()).map(([part, cpu]) => {
      const cores = (cpu - this.#before[part]) / seconds;
      const memory = this.#pids[part].reduce((sum, pid) => sum + (rssMb(pid) ?? 0), 0);
      return `${part}: ${cores.toFixed(2)} cores, ${Math.round(memory)} MB`;
    });
  }

  /** Processor time of one part since `begin`. */
  secondsOf(part: string): number {
    return this.#now()[part] - this.#before[part];
  }

  #now(): Record<string, number> {
    const sum = (pids: number[]) => pids.reduce((total, pid) => total + (cpuSeconds(pid) ?? 0), 0);
    return Object.fromEntries(Object.entries(this.#pids).map(([part, pids]) => [part, sum(pids)]));
  }
}
