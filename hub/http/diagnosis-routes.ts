import { TremoloError } from '#schemas/errors/tremolo-error';
import { DIAGNOSIS_ROUTES } from '#schemas/http/diagnoses';
import type { UserId } from '#schemas/ids/ids';
import type { Principal } from '../access/principal.ts';
import type { Flows } from '../flows.ts';
import { refusePastEnd } from './refuse-past-end.ts';
import { type Route, route } from './route.ts';

/** Recordings handed in for a diagnosis, and with whom they are shared. */
export function diagnosisRoutes({ rooms }: Flows): Route[] {
  const { diagnoses, directory, teamRegister, clock } = rooms;
  /** Only into teams of one’s own: whoever shares with a team that he does not know learns that it exists. */
  const subjectIdOf = (kind: 'person' | 'team', name: string, userId: UserId): string => {
    const person = kind === 'person' ? directory.find(name) : null;
    const team = teamRegister.of(userId).find((one) => one.name === name);
    if (kind === 'person' && person?.status === 'active') return person.userId;
    if (kind === 'team' && team !== undefined) return team.teamId;
    throw new TremoloError('not_found', `There is no ${kind} of this name to share with.`);
  };
  return [
    route(DIAGNOSIS_ROUTES.diagnoses, ({ query, principal }) =>
      diagnoses.page(query, principal.userId),
    ),
    route(DIAGNOSIS_ROUTES.diagnose, ({ body, principal, actor }) =>
      diagnoses.make(body, principal.userId, actor),
    ),
    route(DIAGNOSIS_ROUTES.diagnosis, ({ params, principal }) =>
      diagnoses.one(params.diagnosisId, principal.userId),
    ),
    route(DIAGNOSIS_ROUTES.editDiagnosis, ({ params, body, principal, actor }) =>
      diagnoses.edit(params.diagnosisId, body, principal.userId, actor),
    ),
    route(DIAGNOSIS_ROUTES.deleteDiagnosis, ({ params, principal, actor }) =>
      diagnoses.setDeleted(params.diagnosisId, true, principal.userId, actor),
    ),
    route(DIAGNOSIS_ROUTES.restoreDiagnosis, async ({ params, principal, actor }) => {
      await diagnoses.setDeleted(params.diagnosisId, false, principal.userId, actor);
      return diagnoses.one(params.diagnosisId, principal.userId);
    }),
    route(DIAGNOSIS_ROUTES.shareDiagnosis, ({ params, body, principal, actor }) => {
      refuseForAnother(principal);
      const { kind, level, expiresMs } = body;
      refusePastEnd(expiresMs, clock());
      const subjectId = subjectIdOf(kind, body.with, principal.userId);
      const given = { subjectId, level, expiresMs };
      return diagnoses.share(params.diagnosisId, given, principal.userId, actor);
    }),
    route(DIAGNOSIS_ROUTES.unshareDiagnosis, ({ params, principal, actor }) => {
      refuseForAnother(principal);
      return diagnoses.unshare(params.diagnosisId, params.subjectId, principal.userId, actor);
    }),
  ];
}

/** Whoever sees Tremolo as another person would otherwise keep what is that person’s when he is himself again. */
function refuseForAnother({ actor }: Principal): void {
  if (actor.impersonatorId === null) return;
  throw new TremoloError('forbidden', 'Nobody shares in another person’s name.');
}
