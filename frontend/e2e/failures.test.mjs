// What could not be fetched is said where it is missing, with a way to try again.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn } from './util/browser.mjs';
import { refuse } from './util/network.mjs';
import { sees, seesNoMore } from './util/page.mjs';
import { CAMILA, MARCELA } from './util/world.mjs';

const BUSY = /^El servicio no está disponible en este momento/;

test('choices that could not be fetched are told of and come at the second try', async () => {
  const { page, watch } = await signedIn(CAMILA);
  watch.expect(/^GET \/api\/v1\/companies: 503$/);
  for (const path of ['/casos/nuevo', '/cola?stage=open']) {
    await refuse(page, '**/api/v1/companies?*');
    await page.goto(path);
    const line = page.getByRole('alert').filter({ hasText: BUSY });
    await sees(line);
    assert.equal(await page.getByLabel('Empresa').count(), 0);
    await page.unroute('**/api/v1/companies?*');
    await line.getByRole('button', { name: 'Reintentar' }).click();
    await seesNoMore(line);
    await page.getByLabel('Empresa').selectOption({ label: 'Contacto Andino BPO S.A.S.' });
  }
});

test('a tab that is older than the server says so and leads to the newer program', async () => {
  const { page, watch } = await signedIn(MARCELA);
  watch.expect(/^GET \/assets\/.*\.wasm: 404$/);
  watch.expect(/^console error: .*/);
  await page.route('**/assets/**/split_account.wasm', (route) => route.fulfill({ status: 404 }));
  await page.getByRole('link', { name: 'Equipo' }).click();
  await sees(page.getByText('No pudimos abrir esta página'));
  await page.unroute('**/assets/**/split_account.wasm');
  await page.getByRole('button', { name: 'Recargar la página' }).click();
  await sees(page.getByRole('heading', { level: 1, name: 'Equipo' }));
});
