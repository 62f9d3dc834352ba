// What every use of a browser needs: how it is started, how to sign in, how to wait.

import assert from 'node:assert/strict';

/** How Chromium is started: without a screen, and speaking to nobody but the tested server. */
export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long anything may take that a test waits for, in milliseconds. */
export const PATIENCE = 15_000;

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 360, height: 740 };

/** Fills in the form of the page "entrar" and waits for what comes after it. */
export async function signIn(page, who) {
  await page.getByLabel('Correo electrónico').fill(who.email);
  await page.getByLabel('Contraseña', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: 'Ingresar' }).click();
  await page.getByRole('button', { name: 'Tu cuenta' }).waitFor();
}

/** Waits until an element is there and can be seen. */
export async function sees(locator) {
  await locator.first().waitFor({ state: 'visible' });
}

/** Waits until an element is gone or hidden. */
export async function seesNoMore(locator) {
  await locator.first().waitFor({ state: 'hidden' });
}

/** Waits until `ask` gives a true value, and gives that. */
export async function until(what, ask, patience = PATIENCE) {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > deadline) assert.fail(`in ${patience / 1000} s it didn't come to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
