// Support's queue: what is chosen stands in the address, and the keyboard is enough.

import { before, test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn } from './util/browser.mjs';
import { Api, deliver, openIncident } from './util/api.mjs';
import { hasFocus } from './util/keyboard.mjs';
import { sees, seesNoMore, until } from './util/page.mjs';
import { ANDRES, CAMILA, LAURA, MARCELA, YAMILE, unique } from './util/world.mjs';

/** A word that only the cases of this file have. */
const WORD = unique('cola').replace('-', '');

before(async () => {
  const [andina, rutas, engineer] = await Promise.all([MARCELA, YAMILE, ANDRES].map(Api.of));
  await openIncident(andina, `Primera ${WORD}`);
  await openIncident(rutas, `Segunda ${WORD}`);
  const ticket = await openIncident(andina, `Tercera ${WORD}`);
  await deliver(engineer, ticket.number);
});

const rows = (page) => page.getByRole('table').getByRole('link');

/** Waits until the queue shows exactly these cases, in this order. */
async function shows(page, ...names) {
  const wanted = names.map((name) => `${name} ${WORD}`);
  await until(`the queue shows ${names}`, async () => {
    const found = await rows(page).allTextContents();
    return JSON.stringify(found.map((text) => text.trim())) === JSON.stringify(wanted);
  });
}

/** Shows the filters, which stay out of the way until there is one. */
async function openFilters(page) {
  const stage = page.getByLabel('Etapa');
  if (!(await stage.isVisible())) await page.locator('summary', { hasText: 'Filtros' }).click();
  await sees(stage);
}

const param = (page, name) => new URL(page.url()).searchParams.get(name);

test('filters, search and order stand in the address and survive reload, back and a shared link', async () => {
  const { page } = await signedIn(CAMILA);
  await page.goto('/cola');
  await page.getByLabel('Buscar en los casos').fill(WORD);
  await until('the search stands in the address', () => param(page, 'q') === WORD);
  await page.getByLabel('Orden').selectOption({ label: 'Más antiguos' });
  await shows(page, 'Primera', 'Segunda', 'Tercera');

  await openFilters(page);
  await page.getByLabel('Empresa').selectOption({ label: 'Contacto Andino BPO S.A.S.' });
  await shows(page, 'Primera', 'Tercera');
  await page.getByLabel('Etapa').selectOption({ label: 'Pruebas' });
  await shows(page, 'Tercera');
  assert.equal(param(page, 'stage'), 'testing');

  await page.reload();
  await shows(page, 'Tercera');
  assert.equal(await page.getByLabel('Buscar en los casos').inputValue(), WORD);
  const chosen = (label) =>
    page.getByLabel(label).evaluate((select) => select.selectedOptions[0].textContent);
  await until('the filters show what is chosen', async () => {
    return (await chosen('Etapa')) === 'Pruebas' && (await chosen('Orden')) === 'Más antiguos';
  });

  await page.goBack();
  await shows(page, 'Primera', 'Tercera');
  await until('the filter is taken back too', async () => (await chosen('Etapa')) === 'Todas');
  await page.goForward();
  await shows(page, 'Tercera');

  // A link that a colleague was sent shows the same to her, once she has signed in.
  const shared = new URL(page.url());
  const colleague = await signedIn(LAURA);
  await colleague.page.goto(shared.pathname + shared.search);
  await shows(colleague.page, 'Tercera');

  await page.getByLabel('Etapa').selectOption({ label: 'Todas' });
  await page.getByLabel('Orden').selectOption({ label: 'Más recientes' });
  await shows(page, 'Tercera', 'Primera');
  await page.getByRole('button', { name: 'Quitar filtros' }).first().click();
  await until('nothing is filtered', () => new URL(page.url()).search.indexOf('stage') < 0);
});

test('an engineer moves, takes and opens cases from the keyboard', async () => {
  const { page } = await signedIn(LAURA);
  await page.goto(`/cola?q=${WORD}&sort=created_at`);
  await shows(page, 'Primera', 'Segunda', 'Tercera');
  const row = (name) => page.getByRole('link', { name: `${name} ${WORD}` });

  await page.keyboard.press('j');
  assert.ok(await hasFocus(row('Primera')));
  await page.keyboard.press('j');
  assert.ok(await hasFocus(row('Segunda')));
  await page.keyboard.press('k');
  assert.ok(await hasFocus(row('Primera')));

  await page.keyboard.press('t');
  await sees(page.getByText(/^CASO-\d+ es tuyo\.$/));
  await sees(page.getByRole('row', { name: new RegExp(`Primera ${WORD}`) }).getByText(LAURA.name));
  await until('the focus stays on the case', () => hasFocus(row('Primera')));

  await page.keyboard.press('Enter');
  await sees(page.getByRole('heading', { level: 1, name: `Primera ${WORD}` }));
  await page.goBack();
  await shows(page, 'Primera', 'Segunda', 'Tercera');

  // Typing in the search is typing, not moving about.
  await page.getByLabel('Buscar en los casos').press('End');
  await page.keyboard.press('j');
  await until('the letter is searched for', () => param(page, 'q') === `${WORD}j`);
  await sees(page.getByText('Ningún caso cumple estos filtros'));
  await page.getByRole('button', { name: 'Quitar filtros' }).first().click();
  await seesNoMore(page.getByText('Ningún caso cumple estos filtros'));
});

test('the next page of a long list comes below the first', async () => {
  const { page } = await signedIn(CAMILA);
  await page.goto('/cola?sort=created_at');
  await sees(rows(page));
  assert.equal(await rows(page).count(), 50);
  const first = await rows(page).first().textContent();
  await page.getByRole('button', { name: 'Mostrar más' }).click();
  await until('there is more', async () => (await rows(page).count()) > 50);
  assert.equal(await rows(page).first().textContent(), first);
  const numbers = await rows(page).evaluateAll((links) => links.map((link) => link.dataset.number));
  assert.equal(new Set(numbers).size, numbers.length, 'no case is shown twice');
});

test('an answer that a later one overtook says nothing about the list', async () => {
  const { page } = await signedIn(CAMILA);
  await page.goto('/cola');
  await sees(page.getByText(/^\d+ de \d+ casos$/));
  // The whole queue is slow to come; meanwhile she looks for three cases.
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  const wholeQueue = (url) => url.pathname === '/api/v1/tickets' && !url.searchParams.has('q');
  await page.route(wholeQueue, async (route) => {
    await held;
    await route.continue();
  });
  const late = page.waitForResponse((response) => wholeQueue(new URL(response.url())));
  await page.reload();
  await page.getByLabel('Buscar en los casos').fill(WORD);
  await sees(page.getByText('3 casos', { exact: true }));
  letGo();
  await (await late).finished();
  // Nothing may come of it: there is no sign to wait for, only time to give it.
  await page.waitForTimeout(1_000);
  assert.equal(await page.locator('.queue-count').textContent(), '3 casos');
  assert.equal(await page.getByRole('button', { name: 'Mostrar más' }).count(), 0);
});
