import { z } from 'zod';
import { errorField, type Log } from '../log.ts';
import type { HubApi } from './hub-api.ts';

const RETRY_MS = 30_000;
const CHARGE_MS = 1_000;
const TRIALS = 10;
const TRIAL_EVERY_MS = 300;

const Offered = z.object({ password: z.string().min(20) });

export interface CredentialRenewalOptions {
  readonly api: Pick<HubApi, 'ask'>;
  /** The credential on the disk. */
  readonly file: { offered(password: string): void; taken(password: string): void };
  /** Why the broker does not let this secret in; null when it does. */
  readonly trial: (password: string) => Promise<string | null>;
  /** Every connection is to change over to the secret that is on the disk now. */
  readonly changeOver: () => void;
  /** Of two agents with one name, and perhaps one credential, only the one that works has it replaced. */
  readonly isInCharge: () => boolean;
  /** Keeps a secret out of the log that people see. */
  readonly hide: (secret: string) => void;
  readonly log: Log;
}

/**
 * Has the hub give the agent another secret, tries it, and changes over to it. At every moment what is on the disk lets the agent
 * in: killed anywhere, it goes on with whichever of the two is good.
 */
export class CredentialRenewal {
  readonly #options: CredentialRenewalOptions;
  #isBusy = false;
  #isWanted = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CredentialRenewalOptions) {
    this.#options = options;
  }

  /** What the hub last said: whether the credential is due. */
  told(isWanted: boolean): void {
    this.#isWanted = isWanted;
    if (isWanted) void this.#turn();
  }

  stop(): void {
    this.#isWanted = false;
    clearTimeout(this.#retry);
  }

  async #turn(): Promise<void> {
    if (this.#isBusy || !this.#isWanted) return;
    const { log, isInCharge } = this.#options;
    if (!isInCharge()) {
      this.#again(CHARGE_MS);
      return;
    }
    this.#isBusy = true;
    try {
      await this.#renew();
      log('info', 'the credential was replaced');
      this.#isWanted = false;
    } catch (error) {
      log('warn', 'the credential is not replaced yet', errorField(error));
      this.#again(RETRY_MS);
    } finally {
      this.#isBusy = false;
    }
  }

  #again(afterMs: number): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#turn(), afterMs);
  }

  async #renew(): Promise<void> {
    const { api, file, changeOver, hide } = this.#options;
    const response = await api.ask({ method: 'POST', path: '/api/v1/agent/credential' });
    const { password } = Offered.parse(await response.json());
    hide(password);
    file.offered(password);
    await this.#try(password);
    file.taken(password);
    changeOver();
  }

  /** The first that comes in with it ends the old one. */
  async #try(password: string): Promise<void> {
    let obstacle: string | null = null;
    for (let i = 0; i < TRIALS; i++) {
      obstacle = await this.#options.trial(password);
      if (obstacle === null) return;
      // The broker may not have heard of it yet.
      await Bun.sleep(TRIAL_EVERY_MS);
    }
    throw new Error(`The broker does not take the new secret: ${obstacle}`);
  }
}
