import { toString as qrCode } from 'qrcode';
import { refused } from '#schemas/errors/refused';
import type { SecondFactorMethod } from '#schemas/http/access';
import type { FactorState, TotpSetup } from '#schemas/http/factors';
import type { UserId } from '#schemas/ids/ids';
import type { Actor } from '../store/actor.ts';
import type { Lockout } from './lockout.ts';
import type { Passwords } from './passwords.ts';
import type { Reauthentication } from './reauthentication.ts';
import type { MessageMethod, Method, SecondFactors } from './second-factors.ts';
import { TooSoonError } from './too-soon-error.ts';
import type { TotpFactor } from './totp-factor.ts';

interface Owner {
  readonly name: string;
  readonly email: string | null;
  readonly emailVerifiedMs: number | null;
}

export interface OwnFactorDeps {
  readonly secondFactors: SecondFactors;
  readonly totp: TotpFactor;
  readonly passwords: Passwords;
  readonly lockout: Lockout;
  readonly reauthentication: Reauthentication;
  readonly ownerOf: (userId: UserId) => Owner | null;
  readonly siteName: () => string;
  readonly allowed: () => readonly MessageMethod[];
  /** Whether the site’s policy demands a second factor of this person. */
  readonly isRequired: (userId: UserId) => boolean;
}

type Where = { readonly method: 'email' } | { readonly method: 'sms'; readonly number: string };

/** What a person does with the own second factors: each step that could help a thief asks for the password again. */
export class OwnFactors {
  readonly #deps: OwnFactorDeps;

  constructor(deps: OwnFactorDeps) {
    this.#deps = deps;
  }

  async state(userId: UserId): Promise<FactorState> {
    const { secondFactors, passwords, allowed, isRequired } = this.#deps;
    const methods = await secondFactors.own(userId);
    return {
      methods: methods.map((own) => ({ ...own, target: own.target && hidden(own.target) })),
      backupCodesLeft: await secondFactors.backupCodesLeft(userId),
      available: ['totp', ...allowed()],
      isRequired: isRequired(userId),
      hasPassword: await passwords.has(userId),
    };
  }

  /** A fresh seed, with its picture. Throws `proof_wrong`; `conflict` when there is an app in force. */
  async beginTotp(userId: UserId, password: string | null, actor: Actor): Promise<TotpSetup> {
    const { reauthentication, secondFactors, totp, siteName } = this.#deps;
    await reauthentication.password(userId, password, actor);
    if (secondFactors.methodsOf(userId).includes('totp')) {
      throw refused('totp_there');
    }
    const account = this.#owner(userId).name;
    // A colon parts site and account in the address (Google’s key URI format).
    const label = { account: account.replaceAll(':', ' '), site: siteName().replaceAll(':', ' ') };
    const { secret, uri } = await totp.begin(userId, label);
    const qrSvg = await qrCode(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
    return { secret, uri, qrSvg };
  }

  confirmTotp(userId: UserId, code: string, actor: Actor) {
    const { reauthentication, secondFactors } = this.#deps;
    return reauthentication.attempt(userId, 'totp', actor, () =>
      secondFactors.confirmTotp(userId, code, actor),
    );
  }

  /** Sends a code there. Throws `proof_wrong`; `conflict` when it cannot be sent there. Returns where, mostly hidden. */
  async beginMessages(
    userId: UserId,
    { password, ...where }: Where & { password: string | null },
    actor: Actor,
  ): Promise<string> {
    await this.#deps.reauthentication.password(userId, password, actor);
    const target = this.#targetOf(userId, where);
    this.#countSending(userId);
    if (!(await this.#deps.secondFactors.beginMessages(userId, where.method, target))) {
      throw refused('no_such_codes');
    }
    return hidden(target);
  }

  confirmMessages(userId: UserId, { code, ...where }: Where & { code: string }, actor: Actor) {
    const { reauthentication, secondFactors } = this.#deps;
    const given = { method: where.method, target: this.#targetOf(userId, where), code };
    return reauthentication.attempt(userId, where.method, actor, () =>
      secondFactors.confirmMessages(userId, given, actor),
    );
  }

  /** Sends a code with which something can be removed. Throws `conflict` when the person has no such method. */
  async sendCode(userId: UserId, method: MessageMethod): Promise<void> {
    this.#countSending(userId);
    if (await this.#deps.secondFactors.sendCode(userId, method, `again ${userId}`)) return;
    throw refused('factor_not_there');
  }

  async renewBackupCodes(userId: UserId, password: string | null, actor: Actor): Promise<string[]> {
    const { reauthentication, secondFactors } = this.#deps;
    await reauthentication.password(userId, password, actor);
    if (secondFactors.methodsOf(userId).length > 0) {
      return secondFactors.renewBackupCodes(userId, actor);
    }
    throw refused('factor_missing');
  }

  /** Throws `proof_wrong`, `not_found`; `conflict` when it is the last one and the site demands one. */
  async remove(
    userId: UserId,
    asked: {
      method: Method;
      password: string | null;
      proof: { method: SecondFactorMethod; code: string };
    },
    actor: Actor,
  ): Promise<void> {
    const { reauthentication, secondFactors, isRequired } = this.#deps;
    const { method } = asked;
    const own = await secondFactors.own(userId);
    if (!own.some((one) => one.method === method)) {
      throw refused('factor_unknown');
    }
    const keepOne = isRequired(userId);
    const usable = secondFactors.methodsOf(userId).filter((one) => one !== 'backup');
    if (keepOne && usable.every((one) => one === method)) refuseLast();
    await reauthentication.password(userId, asked.password, actor);
    await reauthentication.code(userId, asked.proof, actor);
    if (!(await secondFactors.remove(userId, method, { keepOne }, actor))) refuseLast();
  }

  #owner(userId: UserId): Owner {
    const owner = this.#deps.ownerOf(userId);
    if (owner === null) throw refused('account_unknown');
    return owner;
  }

  /** Letters go to the account’s own address, and only once it is confirmed. */
  #targetOf(userId: UserId, where: Where): string {
    if (where.method === 'sms') return where.number;
    const { email, emailVerifiedMs } = this.#owner(userId);
    if (email !== null && emailVerifiedMs !== null) return email;
    throw refused('email_unconfirmed');
  }

  /** Messages cost money and patience: they get slower as wrong codes do. */
  #countSending(userId: UserId): void {
    const { lockout } = this.#deps;
    const subjects = [`send again ${userId}`];
    const waitMs = lockout.waitMs(subjects);
    if (waitMs > 0) throw new TooSoonError(Math.ceil(waitMs / 1_000));
    lockout.failed(subjects);
  }
}

function refuseLast(): never {
  throw refused('factor_last');
}

/** Enough of an address or number to know it again: `a…@example.org`, `…67`. */
function hidden(target: string): string {
  const at = target.indexOf('@');
  return at < 0 ? `…${target.slice(-2)}` : `${target.slice(0, 1)}…${target.slice(at)}`;
}
