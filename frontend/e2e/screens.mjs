// Takes the README's pictures from a server with demo data; run by `cargo xtask screens`.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

import { Api, analyse, draftPlan, openIncident, submitPlan } from './util/api.mjs';
import { settled } from './util/audit.mjs';
import { fillIncident, seesUploaded } from './util/case.mjs';
import { FLAGS, signIn } from './util/page.mjs';
import { pasteScreenshot } from './util/picture.mjs';
import { ANDRES, BASE, CAMILA, CHROMIUM, MARCELA } from './util/world.mjs';

const folder = process.env.AVAL_SCREENS_DIR;
if (!folder) throw new Error('AVAL_SCREENS_DIR is missing: run `cargo xtask screens`');

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };

/** The number of the case with the longest history among those that the query finds. */
async function richest(who, query) {
  const api = await Api.of(who);
  const { items } = await api.get(`/tickets?limit=20&${query}`);
  const histories = await Promise.all(
    items.map(async ({ number }) => {
      const { items: events } = await api.get(`/tickets/${number}/timeline?limit=100`);
      return { number, events: events.length };
    }),
  );
  return histories.sort((one, other) => other.events - one.events)[0].number;
}

/** Fills in a report as far as a phone shows it. */
async function report(page) {
  await fillIncident(page, 'Se caen las llamadas entrantes');
  await pasteScreenshot(page);
  await seesUploaded(page);
  await page.getByLabel('Descripción').evaluate((field) => field.scrollIntoView());
}

/** The number of a case whose work plan waits for its customer. */
async function planned() {
  const [reporter, engineer] = await Promise.all([MARCELA, ANDRES].map(Api.of));
  const { number } = await openIncident(reporter, 'Cambiar la troncal de voz');
  await analyse(engineer, number);
  const people = await Promise.all([engineer, reporter].map(async (api) => (await api.get('/me')).id));
  await draftPlan(engineer, number, people);
  await submitPlan(engineer, number);
  return number;
}

/** Goes to the plan of a case, as its customer does on her phone. */
async function reviewPlan(page) {
  await page.getByRole('button', { name: 'Revisar el plan' }).click();
}

const tested = await richest(MARCELA, 'stage=testing&waiting_on=customer');
const analysed = await richest(ANDRES, 'stage=analysis');
// Made last, so that it is not among those that are looked for above.
const plan = await planned();

const SCREENS = [
  { name: 'cliente-inicio-1440', who: MARCELA, path: '/', size: DESK, theme: 'light' },
  { name: 'cliente-caso-1440', who: MARCELA, path: `/casos/${tested}`, size: DESK, theme: 'light' },
  { name: 'soporte-cola-1440', who: CAMILA, path: '/cola', size: DESK, theme: 'light' },
  { name: 'soporte-caso-1440', who: ANDRES, path: `/casos/${analysed}`, size: DESK, theme: 'dark' },
  { name: 'soporte-calendario-1440', who: CAMILA, path: '/calendario', size: DESK, theme: 'dark' },
  { name: 'cliente-crear-360', who: MARCELA, path: '/casos/nuevo', size: PHONE, theme: 'light', prepare: report },
  { name: 'cliente-caso-360', who: MARCELA, path: `/casos/${tested}`, size: PHONE, theme: 'dark' },
  { name: 'plan-editor-1440', who: ANDRES, path: `/casos/${plan}/plan`, size: DESK, theme: 'light' },
  { name: 'plan-approval-360', who: MARCELA, path: `/casos/${plan}`, size: PHONE, theme: 'light', prepare: reviewPlan },
  { name: 'soporte-cola-360', who: CAMILA, path: '/cola', size: PHONE, theme: 'dark' },
];

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
  for (const { name, who, path, size, theme, prepare } of SCREENS) {
    const context = await browser.newContext({
      baseURL: BASE,
      viewport: size,
      colorScheme: theme,
      locale: 'es-CO',
      timezoneId: 'America/Bogota',
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await page.goto('/entrar');
    await signIn(page, who);
    await page.goto(path);
    await settled(page);
    await prepare?.(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await context.close();
  }
} finally {
  await browser.close();
}
