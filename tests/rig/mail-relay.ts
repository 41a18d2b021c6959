import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { Heard } from '../hub/plant-box.ts';

/** A letter as the relay took it. */
export interface TakenLetter {
  readonly from: string;
  readonly to: readonly string[];
  /** Header lines, unfolded, by their names in small letters; repeated ones joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly overTls: boolean;
  readonly user: string | null;
}

export interface RelayOptions {
  readonly tls?: { key: string; cert: string };
  /** Demands this login. */
  readonly login?: { user: string; password: string };
  /** Why a receiver is refused, with the SMTP status; null: it is taken. */
  readonly refuse?: (to: string) => { status: number; says: string } | null;
}

/** A real SMTP server on a free port of this machine that keeps what it takes. */
export class MailRelay {
  readonly letters = new Heard<TakenLetter>();
  /** Connections so far. */
  connections = 0;
  readonly #server: SMTPServer;

  private constructor(options: RelayOptions) {
    this.#server = new SMTPServer({
      ...smtpOptions(options),
      onConnect: (_session, done) => {
        this.connections++;
        done();
      },
      onRcptTo: ({ address }, _session, done) => {
        const refusal = options.refuse?.(address) ?? null;
        if (refusal === null) return done();
        done(Object.assign(new Error(refusal.says), { responseCode: refusal.status }));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          this.letters.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            ...partsOf(Buffer.concat(chunks).toString('utf8')),
            overTls: session.secure,
            user: (session.user as string | undefined) ?? null,
          });
          done();
        });
      },
    });
    // A client that hangs up in the middle is what some tests are about.
    this.#server.on('error', () => undefined);
  }

  static async start(options: RelayOptions = {}): Promise<MailRelay> {
    const relay = new MailRelay(options);
    await new Promise<void>((done) => relay.#server.listen(0, '127.0.0.1', done));
    return relay;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  /** The mail settings of a site that uses this relay without TLS. */
  get settings() {
    return {
      host: '127.0.0.1',
      port: this.port,
      security: 'none',
      from: 'tremolo@plant.example',
    } as const;
  }

  /** The next letter to an address about something, come or to come. */
  letterTo(address: string, subject: RegExp): Promise<TakenLetter> {
    return this.letters.first(
      ({ to, headers }) => to.includes(address) && subject.test(headers.subject ?? ''),
    );
  }

  async stop(): Promise<void> {
    await new Promise<void>((done) => this.#server.close(() => done()));
  }
}

function smtpOptions({ tls, login }: RelayOptions): SMTPServerOptions {
  return {
    ...(tls === undefined ? { disabledCommands: ['STARTTLS'] } : tls),
    authOptional: login === undefined,
    // Without TLS a login is only taken where a test asks for it.
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) => {
      if (username === login?.user && password === login?.password) {
        return done(null, { user: username });
      }
      done(new Error('user or password is wrong'));
    },
  };
}

/** The token of the link in a letter. */
export function tokenIn(letter: TakenLetter): string {
  return /#token=([\w-]+)/.exec(letter.text)?.[1] ?? '';
}

/** The six digits in a letter. */
export function codeIn(text: string): string {
  return /\b(\d{6})\b/.exec(text)?.[1] ?? '';
}

function partsOf(raw: string): Pick<TakenLetter, 'headers' | 'text'> {
  const at = raw.indexOf('\r\n\r\n');
  const headers: Record<string, string> = {};
  for (const line of raw
    .slice(0, at)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    const key = name.toLowerCase();
    headers[key] = key in headers ? `${headers[key]}, ${value}` : value;
  }
  const body = raw.slice(at + 4);
  const isQuoted = headers['content-transfer-encoding'] === 'quoted-printable';
  return { headers, text: isQuoted ? unquoted(body) : body };
}

function unquoted(body: string): string {
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
