import type { Page } from 'playwright-core';

/** How a page can look: theme, room and the person’s preferences. */
export interface Look {
  readonly name: string;
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
  readonly density: 'comfortable' | 'compact';
  readonly palette: 'standard' | 'colour_blind_safe';
  /** What is looked at in it; the rest of it other looks show. */
  readonly looks: 'whole' | 'colours';
}

const PLAIN = { density: 'comfortable', palette: 'standard' } as const;

/** The phone first: what a scene has to press is pressed where there is the least room. */
export const LOOKS: readonly Look[] = [
  { name: 'dark, on a phone', colorScheme: 'dark', width: 390, ...PLAIN, looks: 'whole' },
  {
    name: 'dark, compact, colour-blind-safe, on a tablet',
    colorScheme: 'dark',
    width: 800,
    density: 'compact',
    palette: 'colour_blind_safe',
    looks: 'colours',
  },
  { name: 'light', colorScheme: 'light', width: 1440, ...PLAIN, looks: 'whole' },
];

/** Options of a page that begins with the first look. */
export const FIRST_LOOK = {
  colorScheme: 'dark',
  viewport: { width: 390, height: 900 },
  reducedMotion: 'reduce',
} as const;

/** Shows the page as it stands in one look after the other: signing in and getting there is done once. */
export async function inEachLook(page: Page, look: (look: Look) => Promise<void>): Promise<void> {
  for (const one of LOOKS) {
    const { colorScheme, width, density, palette } = one;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(
      (preferences) => Object.assign(document.documentElement.dataset, preferences),
      { density, palette },
    );
    await widthSettles(page);
    await look(one);
  }
}

/** Charts follow the size of the page a few frames later, on a busy machine many: what sticks out after a second stays. */
export function widthSettles(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const endMs = performance.now() + 1_000;
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let i = 0; i < 2; i++) await nextFrame();
    while (document.documentElement.scrollWidth > innerWidth && performance.now() < endMs) {
      await nextFrame();
    }
  });
}
