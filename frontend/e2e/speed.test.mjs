// What must be fast is fast where it is slow: on a CPU like a phone's. Noise of the machine can only
// make a load slower, so the best of a few tries is judged, each figure by itself. How far things jump
// doesn't depend on the machine and is judged strictly. How long things take does: the figures are
// told, and judged with room for a machine that is half as fast as the one they are wanted on.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { Api, openIncident } from './util/api.mjs';
import { signedIn, visitor } from './util/browser.mjs';
import { DESKTOP, PHONE, sees } from './util/page.mjs';
import { clickTo, load, slowed } from './util/speed.mjs';
import { ANDRES, MARCELA, unique } from './util/world.mjs';

/** The largest part is painted within, in milliseconds; what is wanted is 2,500. */
const PAINT = 5_000;
/** Things jump by less. */
const SHIFT = 0.1;
/** Long tasks block for less in all, in milliseconds; what is wanted is 1,000. */
const BLOCKED = 2_000;
/**
 * A click in the queue shows the case's heading within, and all of the case, in milliseconds. What is
 * wanted is 100 for the first; what is measured is told. A machine that tests beside it, and a server
 * that is not built for speed, are slower than a reader's.
 */
const OPENS = { heading: 200, content: 500 };
const TRIES = 5;

/** The best of several tries of each figure; stops trying when all are good. */
async function best(measure, isGood) {
  let found;
  for (let left = TRIES; left > 0 && !(found && isGood(found)); left -= 1) {
    const now = await measure();
    found = found
      ? Object.fromEntries(Object.entries(now).map(([name, value]) => [name, Math.min(value, found[name])]))
      : now;
  }
  return found;
}

const isQuick = ({ paint, shift, blocked }) => paint < PAINT && shift < SHIFT && blocked < BLOCKED;

async function loadsQuickly(t, page, path, isThere) {
  await slowed(page);
  const figures = await best(() => load(page, path, isThere), isQuick);
  t.diagnostic(`${path}: ${JSON.stringify(figures)}`);
  assert.ok(figures.paint > 0, 'nothing was painted');
  assert.ok(isQuick(figures), JSON.stringify(figures));
}

const heading = (name) => (page) => sees(page.getByRole('heading', { level: 1, name }));

test('the sign-in page is there soon on a phone', async (t) => {
  const { page } = await visitor('stranger');
  await page.setViewportSize(PHONE);
  await loadsQuickly(t, page, '/entrar', heading(/./));
});

for (const [path, name] of [
  ['/', /./],
  ['/casos/nuevo', /./],
  ['/soluciones', /./],
]) {
  test(`a customer's ${path} is there soon on a phone`, async (t) => {
    const { page } = await signedIn(MARCELA);
    await page.setViewportSize(PHONE);
    await loadsQuickly(t, page, path, heading(name));
  });
}

test("a customer's case is there soon on a phone", async (t) => {
  const { number, subject } = await openIncident(await Api.of(MARCELA), `Deprisa ${unique('velocidad')}`);
  const { page } = await signedIn(MARCELA);
  await page.setViewportSize(PHONE);
  await loadsQuickly(t, page, `/casos/${number}`, heading(subject));
});

test("support's queue is there soon", async (t) => {
  const { page } = await signedIn(ANDRES);
  await page.setViewportSize(DESKTOP);
  await loadsQuickly(t, page, '/cola', (page) => sees(page.getByRole('table').getByRole('link')));
});

test('a case opens at once from the queue', async (t) => {
  const { page } = await signedIn(ANDRES);
  const links = page.getByRole('table').getByRole('link');
  const opens = async () => {
    await sees(links);
    const subject = (await links.first().textContent()).trim();
    const times = await clickTo(page, 'table a', { heading: subject, content: '.case-grid' });
    await page.goBack();
    return times;
  };
  await opens();
  const isSoon = ({ heading, content }) => heading < OPENS.heading && content < OPENS.content;
  const times = await best(opens, isSoon);
  t.diagnostic(JSON.stringify(times));
  assert.ok(isSoon(times), JSON.stringify(times));
});
