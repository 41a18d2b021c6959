import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { importJWK, jwtVerify } from 'jose';
import { HttpReceiver, type TakenRequest } from './http-receiver.ts';

/** A push service of the tests with one browser behind it, which decrypts as browsers do (RFC 8291). */
export class PushService {
  readonly receiver: HttpReceiver;
  readonly #ecdh = createECDH('prime256v1');
  readonly #auth = randomBytes(16);

  private constructor(receiver: HttpReceiver) {
    this.receiver = receiver;
    this.#ecdh.generateKeys();
    receiver.answer = () => ({ status: 201 });
  }

  static async start(): Promise<PushService> {
    return new PushService(await HttpReceiver.start());
  }

  /** What the browser hands to a page. */
  subscription(name = 'one') {
    return {
      endpoint: `${this.receiver.url}/push/${name}`,
      keys: {
        p256dh: this.#ecdh.getPublicKey('base64url'),
        auth: this.#auth.toString('base64url'),
      },
    };
  }

  /** The message as the browser reads it. Throws for one that is not meant for it or was altered. */
  opened({ body }: TakenRequest): Record<string, unknown> {
    const salt = body.subarray(0, 16);
    const keyLength = body[20];
    const senderKey = body.subarray(21, 21 + keyLength);
    const sealed = body.subarray(21 + keyLength);
    const own = this.#ecdh.getPublicKey();
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), own, senderKey]);
    const derive = (secret: Buffer, with_: Buffer, what: Buffer, bytes: number) =>
      Buffer.from(hkdfSync('sha256', secret, with_, what, bytes));
    const secret = derive(this.#ecdh.computeSecret(senderKey), this.#auth, info, 32);
    const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
    const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
    const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    if (plain.at(-1) !== 2) throw new Error('The record does not end as the last one does.');
    return JSON.parse(plain.subarray(0, -1).toString('utf8'));
  }

  /** What the sender proved of itself, checked with the key that it names (RFC 8292). */
  async sender({ headers }: TakenRequest, nowMs: number) {
    const [, token = '', key = ''] =
      /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? [];
    const point = Buffer.from(key, 'base64url');
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    };
    const { payload } = await jwtVerify(token, await importJWK(jwk, 'ES256'), {
      currentDate: new Date(nowMs),
    });
    return { key, ...payload };
  }

  stop(): Promise<void> {
    return this.receiver.stop();
  }
}
