/** Where things of each kind are found, for the search over all of them. */
import { alarmSightOf } from './alarm-sight.ts';
import { pointsWithCaptures } from './capture-sight.ts';
import { placeOf } from './plant-places.ts';
import type { Rooms } from './rooms.ts';
import type { Found, SearchSource, Seeker } from './search/search.ts';
import { sightOf } from './sight.ts';

type SearchedRooms = Pick<
  Rooms,
  | 'assets'
  | 'plant'
  | 'lastValueOf'
  | 'processValues'
  | 'alarmReading'
  | 'captureReading'
  | 'jobReading'
  | 'files'
  | 'diagnoses'
  | 'agents'
  | 'directory'
  | 'teamRegister'
>;

/** `path` is that of the screen that shows it. */
const at = (
  path: string,
  id: string,
  title: string,
  detail: string | null,
  atMs: number | null = null,
): Found => ({ ...{ path, id, title, atMs }, detail: detail ?? '' });
/** The latest alone: what was closed long ago is looked for in the journal. */
const LATEST = 200;

export function searchSources(rooms: SearchedRooms): SearchSource[] {
  const { assets, plant, processValues, alarmReading, captureReading, jobReading } = rooms;
  const { files, diagnoses, agents, directory, teamRegister } = rooms;
  const pathAbove = (nodeId: string | null) => plant.tree.pathOf(nodeId).replaceAll('/', ' / ');
  const nodes = (isMachine: boolean, seeker: Seeker): Found[] => {
    const sight = sightOf(rooms, seeker);
    return [...plant.tree.all()]
      .filter(({ kind }) => (kind === 'machine') === isMachine)
      .filter(({ nodeId }) => sight === null || sight.node(nodeId))
      .map(({ nodeId, name, parentId, externalId }) =>
        at(
          isMachine ? `/machines/${nodeId}` : `/?node=${nodeId}`,
          nodeId,
          name,
          [pathAbove(parentId), externalId].filter(Boolean).join(' · '),
        ),
      );
  };
  const ofPlant = { needs: 'plant:read', within: true } as const;
  return [
    { kind: 'machine', ...ofPlant, find: (_q, _limit, seeker) => nodes(true, seeker) },
    { kind: 'place', ...ofPlant, find: (_q, _limit, seeker) => nodes(false, seeker) },
    {
      kind: 'point',
      ...ofPlant,
      find: (_q, _limit, seeker) => {
        const sight = sightOf(rooms, seeker);
        const seen = sight === null ? assets.all() : assets.all().filter(sight.point);
        return seen.map((record) => {
          const { machine, area } = placeOf(rooms, record);
          const beside = [machine, area, record.sensorId, ...record.editedTags];
          return at(
            `/points/${record.pointId}`,
            record.pointId,
            record.editedName ?? record.name,
            beside.filter(Boolean).join(' · '),
          );
        });
      },
    },
    {
      kind: 'alarm',
      needs: 'alarm:read',
      within: true,
      find: async (_q, _limit, seeker) => {
        const sight = alarmSightOf(rooms, seeker);
        const views = ['standing', 'closed'] as const;
        const pages = await Promise.all(
          views.map((view) => alarmReading.page({ view, limit: LATEST }, sight)),
        );
        return pages.flatMap(({ items }) =>
          items.map((alarm) =>
            at(
              `/alarms/${alarm.alarmId}`,
              alarm.alarmId,
              alarm.asset.name,
              [alarm.asset.machine, alarm.ruleName].filter(Boolean).join(' · '),
              alarm.raisedMs,
            ),
          ),
        );
      },
    },
    {
      kind: 'value',
      ...ofPlant,
      find: (_q, _limit, seeker) => {
        const sight = sightOf(rooms, seeker);
        return processValues
          .all()
          .filter(({ nodeId }) => sight === null || (nodeId !== null && sight.node(nodeId)))
          .map(({ valueId, name, nodeId, address }) =>
            at(
              nodeId === null ? '/plant/edit' : `/machines/${nodeId}`,
              valueId,
              name,
              [pathAbove(nodeId), address].filter(Boolean).join(' · '),
            ),
          );
      },
    },
    {
      kind: 'capture',
      needs: 'capture:read',
      within: true,
      isSearched: true,
      find: async (q, limit, seeker) => {
        const seen = pointsWithCaptures(rooms, seeker);
        const { items } = await captureReading.page({ q, limit: limit + 1 }, seen);
        return items.map(({ captureId, machine, area, note, points, atMs }) =>
          at(
            `/captures/${captureId}`,
            captureId,
            machine ?? points[0]?.pointName ?? captureId,
            [area, note].filter(Boolean).join(' · '),
            atMs,
          ),
        );
      },
    },
    {
      kind: 'job',
      needs: 'job:read',
      isSearched: true,
      find: async (q, limit) => {
        const { items } = await jobReading.page({ q, limit: limit + 1 });
        return items.map(({ jobId, kind, ownerName, state, createdMs }) =>
          at(
            `/jobs/${jobId}`,
            jobId,
            `${kind} ${jobId.slice(-6)}`,
            `${ownerName} · ${state}`,
            createdMs,
          ),
        );
      },
    },
    {
      kind: 'model',
      needs: 'job:read',
      isSearched: true,
      find: async (q, limit) => {
        const { items } = await files.models({ q, limit: limit + 1 });
        return items.map(({ sha256, name, version, createdMs }) =>
          at(
            '/jobs/models',
            sha256,
            `${name ?? ''} ${version ?? ''}`.trim(),
            sha256.slice(0, 12),
            createdMs,
          ),
        );
      },
    },
    {
      kind: 'diagnosis',
      needs: 'diagnosis:read',
      isSearched: true,
      find: async (q, limit, { userId }) => {
        const { items } = await diagnoses.page({ q, limit: limit + 1, state: 'kept' }, userId);
        return items.map(({ diagnosisId, name, ownerName, createdMs }) =>
          at(`/diagnoses?diagnosis=${diagnosisId}`, diagnosisId, name, ownerName, createdMs),
        );
      },
    },
    {
      kind: 'agent',
      needs: 'system:read',
      find: () => agents.heard().map((agentId) => at(`/fleet/${agentId}`, agentId, agentId, null)),
    },
    {
      kind: 'person',
      needs: 'user:read',
      find: () =>
        directory
          .all()
          .filter(({ status }) => status !== 'erased')
          .map(({ userId, name, fullName, email }) =>
            at(
              `/administration/users?person=${userId}`,
              userId,
              fullName ?? name,
              [name, email].filter(Boolean).join(' · '),
            ),
          ),
    },
    {
      kind: 'team',
      needs: 'team:read',
      find: () =>
        teamRegister
          .all()
          .map(({ teamId, name }) =>
            at(`/administration/teams?team=${teamId}`, teamId, name, null),
          ),
    },
  ];
}
