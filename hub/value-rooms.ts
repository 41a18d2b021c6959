/** The rooms of values beside the vibration, put together. */

import type { HubSettings } from '#schemas/config/hub-settings';
import type { Clock } from './clock.ts';
import type { Complaints } from './health/complaints.ts';
import type { HubLosses } from './health/hub-losses.ts';
import { ProcessValues } from './process-values/process-values.ts';
import { SpeedsApplied } from './process-values/speeds-applied.ts';
import { ValueReader } from './process-values/value-reader.ts';
import type { ValueRecord } from './process-values/value-record.ts';
import { keptDaysOf } from './results/retention.ts';
import { SparkplugHost } from './sparkplug/sparkplug-host.ts';
import type { Store } from './store/store.ts';

export interface ValueRoomDeps {
  readonly settings: HubSettings;
  readonly clock: Clock;
  readonly store: Store;
  readonly losses: HubLosses;
  readonly complaints: Complaints;
  readonly changed: (values: readonly ValueRecord[]) => void;
  readonly askRebirth: (group: string, node: string) => void;
}

export type ValueRooms = ReturnType<typeof createValueRooms>;

export function createValueRooms(deps: ValueRoomDeps) {
  const { settings, clock, store, losses, complaints, changed, askRebirth } = deps;
  const processValues = new ProcessValues({
    store,
    clock,
    changed,
    refused: (values) => losses.count('valuesRefused', values),
    lost: (rows) => losses.count('valuesDropped', rows),
    failed: (error) => complaints.say('process values are not stored; they wait', error),
  });
  return {
    processValues,
    speedsApplied: new SpeedsApplied((valueId) => processValues.latestOf(valueId)),
    valueReader: new ValueReader({ store, clock, keptDays: keptDaysOf(settings.retention) }),
    sparkplugHost: new SparkplugHost({
      clock,
      askRebirth,
      heard: ({ values, gone }) => {
        processValues.gone('sparkplug', gone);
        processValues.hear(
          'sparkplug',
          values.map(({ source, name, ...value }) => ({
            ...value,
            name,
            address: `${source}/${name}`,
          })),
        );
      },
      refused: (why) => {
        losses.count('valuesRefused');
        complaints.say('a Sparkplug message is refused', new Error(why));
      },
    }),
  };
}
