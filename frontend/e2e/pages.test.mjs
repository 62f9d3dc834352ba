// Every page for each role: WCAG 2.2 AA, no sideways scrolling, no error in the console.

import { before, test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn, visitor } from './util/browser.mjs';
import { audit, settled } from './util/audit.mjs';
import { Api, deliver, openIncident } from './util/api.mjs';
import { sees, seesNoMore, until } from './util/page.mjs';
import { ANDRES, CAMILA, MARCELA, PATRICIA, unique } from './util/world.mjs';

/** What a browser may fetch before the page is there, in bytes. */
const FIRST_LOAD = 300_000;

const cases = {};
let company;

before(async () => {
  const [reporter, engineer] = await Promise.all([MARCELA, ANDRES].map(Api.of));
  const open = (words) => openIncident(reporter, `${words} ${unique('revista')}`);
  const { number: tested } = await open('Se corta el audio al transferir');
  await deliver(engineer, tested);
  const { number: closed } = await open('No cargan las grabaciones');
  await deliver(engineer, closed);
  await reporter.act(closed, 'confirm-solution', { comment: 'Funciona, gracias.' });
  const { number: analysed, id } = await open('El marcador no avanza');
  await engineer.act(analysed, 'assign', { assignee_id: (await engineer.get('/me')).id });
  await engineer.post(`/tickets/${id}/messages`, {
    body: 'Hola, **lo estamos revisando**:\n\n1. la troncal\n2. `sip trace`\n\n> nota citada',
    visibility: 'public',
  });
  await engineer.post(`/tickets/${id}/messages`, { body: 'Ojo con esta.', visibility: 'internal' });
  await engineer.act(analysed, 'start-analysis');
  await engineer.act(analysed, 'record-analysis', { identification: 'Cola detenida.' });
  Object.assign(cases, { tested, closed, analysed });
  company = (await reporter.get('/me')).company.id;
});

/** Opens each of the pages and collects what is wrong with any of them. */
async function auditAll(page, paths) {
  const found = [];
  for (const path of paths) {
    await page.goto(path);
    await settled(page);
    found.push(...(await audit(page, path)));
  }
  assert.deepEqual(found, []);
}

/** Opens each dialog of a page by its button and collects what is wrong with any of them. */
async function auditDialogs(page, path, buttons) {
  const found = [];
  await page.goto(path);
  await settled(page);
  for (const button of buttons) {
    await page.getByRole('button', { name: button, exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await sees(dialog);
    await settled(page);
    found.push(...(await audit(page, `${path}, ${button}`)));
    await page.keyboard.press('Escape');
    await seesNoMore(dialog);
  }
  assert.deepEqual(found, []);
}

test('the pages for somebody not signed in are accessible', async () => {
  const { page } = await visitor('a stranger');
  await auditAll(page, ['/entrar', '/recuperar', '/invite/prueba', '/reset/prueba']);
});

test('the pages of a reporter are accessible', async () => {
  const { page } = await signedIn(MARCELA);
  const paths = Object.values(cases).map((number) => `/casos/${number}`);
  await auditAll(page, ['/', '/casos/nuevo', ...paths, '/equipo', '/perfil', '/no-existe']);
  await auditDialogs(page, `/casos/${cases.tested}`, ['Funciona, cerrar', 'No funciona']);
});

test('the pages of an engineer are accessible', async () => {
  const { page } = await signedIn(ANDRES);
  const own = [`/casos/${cases.analysed}`, `/casos/${cases.closed}`];
  await auditAll(page, ['/cola?stage=testing', ...own, '/casos/nuevo', '/calendario', '/perfil']);
  await auditDialogs(page, own[0], ['Registrar contacto', 'Registrar hallazgos', 'Recategorizar']);
});

test('the pages of a coordinator are accessible', async () => {
  const { page } = await signedIn(CAMILA);
  const one = [`/casos/${cases.analysed}`, `/empresas/${company}`];
  await auditAll(page, ['/cola?q=nada-de-nada', ...one, '/empresas', '/personal', '/calendario']);
  await auditDialogs(page, one[0], ['Asignar', 'Marcar como duplicado']);
});

test('the pages of an admin are accessible', async () => {
  const { page } = await signedIn(PATRICIA);
  await auditAll(page, ['/cola?stage=open', '/empresas', '/personal', '/categorias', '/calendario', '/llaves']);
  await auditDialogs(page, '/empresas', ['Nueva empresa']);
  await auditDialogs(page, '/personal', ['Invitar persona']);
  await auditDialogs(page, '/llaves', ['Nueva llave']);
});

test('what is not for a role leads nowhere', async () => {
  const { page } = await signedIn(MARCELA);
  for (const path of ['/cola', '/empresas', '/personal', '/llaves']) {
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
