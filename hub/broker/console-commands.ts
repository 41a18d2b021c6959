import type { ConsoleCommand } from './console-command.ts';
import {
  credentialAdd,
  credentialList,
  credentialRemove,
  credentialSwitch,
} from './console-credential.ts';
import { mosquittoConfig } from './console-mosquitto.ts';

/** The broker's commands of `bun hub/console.ts`. They work while the hub runs: it sees the change within a second. */
export const BROKER_COMMANDS: readonly ConsoleCommand[] = [
  {
    name: 'credential add',
    usage:
      '--kind sensor|gateway|edge|agent|hub|listener --id ID [--prefix SENSORS-] [--edge-node ID] [--messages-per-second N --bytes-per-second N] [--out FILE]',
    purpose: 'Makes a credential, or renews it; the secret is shown this once.',
    run: credentialAdd,
  },
  {
    name: 'credential list',
    usage: '',
    purpose: 'Lists the credentials, without secrets.',
    run: credentialList,
  },
  {
    name: 'credential remove',
    usage: '--kind KIND --id ID',
    purpose: 'Removes a credential; its clients are disconnected within a second.',
    run: credentialRemove,
  },
  {
    name: 'credential disable',
    usage: '--kind KIND --id ID',
    purpose: 'Keeps a credential out without forgetting it.',
    run: (context) => credentialSwitch(context, false),
  },
  {
    name: 'credential enable',
    usage: '--kind KIND --id ID',
    purpose: 'Lets a disabled credential in again.',
    run: (context) => credentialSwitch(context, true),
  },
  {
    name: 'mosquitto-config',
    usage: '--out DIR [--host HOST] [--port PORT] [--plugin FILE] [--widen-gateways]',
    purpose: 'Writes a configuration for an external Mosquitto with the same clients and rights.',
    run: mosquittoConfig,
  },
];
