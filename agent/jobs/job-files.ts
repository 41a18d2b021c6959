import { refused } from '#schemas/errors/refused';
import { type ErrorCode, type Reason, TremoloError } from '#schemas/errors/tremolo-error';
import type { FileFacts, FileKind } from '#schemas/http/agent-files';

/** How much of a file is there, of how much. */
export type OnBytes = (have: number, of: number) => void;

/** Files that a job needs of the hub, or hands in: its agent fetches and sends them, for a job does not know the credential. */
export interface JobFiles {
  /** The file on this machine, whole and right. Throws `not_found`, `hub_unreachable`, `file_damaged`. */
  fetch(
    sha256: string,
    onBytes?: OnBytes,
  ): Promise<{ path: string; bytes: number; wasThere: boolean }>;
  /** Hands a file in; the hub has it when this resolves. Throws `hub_unreachable`, `storage_full` and what else the hub says. */
  deliver(path: string, kind: FileKind, onBytes?: OnBytes): Promise<FileFacts>;
  /** What this job has handed in so far, in this attempt or an earlier one, on whichever agent: the newest first. */
  ofJob(): Promise<FileFacts[]>;
}

/** What a job asks of its agent. */
export type FileAsk =
  | { readonly what: 'fetch'; readonly sha256: string }
  | { readonly what: 'deliver'; readonly path: string; readonly fileKind: FileKind }
  | { readonly what: 'ofJob' };

/** What the agent answers: how far it is, and once how it ended. */
export type FileAnswer =
  | { readonly is: 'bytes'; readonly have: number; readonly of: number }
  | { readonly is: 'done'; readonly value: unknown }
  | {
      readonly is: 'failed';
      readonly code: ErrorCode;
      readonly sentence: string;
      readonly reason: Reason | null;
    };

interface Open {
  readonly onBytes: OnBytes;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The job's side: asks, and waits for the answer. */
export class AskedFiles implements JobFiles {
  readonly #send: (number: number, ask: FileAsk) => void;
  readonly #open = new Map<number, Open>();
  #number = 0;

  constructor(send: (number: number, ask: FileAsk) => void) {
    this.#send = send;
  }

  fetch(sha256: string, onBytes: OnBytes = () => undefined) {
    type Fetched = Awaited<ReturnType<JobFiles['fetch']>>;
    return this.#ask({ what: 'fetch', sha256 }, onBytes) as Promise<Fetched>;
  }

  deliver(path: string, fileKind: FileKind, onBytes: OnBytes = () => undefined) {
    return this.#ask({ what: 'deliver', path, fileKind }, onBytes) as Promise<FileFacts>;
  }

  ofJob() {
    return this.#ask({ what: 'ofJob' }, () => undefined) as Promise<FileFacts[]>;
  }

  hear(number: number, answer: FileAnswer): void {
    const open = this.#open.get(number);
    if (open === undefined) return;
    if (answer.is === 'bytes') {
      open.onBytes(answer.have, answer.of);
      return;
    }
    this.#open.delete(number);
    if (answer.is === 'done') open.resolve(answer.value);
    else open.reject(errorOf(answer));
  }

  #ask(ask: FileAsk, onBytes: OnBytes): Promise<unknown> {
    const number = ++this.#number;
    return new Promise((resolve, reject) => {
      this.#open.set(number, { onBytes, resolve, reject });
      this.#send(number, ask);
    });
  }
}

/** The agent's side: does what one job asks, and tells how it goes. */
export async function answerFileAsk(
  ask: FileAsk,
  files: JobFiles,
  say: (answer: FileAnswer) => void,
): Promise<void> {
  const onBytes: OnBytes = (have, of) => say({ is: 'bytes', have, of });
  try {
    if (ask.what === 'fetch') say({ is: 'done', value: await files.fetch(ask.sha256, onBytes) });
    else if (ask.what === 'deliver')
      say({ is: 'done', value: await files.deliver(ask.path, ask.fileKind, onBytes) });
    else say({ is: 'done', value: await files.ofJob() });
  } catch (error) {
    const isOurs = error instanceof TremoloError;
    const { code, message, reason } = isOurs ? error : refused('agent_file_failed');
    say({ is: 'failed', code, sentence: message, reason });
  }
}

function errorOf({ code, sentence, reason }: Extract<FileAnswer, { is: 'failed' }>): TremoloError {
  return new TremoloError(code, sentence, reason === null ? {} : { reason });
}
