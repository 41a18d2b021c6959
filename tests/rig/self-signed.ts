import { join } from 'node:path';

export const OPENSSL = Bun.which('openssl');

/** A certificate of its own authority for 127.0.0.1, good for two days. Throws where openssl does not make one. */
export async function selfSigned(folder: string): Promise<{ certFile: string; keyFile: string }> {
  const certFile = join(folder, 'cert.pem');
  const keyFile = join(folder, 'key.pem');
  const made = Bun.spawn(
    [
      OPENSSL ?? 'openssl',
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-subj', '/CN=plant', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'],
      ...['-keyout', keyFile, '-out', certFile],
    ],
    { stdio: ['ignore', 'ignore', 'ignore'] },
  );
  if ((await made.exited) !== 0) throw new Error('openssl made no certificate.');
  return { certFile, keyFile };
}
