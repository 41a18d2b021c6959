import type { SettingsOf, SettingsSection } from '#schemas/config/site-settings';

/** A server of the site’s own that the hub speaks to: mail relay, gateway for text messages, log server. */
export interface Server {
  readonly host: string;
  readonly port: number;
}

/** How it stands among the servers that are allowed: small letters, an address of version 6 in brackets. */
export function serverName({ host, port }: Server): string {
  const plain = host
    .trim()
    .toLowerCase()
    .replace(/^\[|\]$/g, '');
  return `${plain.includes(':') ? `[${plain}]` : plain}:${port}`;
}

type Values = Partial<
  Pick<SettingsOf<'mail'>, 'host' | 'port' | 'smsGatewayUrl'> &
    Pick<SettingsOf<'audit'>, 'syslogHost' | 'syslogPort'>
>;

/** The servers that these settings of a section name; of other sections none. */
export function serversSet(section: SettingsSection, values: object): Server[] {
  const { host, port, smsGatewayUrl, syslogHost, syslogPort } = values as Values;
  if (section === 'mail') return [...serverOf(host, port), ...gatewayOf(smsGatewayUrl)];
  return section === 'audit' || section === 'channels' ? serverOf(syslogHost, syslogPort) : [];
}

function serverOf(host: string | null | undefined, port: number | undefined): Server[] {
  return host == null || host.trim() === '' || port === undefined ? [] : [{ host, port }];
}

function gatewayOf(url: string | null | undefined): Server[] {
  if (url == null || !URL.canParse(url)) return [];
  return [serverOfUrl(new URL(url))];
}

/** Where an address of the web is answered. */
export function serverOfUrl({ hostname, port, protocol }: URL): Server {
  const host = hostname.replace(/^\[|\]$/g, '');
  return { host, port: Number(port) || (protocol === 'https:' ? 443 : 80) };
}
