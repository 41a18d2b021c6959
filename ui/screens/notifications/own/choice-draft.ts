import type { Signal } from '@preact/signals';
import type { NotificationChoices } from '#schemas/notifications/choices';

/** What a person is about to choose: each part of the form changes its part of it. */
export type ChoiceDraft = Signal<NotificationChoices>;
