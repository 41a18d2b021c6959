import { join } from 'node:path';
import type { HubNotice } from '#schemas/broker/hub-notice';
import type { AgentSettings } from '#schemas/config/agent-settings';
import { tryBroker } from './broker/broker-trial.ts';
import type { Clock } from './clock.ts';
import { CredentialFile } from './config/credential-file.ts';
import { FileExchange } from './files/file-exchange.ts';
import { FileFetcher } from './files/file-fetcher.ts';
import { FileSender } from './files/file-sender.ts';
import { Pace } from './files/pace.ts';
import { CredentialRenewal } from './hub/credential-renewal.ts';
import { addressFrom } from './hub/hub-address.ts';
import { type HubAddress, HubApi } from './hub/hub-api.ts';
import type { Log } from './log.ts';

export interface HubWayParts {
  readonly settings: AgentSettings;
  readonly epoch: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Every connection to the broker is to change over to the credential that is on the disk. */
  readonly changeOver: () => void;
  readonly isInCharge: () => boolean;
  /** Keeps a secret out of the log that people see. */
  readonly hide: (secret: string) => void;
}

/** The agent's way to the hub's API: where it is comes over the broker, files and new credentials over it. */
export interface HubWay {
  readonly files: FileExchange;
  /** What the hub said of itself. */
  told(notice: HubNotice): void;
  stop(): void;
}

export function makeHubWay({
  settings,
  epoch,
  clock,
  log,
  changeOver,
  hide,
  isInCharge,
}: HubWayParts): HubWay {
  const { agentId, broker, dataDir } = settings;
  let address: HubAddress | null = null;
  const file = broker.credentialFile === null ? null : new CredentialFile(broker.credentialFile);
  const given = broker.password === null ? [] : [broker.password];
  const api = new HubApi({
    agentId,
    address: () => address,
    passwords: () => file?.passwords() ?? given,
  });
  const renewal =
    file &&
    new CredentialRenewal({
      api,
      file,
      log,
      changeOver,
      trial: (password) =>
        tryBroker({ ...broker, password, credentialFile: null }, agentId, `${epoch}-renewal`),
      hide,
      isInCharge,
    });
  const { maxMbPerSecond } = settings.files;
  const pace = new Pace({ maxMbPerSecond, clock, sleep: Bun.sleep });
  return {
    files: new FileExchange({
      fetcher: new FileFetcher({
        api,
        models: join(dataDir, 'models'),
        inputs: join(dataDir, 'inputs'),
        pace,
        sleep: Bun.sleep,
      }),
      sender: new FileSender({ api, pace, sleep: Bun.sleep }),
    }),
    told: (notice) => {
      address = addressFrom(notice, broker.url);
      renewal?.told(notice.renewCredential);
    },
    stop: () => renewal?.stop(),
  };
}
