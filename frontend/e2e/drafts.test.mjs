// What somebody writes is never lost.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn } from './util/browser.mjs';
import { Api, openIncident } from './util/api.mjs';
import { choose, fillIncident, seesUploaded, send } from './util/case.mjs';
import { sees, seesNoMore } from './util/page.mjs';
import { pasteScreenshot } from './util/picture.mjs';
import { ANDRES, MARCELA, unique } from './util/world.mjs';

test('a report with its screenshot survives a reload and a refused attempt to send it', async () => {
  const subject = `No graban las llamadas ${unique('borrador')}`;
  const { page, watch } = await signedIn(MARCELA);
  await page.goto('/casos/nuevo');
  await fillIncident(page, subject);
  await page.getByRole('textbox', { name: 'Campaña' }).fill('Cobranzas Norte');
  await choose(page, '¿A cuántos afecta?', /^Un equipo/);
  await pasteScreenshot(page);
  await seesUploaded(page);
  const when = await page.getByLabel('Comenzó').inputValue();

  const isAllThere = async () => {
    await sees(page.getByText('Recuperamos lo que habías escrito.'));
    assert.ok(await page.getByRole('radio', { name: /^Incidente/ }).isChecked());
    assert.equal(await page.getByLabel('Asunto').inputValue(), subject);
    assert.match(await page.getByLabel('Descripción').inputValue(), /diez segundos/);
    assert.match(await page.getByLabel('Pasos para reproducirlo').inputValue(), /Ingresar/);
    assert.equal(await page.getByLabel('Comenzó').inputValue(), when);
    assert.equal(await page.getByRole('textbox', { name: 'Campaña' }).inputValue(), 'Cobranzas Norte');
    assert.ok(await page.getByRole('radio', { name: /^Un equipo/ }).isChecked());
    await sees(page.getByRole('button', { name: /^Quitar captura/ }));
  };
  await page.reload();
  await isAllThere();

  // The server is away at the moment of sending.
  watch.expect(/^POST \/api\/v1\/tickets: 503$/);
  await page.route('**/api/v1/tickets', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'about:blank',
        title: 'Servicio no disponible',
        status: 503,
        detail: 'Servicio no disponible',
        code: 'unavailable',
        request_id: crypto.randomUUID(),
      }),
    }),
  );
  await page.getByRole('button', { name: 'Enviar caso' }).click();
  await sees(page.getByText(/^El servicio no está disponible en este momento/));
  await page.reload();
  await isAllThere();

  await page.unroute('**/api/v1/tickets');
  await send(page);
  await sees(page.getByRole('heading', { level: 1, name: subject }));
  await sees(page.getByRole('img', { name: /^Vista previa de captura/ }));

  // What was sent is no draft any more.
  await page.goto('/casos/nuevo');
  assert.equal(await page.getByLabel('Asunto').inputValue(), '');
  await seesNoMore(page.getByText('Recuperamos lo que habías escrito.'));
});

test('an answer survives a reload and a lost connection, and both sides keep their own', async () => {
  const reporter = await Api.of(MARCELA);
  const ticket = await openIncident(reporter, `Ruido en la línea ${unique('respuesta')}`);
  const text = `Ahora también en la **sede sur** ${unique('texto')}`;

  const { page, context, watch } = await signedIn(MARCELA);
  await page.goto(`/casos/${ticket.number}`);
  await page.getByLabel('Tu mensaje').fill(text);
  await page.reload();
  await sees(page.getByText('Recuperamos tu borrador.'));
  assert.equal(await page.getByLabel('Tu mensaje').inputValue(), text);

  watch.expect(/net::ERR_INTERNET_DISCONNECTED/);
  await context.setOffline(true);
  await sees(page.getByText(/^Sin conexión\./));
  await page.getByRole('button', { name: 'Enviar', exact: true }).click();
  await sees(page.getByText(/^No hay conexión con el servidor/));
  assert.equal(await page.getByLabel('Tu mensaje').inputValue(), text);
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Enviar', exact: true }).click();
  await sees(page.getByRole('listitem').getByText(/Ahora también en la/));
  // Sent once, and drawn as it was meant.
  await sees(page.getByRole('listitem').locator('strong', { hasText: 'sede sur' }));
  assert.equal(await page.getByRole('listitem').getByText(/Ahora también en la/).count(), 1);
  assert.equal(await page.getByLabel('Tu mensaje').inputValue(), '');

  const engineer = await signedIn(ANDRES);
  await engineer.page.goto(`/casos/${ticket.number}`);
  await engineer.page.getByRole('textbox', { name: 'Tu mensaje' }).fill('Un borrador de soporte');
  await engineer.page.reload();
  await sees(engineer.page.getByText('Recuperamos tu borrador.'));
  await page.reload();
  assert.equal(await page.getByLabel('Tu mensaje').inputValue(), '');
});

test('a form that misses something says what, and keeps the rest', async () => {
  const { page } = await signedIn(MARCELA);
  await page.goto('/casos/nuevo');
  await choose(page, '¿Qué necesitas?', /^Incidente/);
  await page.getByLabel('Asunto').fill('Sin audio');
  await page.getByRole('button', { name: 'Enviar caso' }).click();
  await sees(page.getByText('Revisa 3 datos antes de enviar.'));
  const description = page.getByLabel('Descripción');
  assert.equal(await description.getAttribute('aria-invalid'), 'true');
  assert.ok(await description.evaluate((field) => field === document.activeElement));
  assert.equal(await page.getByLabel('Asunto').inputValue(), 'Sin audio');
  // A question asks for less.
  await choose(page, '¿Qué necesitas?', /^Consulta/);
  await sees(page.getByText('Revisa 1 dato antes de enviar.'));
});
