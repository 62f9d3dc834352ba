// Takes the pictures of README.md and docs/ux.md from a server with demo data; run by `cargo xtask screens`.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

import { Api, analyse, draftPlan, openIncident, submitPlan } from './util/api.mjs';
import { settled } from './util/audit.mjs';
import { fillIncident, seesUploaded } from './util/case.mjs';
import { FLAGS, signIn, until } from './util/page.mjs';
import { pasteScreenshot } from './util/picture.mjs';
import { startSink } from './util/sink.mjs';
import { ANDRES, BASE, CAMILA, CHROMIUM, LAURA, MARCELA, PATRICIA } from './util/world.mjs';

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

/** Shows the second half of the year, with what its marks mean. */
async function yearEnd(page) {
  await page.locator('.legend').evaluate((legend) => legend.scrollIntoView({ block: 'end' }));
}

/** Shows the panel of the testing period. */
async function testing(page) {
  const panel = page.getByRole('region', { name: 'Prueba la solución' });
  await panel.getByText(/aprobación tácita/).waitFor();
  await panel.evaluate((element) => {
    element.scrollIntoView();
    // Out from under the header.
    window.scrollBy(0, -100);
  });
}

/**
 * Makes the demo's support work outside service hours: some of it agreed, some waiting for an answer.
 * Gives the address of that week's agenda.
 */
async function agendaOfWindows() {
  const [reporter, engineer, coordinator] = await Promise.all([MARCELA, ANDRES, CAMILA].map(Api.of));
  const { items } = await reporter.get('/tickets?stage=analysis&limit=20');
  const [{ number }] = items;
  const { id: andres } = await engineer.get('/me');
  const { items: staff } = await coordinator.get('/staff');
  const laura = staff.find(({ name }) => name === LAURA.name).id;
  const { earliest_start: earliest } = await engineer.get(`/tickets/${number}/after-hours`);
  const monday = nextMonday(new Date(earliest));
  /** A window of the week after the earliest start, by day from Monday on and hours of Bogota. */
  const ask = async (api, [day, from, to], task, engineer_id) => {
    const at = (hour) => new Date(monday.getTime() + (day * 24 + hour + 5) * 3_600_000);
    const { version } = await api.get(`/tickets/${number}`);
    return api.post(
      `/tickets/${number}/after-hours`,
      { starts_at: at(from), ends_at: at(to), task, contact: 'Portería, 300 555 0101', engineer_id },
      { 'If-Match': `"${version}"` },
    );
  };
  const agree = async (api, { id }) => {
    const { version } = await api.get(`/tickets/${number}`);
    return api.post(`/tickets/${number}/after-hours/${id}/agree`, {}, { 'If-Match': `"${version}"` });
  };
  await agree(reporter, await ask(coordinator, [1, 18, 22], 'Cambiar la troncal de entrada', andres));
  await agree(reporter, await ask(coordinator, [5, 14, 20], 'Actualizar la central', laura));
  await ask(coordinator, [3, 19, 23], 'Probar el desvío', laura);
  await ask(reporter, [6, 8, 12], 'Reiniciar las grabadoras');
  return `/agenda?semana=${monday.toISOString().slice(0, 10)}`;
}

/** The Monday after a day, at midnight of UTC. */
function nextMonday(day) {
  const date = Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate());
  return new Date(date + (((8 - day.getUTCDay()) % 7) || 7) * 24 * 3_600_000);
}

/** Opens the form of a window where it says from when on it is possible and why. */
async function askForWindow(page) {
  await page.getByRole('button', { name: 'Solicitar horario especial' }).click();
  await page.getByText(/^Se puede desde el /).waitFor();
  await page.locator('.notice-why').evaluate((why) => why.scrollIntoView());
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

/** Opens the palette over the page. */
async function palette(page) {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Buscar y actuar' }).getByRole('option').first().waitFor();
}

/** Shows the keys that lead about. */
async function shortcuts(page) {
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Atajos de teclado' }).waitFor();
}

/** Chooses a few cases of the queue. */
async function chooseSome(page) {
  const boxes = page.getByRole('checkbox', { name: /^Elegir CASO-/ });
  await boxes.first().click();
  await boxes.nth(3).click({ modifiers: ['Shift'] });
}

/**
 * Connects a system that takes what it is sent, but not at once. Gives the address of its page, with
 * the address of a system outside in place of the one that listened here.
 */
async function webhook() {
  const [reporter, admin] = await Promise.all([MARCELA, PATRICIA].map(Api.of));
  const sink = await startSink();
  const events = ['ticket.opened', 'ticket.stage_changed', 'ticket.closed'];
  const { id } = await admin.post('/webhooks', { url: sink.url, description: 'CRM de ventas', events });
  const log = () => admin.get(`/webhooks/${id}/deliveries`);
  const all = (is) => until('the messages are sent', async () => (await log()).items.every(is));
  await openIncident(reporter, 'No cargan las grabaciones de ayer');
  await all(({ state }) => state === 'delivered');
  sink.willAnswer(503, 'en mantenimiento');
  await openIncident(reporter, 'Se corta el audio al transferir');
  await all(({ attempts }) => attempts.length > 0);
  const { version } = await admin.get(`/webhooks/${id}`);
  const url = 'https://crm.contactoandino.example/aval';
  await admin.patch(`/webhooks/${id}`, { url, active: true }, { 'If-Match': `"${version}"` });
  sink.close();
  return `/webhooks/${id}`;
}

/** The address of the page of the newest connected system. */
async function sameWebhook() {
  const { items } = await (await Api.of(PATRICIA)).get('/webhooks');
  return `/webhooks/${items[0].id}`;
}

/** Opens what came of the newest message, where the log is in view. */
async function openLog(page) {
  await page.getByText('1 intento').first().click();
  await page.locator('#webhook-log').evaluate((heading) => {
    heading.scrollIntoView();
    // Out from under the header.
    window.scrollBy(0, -80);
  });
}

/** The address of the first company. */
async function company() {
  const { items } = await (await Api.of(PATRICIA)).get('/companies?limit=1');
  return `/empresas/${items[0].id}`;
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
  { name: 'calendar-year-1440', who: PATRICIA, path: '/calendario', size: DESK, theme: 'light', prepare: yearEnd },
  { name: 'testing-360', who: MARCELA, path: `/casos/${tested}`, size: PHONE, theme: 'light', prepare: testing },
  { name: 'sign-in-360', path: '/entrar', size: PHONE, theme: 'light' },
  { name: 'guide-360', path: '/ayuda/horario', size: PHONE, theme: 'light' },
  { name: 'solutions-search-1440', who: MARCELA, path: '/soluciones?q=grabaciones', size: DESK, theme: 'light' },
  { name: 'solutions-1440', who: MARCELA, path: '/soluciones', size: DESK, theme: 'dark' },
  { name: 'team-360', who: MARCELA, path: '/equipo', size: PHONE, theme: 'light' },
  { name: 'notices-360', who: MARCELA, path: '/avisos', size: PHONE, theme: 'dark' },
  { name: 'profile-1440', who: MARCELA, path: '/perfil', size: DESK, theme: 'light' },
  { name: 'board-1440', who: CAMILA, path: '/cola?vista=tablero', size: DESK, theme: 'light' },
  { name: 'bulk-1440', who: CAMILA, path: '/cola', size: DESK, theme: 'light', prepare: chooseSome },
  { name: 'palette-1440', who: ANDRES, path: `/casos/${analysed}`, size: DESK, theme: 'light', prepare: palette },
  { name: 'shortcuts-1440', who: ANDRES, path: '/cola', size: DESK, theme: 'dark', prepare: shortcuts },
  { name: 'reports-1440', who: CAMILA, path: '/reportes', size: DESK, theme: 'light' },
  { name: 'monthly-1440', who: MARCELA, path: '/reporte', size: DESK, theme: 'light' },
  { name: 'company-1440', who: PATRICIA, path: company, size: DESK, theme: 'light' },
  { name: 'staff-1440', who: PATRICIA, path: '/personal', size: DESK, theme: 'light' },
  { name: 'categories-1440', who: PATRICIA, path: '/categorias', size: DESK, theme: 'light' },
  { name: 'promises-1440', who: PATRICIA, path: '/plazos', size: DESK, theme: 'light' },
  { name: 'templates-1440', who: PATRICIA, path: '/plantillas', size: DESK, theme: 'light' },
  { name: 'api-keys-1440', who: PATRICIA, path: '/llaves', size: DESK, theme: 'light' },
  { name: 'quarantine-1440', who: PATRICIA, path: '/correo', size: DESK, theme: 'light' },
  { name: 'audit-1440', who: PATRICIA, path: '/auditoria', size: DESK, theme: 'light' },
  { name: 'webhook-1440', who: PATRICIA, path: webhook, size: DESK, theme: 'light' },
  { name: 'webhook-360', who: PATRICIA, path: sameWebhook, size: PHONE, theme: 'light', prepare: openLog },
  // Last: what they need shows on the pages above.
  { name: 'after-hours-360', who: MARCELA, path: `/casos/${tested}`, size: PHONE, theme: 'light', prepare: askForWindow },
  { name: 'agenda-1440', who: CAMILA, path: agendaOfWindows, size: DESK, theme: 'light' },
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
    if (who) {
      await page.goto('/entrar');
      await signIn(page, who);
    }
    await page.goto(typeof path === 'function' ? await path() : path);
    await settled(page);
    await prepare?.(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await context.close();
  }
} finally {
  await browser.close();
}
