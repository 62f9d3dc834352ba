// Files of a report: the ways they come in, their progress, and what goes wrong with them.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn } from './util/browser.mjs';
import { fillIncident, seesUploaded, send } from './util/case.mjs';
import { refuse } from './util/network.mjs';
import { sees, seesNoMore, until } from './util/page.mjs';
import { dropFile, pasteScreenshot, screenshot } from './util/picture.mjs';
import { MARCELA, unique } from './util/world.mjs';

const picking = (page) => page.locator('button', { hasText: 'Elegir archivos' });
const picker = (page) => page.locator('input[type=file]');
const row = (page, name) => page.getByRole('listitem').filter({ hasText: name });
const done = (page, name) => row(page, name).getByText(/^\d+(,\d)? (K?B|MB)$/);

const text = (name, size = 2_000) => ({ name, mimeType: 'text/plain', buffer: Buffer.alloc(size, 'a') });

async function openForm() {
  const person = await signedIn(MARCELA);
  await person.page.goto('/casos/nuevo');
  await sees(picking(person.page));
  return person;
}

test('files that are picked and dropped go with the report', async () => {
  const { page } = await openForm();
  const subject = `Mensaje de error ${unique('archivos')}`;
  await fillIncident(page, subject);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    picking(page).click(),
  ]);
  await chooser.setFiles([text('registro.txt'), text('configuracion.txt')]);
  await sees(done(page, 'registro.txt'));
  await sees(done(page, 'configuracion.txt'));
  await dropFile(page, 'pantalla.png', screenshot());
  await sees(done(page, 'pantalla.png'));
  await send(page);
  await sees(page.getByRole('heading', { level: 1, name: subject }));
  for (const name of ['registro.txt', 'configuracion.txt']) {
    await sees(page.getByRole('button', { name: new RegExp(name) }));
  }
  await sees(page.getByRole('img', { name: 'Vista previa de pantalla.png' }));
});

test('a large file shows how far it has come', async () => {
  const { page, context } = await openForm();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 1_000_000 };
  await network.send('Network.emulateNetworkConditions', slow);
  await picker(page).setInputFiles(text('grabacion.txt', 4_000_000));
  const bar = page.getByRole('progressbar', { name: /^Subiendo grabacion.txt/ });
  await sees(bar);
  await until('the bar stands between nothing and all', async () => {
    const value = await bar.evaluate((element) => element.value).catch(() => 0);
    return value > 0 && value < 100;
  });
  assert.ok(await page.getByRole('button', { name: 'Enviar caso' }).isDisabled());
  await sees(page.getByText('Espera a que terminen de subir los archivos.'));
  await network.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });
  await sees(done(page, 'grabacion.txt'));
  assert.ok(await page.getByRole('button', { name: 'Enviar caso' }).isEnabled());
});

test('more files than may go are refused where one sees it', async () => {
  const { page } = await openForm();
  const many = Array.from({ length: 21 }, (_, at) => text(`nota-${at + 1}.txt`, 20));
  await picker(page).setInputFiles(many);
  await sees(page.getByText('Son demasiados archivos: el máximo es 20.'));
  assert.equal(await page.getByRole('button', { name: /^Quitar nota/ }).count(), 20);
  await page.getByRole('button', { name: 'Quitar nota-1.txt' }).click();
  await seesNoMore(page.getByText('Son demasiados archivos: el máximo es 20.'));
});

test('a screenshot whose upload fails is still there to be tried again', async () => {
  const { page, watch } = await openForm();
  watch.expect(/^POST \/api\/v1\/attachments: 503$/);
  await refuse(page, '**/api/v1/attachments');
  await pasteScreenshot(page);
  await sees(page.locator('.upload.is-failed').getByText(/^No se pudo subir\./));
  await page.unroute('**/api/v1/attachments');
  await page.getByRole('button', { name: /^Reintentar con captura/ }).click();
  await seesUploaded(page);
  await seesNoMore(page.locator('.upload.is-failed'));
});

test('a file that was refused holds the report back until it is taken out', async () => {
  const { page } = await openForm();
  await fillIncident(page, `Archivo vacío ${unique('retenido')}`);
  await picker(page).setInputFiles([text('nada.txt', 0), text('registro.txt')]);
  await sees(row(page, 'nada.txt').getByText('Está vacío.'));
  await sees(done(page, 'registro.txt'));
  await page.getByRole('button', { name: 'Enviar caso' }).click();
  const held = page.locator('.form-foot').getByText(/^Hay archivos que no se enviarán\./);
  await sees(held);
  await page.getByRole('button', { name: 'Quitar nada.txt' }).click();
  await seesNoMore(held);
  await send(page);
});

test('a picture that can not be fetched says so and is there at the second try', async () => {
  const { page, watch } = await openForm();
  await fillIncident(page, `Aviso en rojo ${unique('miniatura')}`);
  await pasteScreenshot(page);
  await seesUploaded(page);
  await send(page);
  await sees(page.getByRole('img', { name: /^Vista previa de captura/ }));

  watch.expect(/^GET \/api\/v1\/attachments\/[^/]+: 503$/);
  await refuse(page, '**/api/v1/attachments/*');
  await page.reload();
  await sees(page.getByText(/^captura.* no se pudo cargar\.$/));
  assert.equal(await page.getByRole('button', { name: /^Ver captura/ }).count(), 0);
  await page.unroute('**/api/v1/attachments/*');
  await page.getByRole('button', { name: 'Reintentar' }).click();
  await sees(page.getByRole('img', { name: /^Vista previa de captura/ }));
});
