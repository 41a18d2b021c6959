import type { Capture } from '#schemas/captures/capture';

/** What each part of the page is given. */
export interface CapturePartProps {
  readonly capture: Capture;
  readonly onChanged: () => void;
}
