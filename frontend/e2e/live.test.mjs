// What others do appears by itself, and what one was told is counted until one has looked.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { Api, openIncident } from './util/api.mjs';
import { audit } from './util/audit.mjs';
import { signedIn } from './util/browser.mjs';
import { sees, until } from './util/page.mjs';
import { ANDRES, MARCELA, unique } from './util/world.mjs';

/** A case page asks by itself only while the stream is away, and then every twenty seconds. */
const SOON = 10_000;

async function theStreamIsOpen(page) {
  const answered = await page.waitForResponse((answer) => answer.url().endsWith('/api/v1/events'));
  assert.equal(answered.status(), 200);
}

test('a message of support appears without a reload and is counted where one is not looking', async () => {
  const [customer, engineer] = await Promise.all([MARCELA, ANDRES].map(Api.of));
  const subject = `Se cortan las llamadas ${unique('vivo')}`;
  const { number } = await openIncident(customer, subject);

  const { page } = await signedIn(MARCELA);
  const streaming = theStreamIsOpen(page);
  await page.goto('/avisos');
  await streaming;
  await sees(page.getByRole('heading', { level: 1, name: 'Avisos' }));
  const bell = page.getByRole('link', { name: /^Avisos: \d+ sin leer$/ });
  await sees(bell);
  const before = Number((await bell.textContent()).match(/\d+/)[0]);

  const text = `Lo estamos mirando ${unique('mensaje')}`;
  await engineer.post(`/tickets/${number}/messages`, { body: text, visibility: 'public' });
  await page
    .getByRole('link', { name: `Avisos: ${before + 1} sin leer` })
    .waitFor({ timeout: SOON });
  const told = page.getByRole('link', { name: new RegExp(`Soporte escribió.*${number}`) });
  await told.waitFor({ timeout: SOON });
  assert.deepEqual(await audit(page, 'notifications'), []);

  let marked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/notifications/read')) marked += 1;
  });
  await told.first().click();
  await sees(page.getByRole('heading', { level: 1, name: subject }));
  await sees(page.getByText(text));
  // Looking at the case is having read what was told of it: the receipt and the message.
  await page
    .getByRole('link', { name: before - 1 > 0 ? `Avisos: ${before - 1} sin leer` : 'Avisos' })
    .waitFor({ timeout: SOON });

  const second = `Ya sabemos qué es ${unique('mensaje')}`;
  await engineer.post(`/tickets/${number}/messages`, { body: second, visibility: 'public' });
  await page.getByText(second).waitFor({ timeout: SOON });
  // Once for coming here and once for the second message: what is unread elsewhere asks for nothing.
  await page.waitForTimeout(2_000);
  assert.ok(marked >= 1 && marked <= 2, `marked ${marked} times`);
});

test('without the stream a page asks by itself', async () => {
  const [customer, engineer] = await Promise.all([MARCELA, ANDRES].map(Api.of));
  const { number } = await openIncident(customer, `Sin corriente ${unique('vivo')}`);
  const { page, watch } = await signedIn(MARCELA);
  watch.expect(/events|ERR_FAILED/);
  await page.route('**/api/v1/events', (route) => route.abort());
  await page.goto(`/casos/${number}`);
  await sees(page.getByRole('heading', { level: 1 }));
  const text = `Seguimos ${unique('mensaje')}`;
  await engineer.post(`/tickets/${number}/messages`, { body: text, visibility: 'public' });
  await page.getByText(text).waitFor({ timeout: 40_000 });
});

test('one chooses what comes by mail too', async () => {
  const { page } = await signedIn(MARCELA);
  await page.goto('/perfil');
  const wish = page.getByLabel('Mensajes en los casos');
  await wish.uncheck();
  const card = page.getByRole('heading', { name: 'Avisos por correo' }).locator('..');
  await card.getByRole('button', { name: 'Guardar' }).click();
  await sees(page.getByText('Cambios guardados').first());
  await page.reload();
  await until('the wish is kept', async () => !(await wish.isChecked()));
  await wish.check();
  await card.getByRole('button', { name: 'Guardar' }).click();
  await sees(page.getByText('Cambios guardados').first());
  assert.deepEqual(await audit(page, 'the profile'), []);
});
