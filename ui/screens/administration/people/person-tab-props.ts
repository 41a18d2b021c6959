import type { HandedLink, PersonDetail } from '#schemas/http/people';

/** What each tab of the page is given. */
export interface PersonTabProps {
  readonly person: PersonDetail;
  /** Something about the account was changed. */
  readonly onChanged: () => void;
  /** A link was made that has to be handed over. */
  readonly onLink: (link: HandedLink) => void;
}
