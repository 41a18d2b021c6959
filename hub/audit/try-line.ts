import { hostname } from 'node:os';
import type { SettingsOf } from '#schemas/config/site-settings';
import type { Reach } from '../syslog/reach.ts';
import { framed } from '../syslog/syslog-frame.ts';
import { closed, openLine, reasonOf, type SyslogTarget, written } from '../syslog/syslog-line.ts';

/** So long a try waits for what the other end has to say. */
const CLOSE_MS = 2_000;

/** The log server that is set, as one word; null: none. */
export function targetOf({
  syslogHost,
  syslogPort,
  syslogTls,
}: SettingsOf<'audit'>): string | null {
  return syslogHost === null ? null : `${syslogTls ? 'tls' : 'tcp'}://${syslogHost}:${syslogPort}`;
}

/** The same as it is connected to. */
export function lineTo({
  syslogHost,
  syslogPort,
  syslogTls,
  syslogCa,
}: SettingsOf<'audit'>): SyslogTarget {
  return { host: syslogHost ?? '', port: syslogPort, isTls: syslogTls, ca: syslogCa };
}

/** Sends one message of its own over a line of its own, and says how that went in a sentence for the administrator. */
export async function tryLine(
  settings: SettingsOf<'audit'>,
  reach: Reach,
  atMs: number,
): Promise<{ sent: boolean; says: string }> {
  const target = targetOf(settings);
  if (target === null) return { sent: false, says: 'No log server is set.' };
  try {
    const socket = await openLine(lineTo(settings), reach);
    const time = new Date(atMs).toISOString();
    // Facility 13 (log audit), severity 6 (information).
    const message = `<110>1 ${time} ${hostname()} tremolo ${process.pid} test - \u{feff}This is a test of Tremolo.`;
    let hasSpoken = false;
    socket.on('data', () => {
      hasSpoken = true;
    });
    await written(socket, framed(message));
    await closed(socket, CLOSE_MS);
    // A log server says nothing. What is answered is most often the alert of one that wants TLS.
    if (hasSpoken)
      return { sent: false, says: `${target} answered what no log server does. ${TLS}` };
    return { sent: true, says: `${target} took a test message.` };
  } catch (error) {
    return { sent: false, says: `${target} could not be reached: ${reasonOf(error)}` };
  }
}

const TLS = 'Perhaps it wants the line encrypted, or not.';
