import type { Work, Worked, WorkSignal } from './signal-work.ts';
import type { FromWorker, ToWorker } from './signal-worker.ts';

/** So many answers are kept: those that were not asked for the longest go, as each zoom makes one more. */
const KNOWN_MAX = 64;

interface Waiting {
  readonly resolve: (worked: Worked) => void;
  readonly reject: (error: Error) => void;
}

/** The page's side of the worker: hands signals over once, asks for work, and ends it. */
export class SignalDesk {
  readonly #address: string;
  #worker: Worker | null = null;
  readonly #waiting = new Map<number, Waiting>();
  readonly #known = new Map<string, Promise<Worked>>();
  #nextId = 1;

  constructor(address: string) {
    this.#address = address;
  }

  start(): void {
    const worker = new Worker(this.#address, { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#take(data);
    worker.onerror = () => this.#fail(new Error('The script that computes did not start.'));
    this.#worker = worker;
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#fail(new Error('The analysis was closed.'));
  }

  keep(key: string, signal: WorkSignal): void {
    this.#say({ kind: 'keep', key, signal });
  }

  forget(key: string): void {
    for (const asked of this.#known.keys())
      if (asked.startsWith(`${key} `)) this.#known.delete(asked);
    this.#say({ kind: 'forget', key });
  }

  /** What was computed once is not computed again. */
  ask(key: string, wanted: Work): Promise<Worked> {
    const name = `${key} ${JSON.stringify(wanted)}`;
    const known = this.#known.get(name);
    if (known !== undefined) {
      this.#known.delete(name);
      this.#known.set(name, known);
      return known;
    }
    const id = this.#nextId++;
    const asked = new Promise<Worked>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#say({ kind: 'work', id, key, wanted });
    });
    this.#known.set(name, asked);
    const [oldest] = this.#known.keys();
    if (this.#known.size > KNOWN_MAX) this.#known.delete(oldest);
    asked.catch(() => this.#known.delete(name));
    return asked;
  }

  #say(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  #take(reply: FromWorker): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.ok) waiting?.resolve(reply.worked);
    else waiting?.reject(new Error(reply.message));
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** Where the build put the worker, as the page says it. */
export function workerAddress(page: Document): string {
  const { content } = page.querySelector<HTMLMetaElement>('meta[name="signal-worker"]') ?? {};
  return `/${content ?? ''}`;
}
