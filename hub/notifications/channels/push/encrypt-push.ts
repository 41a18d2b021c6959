import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

/** What a browser gave: where it is reached, and the keys that only it can open messages with. */
export interface PushSubscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

const RECORD_BYTES = 4_096;

/** For tests only: what is else drawn anew for each message. */
export interface Drawn {
  readonly privateKey: Buffer;
  readonly salt: Buffer;
}

/**
 * Encrypts a message for one browser (RFC 8291, aes128gcm of RFC 8188): the service of its maker that carries it cannot read it.
 * At most 3993 bytes; throws for keys that are none.
 */
export function encryptPush(
  text: string,
  { p256dh, auth }: PushSubscription['keys'],
  drawn?: Drawn,
): Buffer {
  const browserKey = Buffer.from(p256dh, 'base64url');
  const ecdh = createECDH('prime256v1');
  if (drawn === undefined) ecdh.generateKeys();
  else ecdh.setPrivateKey(drawn.privateKey);
  const ownKey = ecdh.getPublicKey();
  const salt = drawn?.salt ?? randomBytes(16);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browserKey, ownKey]);
  const secret = derived(ecdh.computeSecret(browserKey), Buffer.from(auth, 'base64url'), info, 32);
  const key = derived(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derived(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  // 2 ends the last record: there is only one.
  const sealed = Buffer.concat([
    cipher.update(text, 'utf8'),
    cipher.update(Buffer.from([2])),
    cipher.final(),
  ]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(RECORD_BYTES);
  head[4] = ownKey.length;
  return Buffer.concat([salt, head, ownKey, sealed, cipher.getAuthTag()]);
}

function derived(secret: Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));
}
