import type { SettingsOf, SettingsSection } from '#schemas/config/site-settings';

type Servers = Pick<SettingsOf<'mail'>, 'host' | 'port' | 'smsGatewayUrl'> &
  Pick<SettingsOf<'audit'>, 'syslogHost' | 'syslogPort'>;

/** A host with its port as it stands among the servers that are allowed: small letters, an address of version 6 in brackets. */
export function serverName(host: string, port: number): string {
  const plain = host.trim().toLowerCase().replace(/^\[|\]$/g, '');
  return `${plain.includes(':') ? `[${plain}]` : plain}:${port}`;
}

/** Mail relay, gateway and log servers that these settings of a section name, each with its port; of other sections none. */
export function serversSet(section: SettingsSection, values: object): string[] {
  const { host, port, smsGatewayUrl, syslogHost, syslogPort } = values as Partial<Servers>;
  if (section === 'mail') {
    const relay = host == null || port === undefined ? [] : [serverName(host, port)];
    return [...relay, ...gatewayOf(smsGatewayUrl ?? null)];
  }
  if (section !== 'audit' && section !== 'channels') return [];
  return syslogHost == null || syslogPort === undefined ? [] : [serverName(syslogHost, syslogPort)];
}

function gatewayOf(url: string | null): string[] {
  if (url === null || !URL.canParse(url)) return [];
  const { hostname, port, protocol } = new URL(url);
  return [serverName(hostname, Number(port) || (protocol === 'https:' ? 443 : 80))];
}
