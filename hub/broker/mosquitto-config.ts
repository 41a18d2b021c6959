import {
  filterOf,
  hasPrefix,
  publishRights,
  subscribeRights,
  type TopicRight,
} from './access-rules.ts';
import type { CredentialRow } from './credential-row.ts';

export interface MosquittoOptions {
  host: string;
  port: number;
  /** Where Mosquitto's package put `mosquitto_dynamic_security.so`. */
  pluginPath: string;
  /** Where the security file will lie for Mosquitto. */
  securityPath: string;
  maxPacketBytes: number;
}

/** The hub's assignments are the largest packets: Mosquitto has one limit for all. */
const HUB_PACKET_BYTES = 16 * 1024 * 1024;

/**
 * The clients with their rights as Mosquitto's dynamic security plug-in reads them (Mosquitto 2.0). Not its password
 * file: that ends a name at the first colon, and our names have one. The plug-in also answers a refused subscription
 * with 128, as the embedded broker does. Mosquitto cannot confine a client to a prefix of ids: a gateway is left without
 * rights, unless `widenGateways` lets it publish for every sensor.
 */
export function dynamicSecurity(rows: readonly CredentialRow[], widenGateways: boolean): string {
  const clients = rows.map((row) => ({
    username: row.username,
    disabled: !row.enabled,
    password: row.pbkdf2.hash,
    salt: row.pbkdf2.salt,
    iterations: row.pbkdf2.iterations,
    roles: [{ rolename: row.username }],
  }));
  const roles = rows.map((row) => ({ rolename: row.username, acls: acls(row, widenGateways) }));
  const defaultACLAccess = {
    publishClientSend: false,
    publishClientReceive: false,
    subscribe: false,
    unsubscribe: true,
  };
  return `${JSON.stringify({ defaultACLAccess, clients, groups: [], roles }, null, 2)}\n`;
}

/** The rows that Mosquitto cannot confine as the embedded broker does. */
export function unconfinable(rows: readonly CredentialRow[]): CredentialRow[] {
  return rows.filter((row) => publishRights(row).some(hasPrefix));
}

/** `mosquitto.conf` for these clients. */
export function mosquittoConf(options: MosquittoOptions): string {
  return `# Tremolo's clients and their rights, made from the same table as the embedded broker's.
per_listener_settings false
allow_anonymous false
plugin ${options.pluginPath}
plugin_opt_config_file ${options.securityPath}
listener ${options.port} ${options.host}
# No topic of Tremolo uses QoS 2.
max_qos 1
max_packet_size ${Math.max(options.maxPacketBytes, HUB_PACKET_BYTES)}
# Every client publishes its retained messages again when it connects: nothing needs to be on this disk.
persistence false
`;
}

function acls(row: CredentialRow, widenGateways: boolean): object[] {
  const allow = (acltype: string) => (right: TopicRight) => ({
    acltype,
    topic: filterOf(right),
    allow: true,
  });
  const publish = publishRights(row).filter((right) => widenGateways || !hasPrefix(right));
  const subscribe = subscribeRights(row);
  return [
    ...publish.map(allow('publishClientSend')),
    ...subscribe.map(allow('subscribePattern')),
    ...subscribe.map(allow('publishClientReceive')),
  ];
}
