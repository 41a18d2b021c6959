import type { Page } from 'playwright-core';

/** Controls that a gloved finger would miss; links within text are none of them. */
export function smallControls(page: Page): Promise<string[]> {
  return page.$$eval(
    'main button, main a, main select, main input:not([type=radio], [type=checkbox]), main textarea, main .check, main summary',
    (controls) =>
      controls
        .filter((control) => control.checkVisibility())
        // A chooser of files is pressed by its label.
        .filter((control) => !control.matches('input.spoken'))
        .filter((control) => !control.matches('p a, td a, [role=cell] a, th a, dd a'))
        .map((control) => ({
          what: control.textContent || control.id,
          ...control.getBoundingClientRect().toJSON(),
        }))
        .filter(({ width, height }) => width < 32 || height < 43.5)
        .map(({ what, width, height }) => `${what}: ${width} × ${height}`),
  );
}
