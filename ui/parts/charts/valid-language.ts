/**
 * uPlot asks `Intl` for the browser's language as it is loaded. Where a Linux kiosk runs without a locale, Chromium calls
 * it "en-US@posix", which `Intl` refuses, and no chart would ever be drawn. Imported before uPlot.
 */
function repairLanguage(browser: Navigator): void {
  try {
    Intl.getCanonicalLocales(browser.language);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    Object.defineProperty(browser, 'language', { value: 'en-US', configurable: true });
  }
}

repairLanguage(navigator);

export {};
