// Staying signed in, and losing nothing when one is not any more.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn, visitor } from './util/browser.mjs';
import { Api, openIncident } from './util/api.mjs';
import { sees, seesNoMore, signIn, until } from './util/page.mjs';
import { MARCELA, OSCAR, unique } from './util/world.mjs';

test('an access token that has run out is renewed without a word', async () => {
  const { page, watch } = await signedIn(MARCELA);
  watch.expect(/: 401$/);
  const paths = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  // The server refuses this token as it refuses one that has run out.
  await page.route('**/api/v1/companies/*/reporters*', (route) =>
    route.continue({
      headers: { ...route.request().headers(), authorization: 'Bearer run.out.already' },
    }), { times: 1 });
  await page.getByRole('link', { name: 'Equipo' }).click();
  await sees(page.getByText(OSCAR.email));
  assert.equal(paths.filter((path) => path === '/api/v1/auth/refresh').length, 1);
  assert.equal(await page.getByRole('dialog', { name: 'Tu sesión terminó' }).count(), 0);
});

test('ending the session elsewhere asks for the password and keeps what was typed', async () => {
  const api = await Api.of(OSCAR);
  const ticket = await openIncident(api, `Eco en las llamadas ${unique('sesion')}`);
  const text = `Ocurre desde las ocho ${unique('texto')}`;

  const desk = await signedIn(OSCAR);
  await desk.page.goto(`/casos/${ticket.number}`);
  await desk.page.getByLabel('Tu mensaje').fill(text);

  const phone = await signedIn(OSCAR);
  await phone.page.getByRole('button', { name: 'Tu cuenta' }).click();
  await phone.page.getByRole('link', { name: 'Mi perfil' }).click();
  await endAllOthers(phone.page);

  desk.watch.expect(/: 401$/);
  await desk.page.getByRole('button', { name: 'Enviar', exact: true }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'Tu sesión terminó' });
  await sees(dialog.getByText(OSCAR.email));
  await dialog.getByLabel('Contraseña', { exact: true }).fill('una que no es');
  await dialog.getByRole('button', { name: 'Ingresar' }).click();
  await sees(dialog.getByText(/^El correo y la contraseña no coinciden/));
  await dialog.getByLabel('Contraseña', { exact: true }).fill(OSCAR.password);
  await dialog.getByRole('button', { name: 'Ingresar' }).click();
  await seesNoMore(dialog);
  assert.equal(await desk.page.getByLabel('Tu mensaje').inputValue(), text);
  await desk.page.getByRole('button', { name: 'Enviar', exact: true }).click();
  await sees(desk.page.getByRole('listitem').getByText(text));
});

async function endAllOthers(page) {
  const title = page.getByRole('heading', { name: 'Sesiones abiertas' });
  const sessions = page.locator('section', { has: title }).getByRole('listitem');
  await sees(sessions.filter({ hasText: 'Esta sesión' }));
  for (let left = (await sessions.count()) - 1; left > 0; left -= 1) {
    await sessions.getByRole('button', { name: 'Cerrar' }).first().click();
    await until('one session less', async () => (await sessions.count()) === left);
  }
}

test('a link to a case leads there after signing in, and signing out ends it', async () => {
  const api = await Api.of(MARCELA);
  const ticket = await openIncident(api, `Troncal caída ${unique('enlace')}`);
  const { page, context } = await visitor(MARCELA.name);
  await page.goto(`/casos/${ticket.number}`);
  await sees(page.getByRole('heading', { name: 'Ingresa al centro de asistencia' }));
  await signIn(page, MARCELA);
  await sees(page.getByRole('heading', { level: 1, name: ticket.subject }));

  // What a script could read of a page holds no token.
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  assert.doesNotMatch(kept, /eyJ[\w-]+\./);
  assert.equal(await page.evaluate(() => document.cookie), '');
  assert.ok((await context.cookies()).every((cookie) => cookie.httpOnly));

  await page.getByRole('button', { name: 'Tu cuenta' }).click();
  await page.getByRole('button', { name: 'Cerrar sesión' }).click();
  await sees(page.getByRole('heading', { name: 'Ingresa al centro de asistencia' }));
  await page.goto(`/casos/${ticket.number}`);
  await sees(page.getByRole('heading', { name: 'Ingresa al centro de asistencia' }));
});

test('a link to a new password that is spent leads to another one', async () => {
  const { page, watch } = await visitor('somebody with an old mail');
  watch.expect(/^POST \/api\/v1\/auth\/reset-password: 4\d\d$/);
  await page.goto('/reset/gastado');
  await page.getByLabel('Nueva contraseña').fill('una clave bien larga');
  await page.getByLabel('Repite la contraseña').fill('una clave bien larga');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await sees(page.getByRole('heading', { name: 'Este enlace ya no sirve' }));
  await sees(page.getByText(/^Este enlace ya se usó o venció/));
  await seesNoMore(page.getByLabel('Nueva contraseña'));
  await page.getByRole('link', { name: 'Pedir otro enlace' }).click();
  await page.waitForURL(/\/recuperar$/);
});
