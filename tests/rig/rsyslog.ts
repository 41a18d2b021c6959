import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { eventually } from './plant-rig.ts';

const BINARY = Bun.which('rsyslogd') ?? Bun.which('rsyslogd', { PATH: '/usr/sbin:/sbin' });

/** Why no log server can be started here; null: one can. */
export function rsyslogAbsent(): string | null {
  return BINARY === null ? 'the program rsyslogd is not installed' : null;
}

/** One message as rsyslog understood it: its header by the parts of RFC 5424, and its structured data. */
export interface TakenMessage {
  readonly pri: string;
  readonly version: string;
  readonly time: string;
  readonly host: string;
  readonly app: string;
  readonly process: string;
  readonly id: string;
  readonly text: string;
  readonly facts: Readonly<Record<string, string>>;
}

export interface RsyslogOptions {
  readonly folder: string;
  /** PEM files of its certificate, its key and the authority: it speaks TLS only. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca: string };
}

/** A real rsyslog on loopback that writes each message as a line of JSON. It can be killed and started again on its port. */
export class Rsyslog {
  readonly #options: RsyslogOptions;
  #child: Bun.Subprocess | null = null;
  port = 0;

  constructor(options: RsyslogOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { folder } = this.#options;
    mkdirSync(folder, { recursive: true });
    const [config, portFile, pidFile] = ['rsyslog.conf', 'port', 'pid'].map((name) =>
      join(folder, name),
    );
    // A killed one leaves both behind, and the next would not start.
    for (const file of [portFile, pidFile]) rmSync(file, { force: true });
    writeFileSync(config, this.#config(portFile));
    this.#child = Bun.spawn([BINARY ?? 'rsyslogd', '-n', '-f', config, '-i', pidFile], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (this.port === 0) {
      const port = async () => existsSync(portFile) && Number(readFileSync(portFile, 'utf8'));
      this.port = (await eventually(port, 10_000, 'rsyslog says its port')) || 0;
    }
    // It writes the file only where it chose the port itself.
    await eventually(() => isOpen(this.port), 10_000, 'rsyslog listens');
  }

  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.#child?.kill(signal);
    await this.#child?.exited;
    this.#child = null;
  }

  /** All messages so far, in the order of coming. */
  taken(): TakenMessage[] {
    const path = join(this.#options.folder, 'taken.jsonl');
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => {
      const { data, ...message } = JSON.parse(line);
      return { ...message, facts: data?.['rfc5424-sd']?.['tremolo@32473'] ?? {} };
    });
  }

  #config(portFile: string): string {
    const { folder, tls } = this.#options;
    const secure =
      tls &&
      `global(defaultNetstreamDriver="gtls" defaultNetstreamDriverCAFile="${tls.ca}"
        defaultNetstreamDriverCertFile="${tls.cert}" defaultNetstreamDriverKeyFile="${tls.key}")`;
    const driver = tls
      ? 'streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="anon"'
      : '';
    const parts = {
      pri: 'pri',
      version: 'protocol-version',
      time: 'timereported" dateFormat="rfc3339',
      host: 'hostname',
      app: 'app-name',
      process: 'procid',
      id: 'msgid',
      text: 'msg',
    };
    const properties = Object.entries(parts).map(
      ([name, property]) =>
        `property(outname="${name}" name="${property}" format="jsonf") constant(value=",")`,
    );
    return `${secure ?? ''}
      global(workDirectory="${folder}")
      module(load="imtcp" ${driver})
      module(load="mmpstrucdata")
      template(name="taken" type="list") {
        constant(value="{") ${properties.join(' ')}
        constant(value="\\"data\\":") property(name="$!all-json") constant(value="}\\n")
      }
      input(type="imtcp" port="${this.port}" address="127.0.0.1" listenPortFileName="${portFile}")
      action(type="mmpstrucdata" sd_name.lowercase="off")
      action(type="omfile" file="${join(folder, 'taken.jsonl')}" template="taken")
    `;
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.end(() => done(true)));
    socket.once('error', () => done(false));
  });
}
