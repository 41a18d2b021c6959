import { connect, createServer, type Server, type Socket } from 'node:net';

/** What the network between two does: carries, cuts all and takes nothing new, or takes all and carries nothing one way or both. */
export type NetworkState = 'carries' | 'cut' | 'hangs' | 'deaf' | 'mute';

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
}

/** A stretch of network that can fail: connections go through it to another port of this machine. */
export class TcpProxy {
  readonly #target: () => number;
  readonly #pairs = new Set<Pair>();
  #server: Server | null = null;
  #state: NetworkState = 'carries';
  port = 0;

  constructor(target: () => number) {
    this.#target = target;
  }

  async start(): Promise<void> {
    const server = createServer((near) => this.#accept(near));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    this.#server = server;
    this.port = (server.address() as { port: number }).port;
  }

  /**
   * `cut`: what is open closes, and nothing new is taken. `hangs`: all stays open and nothing comes through. `deaf`: the near side
   * hears nothing any more and is still heard; `mute` the other way round: as a connection of which one end is gone without a word.
   */
  become(state: NetworkState): void {
    this.#state = state;
    for (const { near, far } of [...this.#pairs]) {
      if (state === 'cut') {
        near.destroy();
        far.destroy();
      } else this.#flow(near, far);
    }
  }

  async stop(): Promise<void> {
    this.become('cut');
    await new Promise<void>((done) => (this.#server ? this.#server.close(() => done()) : done()));
  }

  #accept(near: Socket): void {
    if (this.#state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(this.#target(), '127.0.0.1');
    const pair = { near, far };
    this.#pairs.add(pair);
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => near.write(bytes));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      // What becomes of a connection is said by its close.
      one.on('error', () => one.destroy());
      one.on('close', () => {
        this.#pairs.delete(pair);
        other.destroy();
      });
    }
    this.#flow(near, far);
  }

  #flow(near: Socket, far: Socket): void {
    const [state] = [this.#state];
    if (state === 'hangs' || state === 'mute') near.pause();
    else near.resume();
    if (state === 'hangs' || state === 'deaf') far.pause();
    else far.resume();
  }
}
