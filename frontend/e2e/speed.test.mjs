// What must be fast is fast where it is slow: on a CPU like a phone's. Noise of the machine can only
// make a load slower, so the best of a few tries is judged, each figure by itself. How far things jump
// doesn't depend on the machine and is judged strictly. How long things take does: the figures are
// told, and judged with room for a machine that is half as fast as the one they are wanted on.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { Api, openIncident } from './util/api.mjs';
import { signedIn, visitor } from './util/browser.mjs';
import { DESKTOP, PHONE, sees } from './util/page.mjs';
import { clickToHeading, load, slowed } from './util/speed.mjs';
import { ANDRES, MARCELA, unique } from './util/world.mjs';

/** The largest part is painted within, in milliseconds; what is wanted is 2,500. */
const PAINT = 5_000;
/** Things jump by less. */
const SHIFT = 0.1;
/** Long tasks block for less in all, in milliseconds; what is wanted is 1,000. */
const BLOCKED = 2_000;
/**
 * A case opens from the queue within, in milliseconds: what is wanted is a third of it, and what is
 * measured is told; a machine that tests beside it is slower than a reader's.
 */
const OPENS = 300;
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
    const time = await clickToHeading(page, 'table a', subject);
    await page.goBack();
    return { time };
  };
  await opens();
  const { time } = await best(opens, ({ time }) => time < OPENS);
  t.diagnostic(`${Math.round(time)} ms`);
  assert.ok(time < OPENS, `${time} ms`);
});
