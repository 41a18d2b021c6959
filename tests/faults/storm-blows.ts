import type { Random } from '#signal/synth/random';
import type { Child } from '../rig/child.ts';
import type { PlantRig } from '../rig/plant-rig.ts';
import { childrenOf, commandOf } from '../rig/process-stats.ts';
import type { NetworkState, TcpProxy } from '../rig/tcp-proxy.ts';

/** Often what is struck most in a plant. */
const BLOWS = [
  ...['job', 'job', 'job', 'agent', 'agent', 'broker'],
  ...['frozen', 'lane', 'hub', 'network', 'network'],
] as const;
const FAILURES: readonly NetworkState[] = ['cut', 'hangs', 'deaf', 'mute'];

export interface StormBlowsDeps {
  readonly rig: PlantRig;
  /** The network of each agent, in the order of the agents. */
  readonly networks: readonly TcpProxy[];
  readonly random: Random;
  readonly say: (words: string) => void;
}

/** Strikes the processes of a plant, and the network between them, one after the other. */
export class StormBlows {
  readonly struck: Record<string, number> = {};
  readonly #deps: StormBlowsDeps;

  constructor(deps: StormBlowsDeps) {
    this.#deps = deps;
  }

  /** A blow after a moment; resolves when what was struck is there again. */
  async next(): Promise<void> {
    const { random } = this.#deps;
    await Bun.sleep(random.integer(100, 1_200));
    const name = random.pick(BLOWS);
    if (name === 'hub') await this.#killHub();
    else if (name === 'agent') await this.#killAgent();
    else if (name === 'frozen') await this.#freeze();
    else if (name === 'network') await this.#failNetwork();
    else if (name === 'broker') this.#kill('broker', this.#brokerPid());
    else if (name === 'lane') this.#kill('lane', this.#child('lane-main'));
    else this.killJob();
  }

  /** Kills the process of some job, if there is one. */
  killJob(): void {
    this.#kill('job', this.#child('job-main'));
  }

  async #killHub(): Promise<void> {
    const { rig, random } = this.#deps;
    this.#count('hub');
    await rig.hub.kill();
    await Bun.sleep(random.integer(0, 500));
    await rig.startHub();
  }

  async #killAgent(): Promise<void> {
    this.#count('agent');
    const agent = this.#anAgent();
    await agent.kill();
    await Bun.sleep(this.#deps.random.integer(0, 800));
    await agent.start();
  }

  /** It says nothing, and its jobs go on; longer than a lease, at times. */
  async #freeze(): Promise<void> {
    const { pid } = this.#anAgent();
    this.#count('frozen');
    process.kill(pid, 'SIGSTOP');
    await Bun.sleep(this.#deps.random.integer(200, 4_500));
    process.kill(pid, 'SIGCONT');
  }

  /** Agent and lanes run on and do not reach the broker, or are not reached; longer than a lease, at times. */
  async #failNetwork(): Promise<void> {
    const { networks, random } = this.#deps;
    const failure = random.pick(FAILURES);
    const network = random.pick(networks);
    this.#count(`network ${failure}`);
    network.become(failure);
    await Bun.sleep(random.integer(200, 5_000));
    // What one end has given up closes for the other when packets go through again.
    if (failure !== 'cut' && random.uniform() < 0.5) network.become('cut');
    network.become('carries');
  }

  #anAgent(): Child {
    return this.#deps.random.pick(this.#deps.rig.agents);
  }

  #brokerPid(): number | null {
    const { hub } = this.#deps.rig;
    return childrenOf(hub.pid).find((pid) => commandOf(pid).includes('broker')) ?? null;
  }

  #child(word: string): number | null {
    const found = childrenOf(this.#anAgent().pid).filter((pid) => commandOf(pid).includes(word));
    return found.length === 0 ? null : this.#deps.random.pick(found);
  }

  #kill(what: string, pid: number | null): void {
    if (pid === null) return;
    try {
      process.kill(pid, 'SIGKILL');
      this.#count(what);
    } catch (error) {
      // It ended just now by itself.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  #count(what: string): void {
    this.struck[what] = (this.struck[what] ?? 0) + 1;
    this.#deps.say(what);
  }
}
