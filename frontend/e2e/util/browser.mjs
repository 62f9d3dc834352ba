// One Chromium for a test file; a browser profile of its own for each person in a test.

import { after, afterEach, before } from 'node:test';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

import { BASE, CHROMIUM } from './world.mjs';
import { Watch, tellOfPolicyBreaches } from './watch.mjs';

const FLAGS = [
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

let browser;
let open = [];

before(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
});

after(async () => {
  await browser?.close();
});

// Whatever a test was about, nobody in it may have met an error that the test didn't provoke.
afterEach(async () => {
  const people = open;
  open = [];
  const problems = people.flatMap(({ label, watch }) =>
    watch.problems().map((problem) => `${label}: ${problem}`),
  );
  await Promise.all(people.map(({ context }) => context.close()));
  assert.deepEqual(problems, []);
});

/**
 * Somebody with a browser of her own, on no page yet.
 *
 * @param {string} label who it is, for messages
 * @param {object} options for the browser context, e.g. `viewport`
 */
export async function visitor(label, options = {}) {
  const context = await browser.newContext({
    baseURL: BASE,
    viewport: DESKTOP,
    locale: 'es-CO',
    // Elsewhere on purpose: times are shown in Bogota's time wherever the browser is.
    timezoneId: 'Asia/Tokyo',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript(tellOfPolicyBreaches);
  const watch = new Watch(context);
  open.push({ label, context, watch });
  const page = await context.newPage();
  return { context, page, watch };
}

/** Somebody who has signed in by the form. */
export async function signedIn(who, options = {}) {
  const { prepare, ...forContext } = options;
  const found = await visitor(who.name, forContext);
  await prepare?.(found.context);
  await found.page.goto('/entrar');
  await signIn(found.page, who);
  return found;
}

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
