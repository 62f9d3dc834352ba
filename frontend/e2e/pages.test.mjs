// Every page for each role: WCAG 2.2 AA, no sideways scrolling, no error in the console.

import { before, test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn, visitor } from './util/browser.mjs';
import { audit, settled } from './util/audit.mjs';
import { Api, deliver, openIncident, solve } from './util/api.mjs';
import { sees, seesNoMore, until } from './util/page.mjs';
import { startSink } from './util/sink.mjs';
import { ANDRES, CAMILA, MARCELA, PATRICIA, unique } from './util/world.mjs';

/** What a browser may fetch before the page is there, in bytes. */
const FIRST_LOAD = 300_000;

/** A part of one test's key, by which it is found among the others. */
const KEY = unique('llave');

/** Cases of one company in each stage that has dialogs of its own, as [path, heading]. */
const cases = {};
let company;
/** The page of an address of another system that was sent something in vain. */
let webhook;

before(async () => {
  const [reporter, engineer] = await Promise.all([MARCELA, ANDRES].map(Api.of));
  const open = async (words) => {
    const ticket = await openIncident(reporter, `${words} ${unique('revista')}`);
    return { ...ticket, page: [`/casos/${ticket.number}`, ticket.subject] };
  };
  const tested = await open('Se corta el audio al transferir');
  await deliver(engineer, tested.number);
  const closed = await open('No cargan las grabaciones');
  await deliver(engineer, closed.number);
  await reporter.act(closed.number, 'confirm-solution', { comment: 'Funciona, gracias.' });
  const solved = await open('El tablero no se actualiza');
  await solve(engineer, solved.number);
  const analysed = await open('El marcador no avanza');
  const { number, id } = analysed;
  await engineer.act(number, 'assign', { assignee_id: (await engineer.get('/me')).id });
  await engineer.post(`/tickets/${id}/messages`, {
    body: 'Hola, **lo estamos revisando**:\n\n1. la troncal\n2. `sip trace`\n\n> nota citada',
    visibility: 'public',
  });
  await engineer.post(`/tickets/${id}/messages`, { body: 'Ojo con esta.', visibility: 'internal' });
  await engineer.act(number, 'start-analysis');
  await engineer.act(number, 'record-analysis', { identification: 'Cola detenida.' });
  Object.assign(cases, {
    tested: tested.page,
    closed: closed.page,
    solved: solved.page,
    analysed: analysed.page,
  });
  ({ company } = await reporter.get('/me'));
  const admin = await Api.of(PATRICIA);
  await admin.post('/api-keys', { name: KEY, scopes: ['tickets:read'], company_id: null });
  const nobody = await startSink();
  const made = await admin.post('/webhooks', { url: nobody.url, description: KEY });
  nobody.close();
  await admin.post(`/webhooks/${made.id}/test`, {});
  webhook = [`/webhooks/${made.id}`, KEY];
});

/** Opens a page by its address and waits for its own heading. */
async function openPage(page, [path, heading]) {
  await page.goto(path);
  await sees(page.getByRole('heading', { level: 1, name: heading, exact: true }));
  await settled(page);
}

/** Opens each of the pages and collects what is wrong with any of them. */
async function auditAll(page, pages) {
  const found = [];
  for (const one of pages) {
    await openPage(page, one);
    found.push(...(await audit(page, one[0])));
  }
  assert.deepEqual(found, []);
}

/** Opens each dialog of a page by its button and collects what is wrong with any of them. */
async function auditDialogs(page, one, buttons) {
  const found = [];
  await openPage(page, one);
  for (const button of buttons) {
    await page.getByRole('button', { name: button, exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await sees(dialog);
    await settled(page);
    found.push(...(await audit(page, `${one[0]}, ${button}`)));
    await page.keyboard.press('Escape');
    await seesNoMore(dialog);
  }
  assert.deepEqual(found, []);
}

const NEW_CASE = ['/casos/nuevo', 'Crear caso'];
const CALENDAR = ['/calendario', 'Calendario'];
const PROFILE = ['/perfil', 'Mi perfil'];
const COMPANIES = ['/empresas', 'Empresas'];
const STAFF = ['/personal', 'Personal de soporte'];
const KEYS = ['/llaves', 'Llaves de API'];
const WEBHOOKS = ['/webhooks', 'Webhooks'];
const queue = (filters) => [`/cola?${filters}`, 'Cola de casos'];

test('the pages for somebody not signed in are accessible', async () => {
  const { page } = await visitor('a stranger');
  await auditAll(page, [
    ['/entrar', 'Ingresa al centro de asistencia'],
    ['/recuperar', 'Restablece tu contraseña'],
    ['/invite/prueba', 'Te damos la bienvenida'],
    ['/reset/prueba', 'Elige una nueva contraseña'],
    ['/primer-admin/prueba', 'Primer administrador'],
  ]);
});

test('the pages of a reporter are accessible', async () => {
  const { page } = await signedIn(MARCELA);
  const { tested, closed, analysed } = cases;
  await auditAll(page, [['/', 'Mis casos'], NEW_CASE, tested, closed, analysed, PROFILE]);
  await auditAll(page, [['/equipo', 'Equipo'], ['/no-existe', 'Esta página no existe']]);
  await auditDialogs(page, tested, ['Funciona, cerrar', 'No funciona']);
  await auditDialogs(page, analysed, ['Corregir datos', 'Retirar el caso']);
  await auditDialogs(page, closed, ['Reabrir']);
});

test('the pages of an engineer are accessible', async () => {
  const { page } = await signedIn(ANDRES);
  const { tested, closed, solved, analysed } = cases;
  await auditAll(page, [queue('stage=testing'), analysed, closed, NEW_CASE, CALENDAR, PROFILE]);
  await auditDialogs(page, analysed, [
    'Registrar contacto',
    'Registrar hallazgos',
    'Recategorizar',
    'Pedir información',
  ]);
  await auditDialogs(page, solved, ['Entregar solución', 'Volver a análisis']);
  await auditDialogs(page, tested, ['Ampliar pruebas']);
  await auditDialogs(page, closed, ['Reabrir']);
});

test('the pages of a coordinator are accessible', async () => {
  const { page } = await signedIn(CAMILA);
  const one = [`/empresas/${company.id}`, company.name];
  await auditAll(page, [queue('q=nada-de-nada'), cases.analysed, one, COMPANIES, STAFF, CALENDAR]);
  await auditDialogs(page, cases.analysed, ['Asignar', 'Marcar como duplicado']);
  await auditDialogs(page, one, ['Editar', 'Reemplazar', 'Quitar acceso']);
});

test('the pages of an admin are accessible', async () => {
  const { page } = await signedIn(PATRICIA);
  const categories = ['/categorias', 'Categorías'];
  await auditAll(page, [queue('stage=open'), COMPANIES, STAFF, categories, CALENDAR, KEYS]);
  await auditAll(page, [WEBHOOKS, webhook]);
  await auditDialogs(page, COMPANIES, ['Nueva empresa']);
  await auditDialogs(page, STAFF, ['Invitar persona']);
  await auditDialogs(page, categories, ['Nueva categoría']);
  await auditDialogs(page, CALENDAR, ['Declarar excepción']);
  await auditDialogs(page, KEYS, ['Nueva llave', 'Revocar']);
  await auditDialogs(page, WEBHOOKS, ['Nuevo webhook']);
  await auditDialogs(page, webhook, ['Editar']);
});

test('the question for the password of a session that ended is accessible', async () => {
  const { page, watch } = await signedIn(MARCELA);
  watch.expect(/: 401$/);
  const ended = (route) =>
    route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'about:blank',
        title: 'Sin sesión',
        status: 401,
        detail: 'Sin sesión',
        code: 'unauthorized',
        request_id: crypto.randomUUID(),
      }),
    });
  await page.route('**/api/v1/companies/*/reporters', ended);
  await page.route('**/api/v1/auth/refresh', ended);
  await page.getByRole('link', { name: 'Equipo' }).click();
  await sees(page.getByRole('dialog', { name: 'Tu sesión terminó' }));
  assert.deepEqual(await audit(page, 'the session ended'), []);
});

test('the look that is chosen holds at once and after a reload', async () => {
  const { page } = await visitor('a stranger');
  await page.goto('/entrar');
  const theme = () => page.locator('html').getAttribute('data-theme');
  const choose = async (name) => {
    await page.getByRole('button', { name: 'Apariencia' }).click();
    await page.getByRole('button', { name, exact: true }).click();
  };
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await choose('Oscura');
  assert.equal(await theme(), 'dark');
  assert.notEqual(await background(), light);
  await page.reload();
  await sees(page.getByLabel('Correo electrónico'));
  assert.equal(await theme(), 'dark');
  await choose('Como el equipo');
  assert.equal(await theme(), null);
  assert.equal(await background(), light);
});

test('what is not for a role leads nowhere', async () => {
  const { page } = await signedIn(MARCELA);
  for (const path of ['/cola', '/agenda', '/empresas', '/personal', '/llaves', '/webhooks']) {
    await page.goto(path);
    await sees(page.getByRole('heading', { name: 'Esta página no existe' }));
  }
});

test('the first load stays within its budget', async () => {
  const { page, context } = await visitor('a stranger');
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  let transferred = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    transferred += encodedDataLength;
  });
  await page.goto('/entrar');
  await sees(page.getByLabel('Correo electrónico'));
  await until('the network is quiet', () => page.waitForLoadState('networkidle').then(() => true));
  assert.ok(transferred > 50_000, `only ${transferred} bytes were counted`);
  assert.ok(transferred <= FIRST_LOAD, `${transferred} bytes, more than ${FIRST_LOAD}`);
});
