import { DIAGNOSIS_ROUTES } from '#schemas/http/diagnoses';
import type { Flows } from '../flows.ts';
import { refusePastEnd } from './refuse-past-end.ts';
import { type Route, route } from './route.ts';
import { refuseForAnother, subjectNamed } from './share-with.ts';

/** Recordings handed in for a diagnosis, and with whom they are shared. */
export function diagnosisRoutes({ rooms }: Flows): Route[] {
  const { diagnoses, clock } = rooms;
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
      const subjectId = subjectNamed(rooms, kind, body.with, principal.userId);
      const given = { subjectId, level, expiresMs };
      return diagnoses.share(params.diagnosisId, given, principal.userId, actor);
    }),
    route(DIAGNOSIS_ROUTES.unshareDiagnosis, ({ params, principal, actor }) => {
      refuseForAnother(principal);
      return diagnoses.unshare(params.diagnosisId, params.subjectId, principal.userId, actor);
    }),
  ];
}
