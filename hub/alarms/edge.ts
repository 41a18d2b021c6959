import type { AlarmAsset, CLOSED_BECAUSE } from '#schemas/alarms/alarm';
import type { AlarmRule } from '#schemas/alarms/rule';
import type { Why } from './rules/say-why.ts';

export type GoneBecause = Exclude<(typeof CLOSED_BECAUSE)[number], 'returned' | 'reset'>;

/** What judging finds: an alarm begins, its cause is over, or there is nothing more that could raise it. */
export type Edge =
  | {
      readonly kind: 'raise';
      readonly rule: AlarmRule;
      readonly asset: AlarmAsset;
      /** What it stands together with: its machine, or its agent. */
      readonly together: string;
      readonly why: Why;
    }
  | { readonly kind: 'return'; readonly key: string }
  | { readonly kind: 'gone'; readonly key: string; readonly because: GoneBecause };
