import { hostname } from 'node:os';

/** Our private enterprise number is that of examples (RFC 5612), which no product owns. */
const ENTERPRISE = 32473;

export interface SyslogMessage {
  readonly facility: number;
  readonly severity: number;
  readonly atMs: number;
  readonly id: string;
  /** Structured data; null is left out. */
  readonly facts: Readonly<Record<string, string | number | null>>;
  readonly text: string;
}

/** One message of RFC 5424, with its facts as structured data. */
export function syslogText({ facility, severity, atMs, id, facts, text }: SyslogMessage): string {
  const data = Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('');
  const host =
    hostname()
      .replace(/[^\x21-\x7e]/g, '')
      .slice(0, 255) || '-';
  const time = new Date(atMs).toISOString();
  return `<${facility * 8 + severity}>1 ${time} ${host} tremolo ${process.pid} ${id.slice(0, 32)} [tremolo@${ENTERPRISE}${data}] \u{feff}${text}`;
}

/** Framed by its length (RFC 6587, 3.4.1), so that no line end inside can pass for a second message. */
export function framed(message: string): Buffer {
  const bytes = Buffer.from(message, 'utf8');
  return Buffer.concat([Buffer.from(`${bytes.length} `, 'ascii'), bytes]);
}

function escaped(value: string): string {
  return value.replace(/["\\\]]/g, '\\$&').replace(/\p{Cc}/gu, ' ');
}
