import { hostname } from 'node:os';
import type { SettingsOf } from '#schemas/config/site-settings';
import { type Said, said } from '#schemas/errors/said';
import type { Tried } from '#schemas/http/saying';
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

/** Sends one message of its own over a line of its own, and says how that went for the administrator. */
export async function tryLine(
  settings: SettingsOf<'audit'>,
  reach: Reach,
  atMs: number,
): Promise<Tried> {
  const target = targetOf(settings);
  if (target === null) return tried(false, said('log_server_none'));
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
    if (hasSpoken) return tried(false, said('log_server_strange', { server: target }));
    return tried(true, said('log_server_tried', { server: target }));
  } catch (error) {
    const about = { server: target, trouble: reasonOf(error) };
    return tried(false, said('log_server_unreachable', about));
  }
}

function tried(sent: boolean, { sentence, reason }: Said): Tried {
  return { sent, says: sentence, reason };
}
