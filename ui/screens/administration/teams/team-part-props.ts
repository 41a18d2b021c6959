import type { TeamDetail } from '#schemas/http/teams';

/** What each part of the page of a team is given. */
export interface TeamPartProps {
  readonly team: TeamDetail;
  readonly onChanged: () => void;
}

export interface TeamDialogProps extends TeamPartProps {
  readonly onClose: () => void;
  /** Where the list is, for when the team is gone. */
  readonly listPath: string;
}
