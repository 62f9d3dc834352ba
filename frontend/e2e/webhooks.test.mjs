// Addresses of other systems that are told what happens, from the first secret to the deletion.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';

import { Api, openIncident } from './util/api.mjs';
import { signedIn } from './util/browser.mjs';
import { DESKTOP, PHONE, sees, seesNoMore, until } from './util/page.mjs';
import { isSignedWith, startSink } from './util/sink.mjs';
import { ANDRES, MARCELA, PATRICIA, unique } from './util/world.mjs';

let sink;

before(async () => {
  sink = await startSink();
});

after(() => sink.close());

/** Reads the secret that is shown this once, and says that it is kept. */
async function secretOf(page) {
  const dialog = page.getByRole('dialog', { name: 'Guarda el secreto ahora' });
  await sees(dialog.getByText(/HMAC-SHA256/));
  const secret = await dialog.locator('.secret').innerText();
  assert.match(secret, /^whsec_/);
  await dialog.getByRole('button', { name: 'Copiar' }).click();
  await until('the secret is copied', async () => {
    return (await page.evaluate(() => navigator.clipboard.readText())) === secret;
  });
  await dialog.getByRole('button', { name: 'Ya lo guardé' }).click();
  await seesNoMore(dialog);
  assert.equal(await page.getByText(secret).count(), 0);
  return secret;
}

/** Chooses something from the actions of the page. */
async function choose(page, name) {
  await page.getByRole('button', { name: 'Acciones', exact: true }).click();
  await page.getByRole('button', { name, exact: true }).click();
}

/** Says yes to a question. */
async function confirm(page, question, name) {
  const dialog = page.getByRole('dialog', { name: question });
  await dialog.getByRole('button', { name, exact: true }).click();
  await seesNoMore(dialog);
}

test('an admin connects a system, sees what it was sent, and disconnects it', async () => {
  const { page, watch } = await signedIn(PATRICIA);
  const description = `CRM ${unique('prueba')}`;

  await page.getByRole('button', { name: 'Tu cuenta' }).click();
  await page.getByRole('link', { name: 'Webhooks' }).click();
  await page.getByRole('button', { name: 'Nuevo webhook' }).first().click();
  const creating = page.getByRole('dialog', { name: 'Nuevo webhook' });
  await creating.getByRole('button', { name: 'Crear' }).click();
  await sees(creating.getByText('Este dato es obligatorio.'));
  watch.expect(/^POST \/api\/v1\/webhooks: 422$/);
  await creating.getByLabel('Dirección').fill('https://10.0.0.7/aval');
  await creating.getByLabel('Para qué es').fill(description);
  await creating.getByLabel('Se creó un caso').check();
  await creating.getByRole('button', { name: 'Crear' }).click();
  await sees(creating.getByText('No es una dirección pública.'));
  await creating.getByLabel('Dirección').fill(sink.url);
  await creating.getByRole('button', { name: 'Crear' }).click();
  const first = await secretOf(page);

  await page.getByRole('link', { name: description }).click();
  await sees(page.getByRole('heading', { level: 1, name: description }));
  await sees(page.getByText('Todavía no se le ha enviado nada'));

  // A test that fails says so in words, and what was answered.
  sink.willAnswer(500, 'ahora no');
  await page.getByRole('button', { name: 'Enviar prueba' }).click();
  const log = page.getByRole('region', { name: 'Envíos' });
  const row = (about) => log.getByRole('listitem').filter({ hasText: about }).first();
  await sees(row('webhook.test').getByText('Fallido'));
  await row('webhook.test').getByText('1 intento').click();
  await sees(row('webhook.test').getByText('Respondió 500'));
  await sees(row('webhook.test').getByText('ahora no'));
  assert.ok(isSignedWith(first, sink.received[0]));

  // Sent again it arrives, as the same message; what was open stays open.
  sink.willAnswer(200, 'recibido');
  await log.getByRole('button', { name: 'Reenviar: Prueba' }).click();
  await sees(row('webhook.test').getByText('Entregado'));
  await sees(row('webhook.test').getByText('2 intentos'));
  await sees(row('webhook.test').getByText('Respondió 200'));
  const ids = sink.received.map(({ headers }) => headers['webhook-id']);
  assert.equal(ids[0], ids[1]);

  // With a new secret both sign.
  await choose(page, 'Cambiar secreto');
  await sees(page.getByText(/Durante 24 horas los mensajes llevan dos firmas/));
  await confirm(page, '¿Cambiar el secreto?', 'Cambiar secreto');
  const second = await secretOf(page);
  await sees(page.getByText(/El anterior también firma hasta/));
  const before = sink.received.length;
  const ticket = await openIncident(await Api.of(MARCELA), unique('Se cortan las llamadas'));
  await until('the case is told', () => sink.received.length > before);
  const told = sink.received.at(-1);
  assert.ok(isSignedWith(first, told) && isSignedWith(second, told));
  assert.equal(JSON.parse(told.body).data.ticket.number, ticket.number);
  await page.reload();
  await sees(row(ticket.number).getByText('Entregado'));
  await sees(row(ticket.number).getByText('Se creó un caso'));

  // On a phone the buttons wrap: the menu opens where it can be read and pressed.
  await page.setViewportSize(PHONE);
  await page.getByRole('button', { name: 'Acciones', exact: true }).click();
  await until('all of the menu is on the screen', async () => {
    const box = await page.getByRole('button', { name: 'Eliminar' }).boundingBox();
    return box.x >= 0 && box.x + box.width <= PHONE.width;
  });
  await page.keyboard.press('Escape');
  await page.setViewportSize(DESKTOP);

  await page.getByRole('button', { name: 'Editar' }).click();
  const editing = page.getByRole('dialog', { name: 'Editar webhook' });
  assert.equal(await editing.getByLabel('Se creó un caso').isChecked(), true);
  await editing.getByLabel('Se cerró un caso').check();
  await editing.getByRole('button', { name: 'Guardar' }).click();
  await seesNoMore(editing);
  await sees(page.locator('.facts').getByText('Se cerró un caso'));

  await choose(page, 'Desactivar');
  await confirm(page, '¿Desactivar este webhook?', 'Desactivar');
  await sees(page.getByText(/^Mientras está desactivado no se entera de lo que pasa/));
  assert.ok(await page.getByRole('button', { name: 'Enviar prueba' }).isDisabled());
  await choose(page, 'Activar');
  await seesNoMore(page.getByText(/^Mientras está desactivado no se entera de lo que pasa/));

  await choose(page, 'Eliminar');
  await confirm(page, '¿Eliminar este webhook?', 'Eliminar');
  await sees(page.getByRole('heading', { level: 1, name: 'Webhooks' }));
  await sees(page.getByRole('button', { name: 'Nuevo webhook' }));
  assert.equal(await page.getByRole('link', { name: description }).count(), 0);

  await page.goto('/auditoria');
  for (const deed of ['eliminó', 'activó', 'desactivó', 'cambió', 'creó']) {
    await sees(page.getByText(`${deed} el webhook ${sink.url}`));
  }
  await sees(page.getByText(`reenvió un mensaje al webhook ${sink.url}`));
  await sees(page.getByText(`cambió el secreto del webhook ${sink.url}`));
});

test('webhooks are for admins alone', async () => {
  const { page } = await signedIn(ANDRES);
  for (const path of ['/webhooks', `/webhooks/${crypto.randomUUID()}`]) {
    await page.goto(path);
    await sees(page.getByRole('heading', { name: 'Esta página no existe' }));
  }
});
