// One Chromium for a test file; a browser profile of its own for each person in a test.

import { after, afterEach, before } from 'node:test';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

import { DESKTOP, FLAGS, PATIENCE, signIn } from './page.mjs';
import { Watch, tellOfPolicyBreaches } from './watch.mjs';
import { BASE, CHROMIUM } from './world.mjs';

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

/** Somebody with a browser of her own, on no page yet. `label` names her in messages. */
export async function visitor(label) {
  const context = await browser.newContext({
    baseURL: BASE,
    viewport: DESKTOP,
    locale: 'es-CO',
    // Elsewhere on purpose: times are shown in Bogota's time wherever the browser is.
    timezoneId: 'Asia/Tokyo',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(PATIENCE);
  await context.addInitScript(tellOfPolicyBreaches);
  const watch = new Watch(context);
  open.push({ label, context, watch });
  const page = await context.newPage();
  return { context, page, watch };
}

/** Somebody who has signed in by the form. */
export async function signedIn(who) {
  const found = await visitor(who.name);
  await found.page.goto('/entrar');
  await signIn(found.page, who);
  return found;
}
