import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';

/** An identity provider's key and the certificate that it hands out. */
export interface SamlKey {
  readonly privateKey: string;
  readonly certificate: string;
}

const SHA256_RSA = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b];
const COMMON_NAME = [0x55, 0x04, 0x03];

/** A fresh RSA key with a self-signed X.509 certificate (RFC 5280), made here so that no test depends on a program installed. */
export function makeSamlKey(name: string, { bits = 2_048 } = {}): SamlKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: bits,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  const algorithm = sequence(der(0x06, Buffer.from(SHA256_RSA)), der(0x05, Buffer.alloc(0)));
  const common = sequence(der(0x06, Buffer.from(COMMON_NAME)), der(0x0c, Buffer.from(name)));
  const subject = sequence(der(0x31, common));
  const validity = sequence(utcTime('200101000000Z'), utcTime('491231235959Z'));
  const serial = der(0x02, Buffer.from([1]));
  const body = sequence(serial, algorithm, subject, validity, subject, publicKey);
  const signature = sign('sha256', body, createPrivateKey(privateKey));
  const certificate = sequence(body, algorithm, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').replace(/.{1,64}/g, '$&\n');
  return {
    privateKey,
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`,
  };
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size: number[] = [];
  for (let rest = content.length; rest > 0; rest >>= 8) size.unshift(rest & 0xff);
  const length = content.length < 0x80 ? [content.length] : [0x80 | size.length, ...size];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
const utcTime = (text: string) => der(0x17, Buffer.from(text));
