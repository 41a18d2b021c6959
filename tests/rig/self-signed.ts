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

/**
 * A certificate for 127.0.0.1 that an authority of the plant has signed; the authority itself is in no file of the hub but
 * `caFile`. Throws where openssl makes none.
 */
export async function signedByPlant(
  folder: string,
): Promise<{ certFile: string; keyFile: string; caFile: string }> {
  const file = (name: string) => join(folder, name);
  const [caFile, caKey, keyFile, request, certFile] = [
    ...['plant-ca.pem', 'plant-ca.key', 'hub.key', 'hub.csr', 'hub.pem'],
  ].map(file);
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const extensions = file('extensions');
  await Bun.write(extensions, 'subjectAltName=IP:127.0.0.1\n');
  const steps = [
    [
      'req',
      '-x509',
      ...curve,
      '-subj',
      '/CN=plant authority',
      '-days',
      '2',
      '-keyout',
      caKey,
      '-out',
      caFile,
    ],
    ['req', ...curve, '-subj', '/CN=hub', '-keyout', keyFile, '-out', request],
    [
      ...['x509', '-req', '-in', request, '-CA', caFile, '-CAkey', caKey, '-CAcreateserial'],
      ...['-days', '2', '-extfile', extensions, '-out', certFile],
    ],
  ];
  for (const step of steps) {
    const made = Bun.spawn([OPENSSL ?? 'openssl', ...step], {
      stdio: ['ignore', 'ignore', 'ignore'],
    });
    if ((await made.exited) !== 0) throw new Error('openssl made no certificate.');
  }
  return { certFile, keyFile, caFile };
}
