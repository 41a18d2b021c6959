import type { AlarmAsset } from '#schemas/alarms/alarm';

/** What says where in the plant an alarm is; of what is held back no point is kept. */
export type SeenAsset = Pick<AlarmAsset, 'assetId' | 'pointId' | 'area'>;

/** Which alarms somebody sees who does not see all of them. */
export interface AlarmSight {
  readonly sees: (asset: SeenAsset) => boolean;
  /** Ids of all that alarms in sight can be about, for questions to the store. */
  readonly assetIds: () => readonly string[];
}

/** The same for the store: `ids` is a list in JSON. A machine that only sensors name is where the point is that raised it. */
export function inSightSql(ids: string): string {
  const among = `(SELECT value FROM json_each(${ids}))`;
  return `(asset_id IN ${among} OR (asset_id LIKE 'machine:%' AND json_extract(body, '$.asset.pointId') IN ${among}))`;
}

/** What questions to the store take as these ids; null: everything is in sight. */
export function idsInSight(sight: AlarmSight | null): string | null {
  return sight === null ? null : JSON.stringify(sight.assetIds());
}
