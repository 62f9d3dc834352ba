// The second language: everything a person reads, errors included.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn, visitor } from './util/browser.mjs';
import { Api, deliver, openIncident } from './util/api.mjs';
import { LOST, loseAnswers } from './util/network.mjs';
import { sees } from './util/page.mjs';
import { ANDRES, LAURA, MARCELA, unique } from './util/world.mjs';

async function chooseEnglish(page) {
  await page.getByRole('button', { name: 'Idioma' }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await sees(page.getByRole('button', { name: 'Language' }));
}

async function chooseSpanish(page) {
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('button', { name: 'Español' }).click();
  await sees(page.getByRole('button', { name: 'Idioma' }));
}

/** Chooses, and waits until the account has it: a page that is left gives up what it was sending. */
async function keeps(page, choose) {
  const kept = page.waitForResponse(
    (answer) => answer.request().method() === 'PATCH' && answer.url().endsWith('/api/v1/me'),
  );
  await choose(page);
  assert.equal((await kept).status(), 200);
}

/** The part of the program that speaks English. */
const ENGLISH = /split_english/;

test('a stranger reads the sign-in and its refusal in English', async () => {
  const { page, watch } = await visitor('a stranger');
  watch.expect(/^POST \/api\/v1\/auth\/login: 401$/);
  const fetched = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.goto('/entrar');
  await sees(page.getByRole('heading', { name: 'Ingresa al centro de asistencia' }));
  assert.ok(!fetched.some((url) => ENGLISH.test(url)), 'who reads Spanish downloads no English');
  await chooseEnglish(page);
  await sees(page.getByRole('heading', { name: 'Sign in to the support centre' }));
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.getByLabel('E-mail address').fill('nobody@example.com');
  await page.getByLabel('Password', { exact: true }).fill('not the right one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await sees(page.getByText(/e-mail.*password.*match/i));
  // Chosen once, it stays.
  await page.reload();
  await sees(page.getByRole('heading', { name: 'Sign in to the support centre' }));
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
});

test('a customer and an engineer read the same case in English', async () => {
  const [reporter, engineer] = await Promise.all([MARCELA, LAURA].map(Api.of));
  const ticket = await openIncident(reporter, `Sin tono ${unique('idioma')}`);
  await deliver(engineer, ticket.number);

  const customer = await signedIn(MARCELA);
  await keeps(customer.page, chooseEnglish);
  await sees(customer.page.getByRole('heading', { level: 1, name: 'My cases' }));
  await customer.page.goto(`/casos/${ticket.number}`);
  for (const stage of ['Open', 'Analysis', 'Solution', 'Testing', 'Closed']) {
    await sees(customer.page.getByRole('list', { name: 'Stages of the case' }).getByText(stage));
  }
  await sees(customer.page.getByRole('button', { name: 'It works, close' }));
  await sees(customer.page.getByText(/delivered the solution/));
  // An account keeps its language: the next test reads Spanish.
  await keeps(customer.page, chooseSpanish);
  await sees(customer.page.getByRole('button', { name: 'Funciona, cerrar' }));

  const staff = await signedIn(ANDRES);
  await keeps(staff.page, chooseEnglish);
  await staff.page.goto(`/casos/${ticket.number}`);
  await sees(staff.page.getByRole('heading', { name: 'Actions' }));
  await sees(staff.page.getByText(/^(Only|Somebody|The)\b.*(assigned|stage|in )/i));
  await keeps(staff.page, chooseSpanish);
  await sees(staff.page.getByRole('heading', { name: 'Acciones' }));
});

test('English that cannot be fetched leaves the page in Spanish, says so and can be tried again', async () => {
  const { page, watch } = await visitor('a stranger');
  watch.expect(LOST);
  // The bundler's loader tells the console of the file that did not come.
  watch.expect(/^console error: TypeError: Failed to fetch/);
  await page.goto('/entrar');
  await page.getByLabel('Correo electrónico').fill('alguien@example.com');
  await loseAnswers(page, ENGLISH, 1);
  await page.getByRole('button', { name: 'Idioma' }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await sees(page.getByText('No hay conexión con el servidor. Revisa tu internet y vuelve a intentarlo.'));
  assert.equal(await page.locator('html').getAttribute('lang'), 'es');
  assert.equal(await page.getByLabel('Correo electrónico').inputValue(), 'alguien@example.com');
  await chooseEnglish(page);
});

test('English that never comes keeps nobody from the page', async () => {
  const { page } = await visitor('a stranger');
  await page.goto('/entrar');
  await chooseEnglish(page);
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await page.route(ENGLISH, async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  await sees(page.getByRole('heading', { name: 'Ingresa al centro de asistencia' }));
  await page.getByLabel('Correo electrónico').fill('alguien@example.com');
  // Late, it does not make anew what is being filled in.
  const late = page.waitForResponse((answer) => ENGLISH.test(answer.url()));
  letGo();
  await late;
  await page.getByLabel('Contraseña', { exact: true }).fill('algo');
  assert.equal(await page.getByLabel('Correo electrónico').inputValue(), 'alguien@example.com');
  assert.equal(await page.locator('html').getAttribute('lang'), 'es');
});
