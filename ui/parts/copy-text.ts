/**
 * Puts the text on the clipboard. Plain HTTP beyond loopback has no clipboard of its own: there what the element shows is
 * selected and copied as by hand. False when neither works; then it stays selected for the person to copy.
 */
export async function copyText(text: string, shownBy: Element | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    if (shownBy === null) return false;
    console.info('There is no clipboard here; the text is selected instead.', error);
    getSelection()?.selectAllChildren(shownBy);
    return document.execCommand('copy');
  }
}
