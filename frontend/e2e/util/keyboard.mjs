// Getting about without a mouse.

import assert from 'node:assert/strict';

/** More presses than any page needs. */
const LIMIT = 120;

/** Presses Tab until the focus is on the element; fails when it never gets there. */
export async function tabTo(page, locator) {
  for (let presses = 0; presses < LIMIT; presses += 1) {
    if (await hasFocus(locator)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab never reaches ${locator}`);
}

/** Whether the focus is on the element. */
export async function hasFocus(locator) {
  if ((await locator.count()) === 0) return false;
  return locator.first().evaluate((element) => element === document.activeElement);
}

/** Whether one sees where the focus is: an outline or a shadow around it. */
export async function showsItsFocus(locator) {
  return locator.first().evaluate((element) => {
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return outlined || style.boxShadow !== 'none';
  });
}
