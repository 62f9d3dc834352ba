// Reports: the morning, the charts with their tables and files, and the monthly report on paper.

import { before, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { signedIn } from './util/browser.mjs';
import { audit, settled } from './util/audit.mjs';
import { Api, openIncident } from './util/api.mjs';
import { PHONE, sees, seesNoMore, until } from './util/page.mjs';
import { ANDRES, CAMILA, MARCELA, unique } from './util/world.mjs';

let api;

before(async () => {
  api = await Api.of(CAMILA);
});

async function open(page, path) {
  await page.goto(path);
  await settled(page);
}

const chart = (page, title) => page.getByRole('figure').filter({ hasText: title });

/** The cells of a table on the page, row by row, without its head. */
const rows = (table) =>
  table.locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText)));

/** What a press hands over to the downloads. */
async function downloaded(page, press) {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

test('a coordinator starts with what the day asks for, and goes there', async () => {
  const subject = `Nadie ha tomado este caso ${unique('reporte')}`;
  const { number } = await openIncident(await Api.of(MARCELA), subject);
  const { page } = await signedIn(CAMILA);
  await sees(page.getByRole('heading', { level: 1, name: 'Reportes' }));
  const told = await api.get('/reports/today');
  assert.ok(told.unassigned.total >= 1);
  for (const [title, list] of [
    ['Con plazo vencido', told.breached],
    ['Vencen hoy', told.due_today],
    ['Sin asignar', told.unassigned],
    ['Plan por aprobar', told.awaiting_approval],
  ]) {
    const tile = page.locator('.tile', { hasText: title });
    assert.equal(await tile.locator('.tile-count').innerText(), String(list.total), title);
    assert.equal(await tile.getByRole('listitem').count(), list.items.length, title);
  }
  if (told.unassigned.items.some((item) => item.number === number)) {
    await sees(page.getByRole('link', { name: subject }));
  }
  if (told.due_today.total > 0) {
    await page.getByRole('link', { name: 'Ver en la cola: Vencen hoy' }).click();
    await page.waitForURL(/\/cola\?.*vence=hoy/);
    await sees(page.getByRole('button', { name: 'Vencen hoy', pressed: true }));
    await sees(page.getByText(new RegExp(`de ${told.due_today.total} casos?|^${told.due_today.total} casos?`)));
    await page.goBack();
  }
  if (told.breached.total > 0) {
    await page.getByRole('link', { name: 'Ver en la cola: Con plazo vencido' }).click();
    await page.waitForURL(/\/cola\?.*breached=true/);
  }
});

test('a chart says its values to mouse and keyboard, and its table and file say the same', async () => {
  const { page } = await signedIn(CAMILA);
  await open(page, '/reportes?periodo=90-dias');
  const figures = await api.get(`/reports/closures?${period(90)}`);
  const closures = chart(page, 'Cómo se cierran los casos');
  const total = closures.getByRole('img').first();
  const { approved, tacit, closed, delivered } = figures.total;
  assert.ok(closed > 0, 'the demo has closed cases');
  const words = await total.getAttribute('aria-label');
  assert.match(words, /^Total: /);
  if (approved > 0) assert.ok(words.includes(`Con aval ${approved}`), words);
  if (tacit > 0) assert.ok(words.includes(`Cierre tácito ${tacit}`), words);
  const said = closures.locator('.chart-said');
  await total.focus();
  assert.equal(await said.innerText(), words);
  const second = closures.getByRole('img').nth(1);
  await second.hover();
  assert.equal(await said.innerText(), await second.getAttribute('aria-label'));
  await sees(closures.getByText(String(delivered), { exact: true }));

  await closures.getByRole('button', { name: /^Ver tabla/ }).click();
  const table = closures.getByRole('table', { name: 'Cómo se cierran los casos' });
  const shown = await rows(table);
  assert.deepEqual(shown[0], ['Total', ...['approved', 'tacit', 'withdrawn', 'duplicate', 'closed'].map((key) => String(figures.total[key]))]);
  assert.equal(shown.length, 1 + (figures.companies.length > 1 ? figures.companies.length : 0));
  await closures.getByRole('button', { name: /^Ver gráfico/ }).click();
  await sees(total);

  const file = await downloaded(page, () => closures.getByRole('button', { name: /^CSV/ }).click());
  assert.equal(file.name, 'cierres.csv');
  assert.ok(file.text.startsWith('\ufeffgroup,id,name,approved,'));
  assert.ok(file.text.includes(`\r\ntotal,,,${approved},${tacit},`), file.text);
});

test('the hours of a week are gone through with the arrows', async () => {
  const { page } = await signedIn(CAMILA);
  await open(page, '/reportes');
  const week = page.getByRole('group', { name: 'Cuándo llegan los casos' });
  const said = page.locator('#heat-said');
  await week.focus();
  const first = await said.innerText();
  assert.match(first, /de \d+:00 a \d+:00: \d+ casos?, /i);
  await page.keyboard.press(/^(domingo|sábado)/i.test(first) ? 'ArrowLeft' : 'ArrowRight');
  await until('another hour is said', async () => (await said.innerText()) !== first);
  await sees(page.getByText(/llegó|llegaron/));
});

test('period and company stand in the address, and the figures follow', async () => {
  const { page } = await signedIn(CAMILA);
  await open(page, '/reportes');
  const presets = page.getByRole('navigation', { name: 'Período' });
  assert.equal(await presets.getByRole('link', { name: '30 días' }).getAttribute('aria-current'), 'true');
  await presets.getByRole('link', { name: 'Este año' }).click();
  await page.waitForURL(/periodo=anio/);
  const company = (await api.get('/companies?limit=100')).items.find((one) => one.name.includes('Andino'));
  await page.getByRole('combobox', { name: 'Empresa' }).selectOption({ label: company.name });
  await page.waitForURL(new RegExp(`empresa=${company.id}`));
  const today = bogota(Date.now());
  const query = `from=${today.slice(0, 4)}-01-01&to=${today}&company_id=${company.id}`;
  const { total } = await api.get(`/reports/stages?${query}`);
  const ends = chart(page, 'Abiertos por empresa').locator('.bar-end');
  await until('only that company is told of', async () => (await ends.allInnerTexts()).join() === String(total.total));
  await page.reload();
  await settled(page);
  assert.equal(await page.getByRole('combobox', { name: 'Empresa' }).inputValue(), company.id);
  const file = await downloaded(page, () => page.getByRole('button', { name: 'Descargar casos (CSV)' }).click());
  assert.match(file.name, /^casos-\d{4}-\d\d-\d\d\.csv$/);
  const lines = file.text.trim().split('\r\n');
  const list = await api.get(`/tickets?count=true&limit=1&company_id=${company.id}&created_from=${today.slice(0, 4)}-01-01T05:00:00Z`);
  assert.ok(list.total > 0);
  assert.equal(lines.length, 1 + list.total, 'a row for each case and the head');
});

test('the reports can be used by everybody at a desk and on a phone', async () => {
  const { page } = await signedIn(CAMILA);
  await open(page, '/reportes?periodo=90-dias');
  assert.deepEqual(await audit(page, 'reports'), []);
  const toggles = page.getByRole('button', { name: /^Ver tabla/ });
  // Each says something else once it is pressed.
  while ((await toggles.count()) > 0) await toggles.first().click();
  assert.deepEqual(await audit(page, 'reports as tables'), []);
});

test('a reporter reads and prints the month of her company, and sees no other report', async () => {
  const { page } = await signedIn(MARCELA);
  await page.getByRole('button', { name: 'Tu cuenta' }).click();
  await page.getByRole('link', { name: 'Informe mensual' }).click();
  await sees(page.getByRole('heading', { level: 1, name: /^Informe mensual de servicio · .*Andino/ }));
  const { company } = await (await Api.of(MARCELA)).get('/me');
  const month = bogota(Date.now()).slice(0, 7);
  const told = await api.get(`/reports/companies/${company.id}/monthly?month=${month}`);
  await settled(page);
  const facts = page.locator('.monthly-totals dd');
  assert.deepEqual((await facts.allInnerTexts()).slice(0, 3), ['opened', 'closed', 'open_at_end'].map((key) => String(told.totals[key])));
  const cases = await rows(page.getByRole('table', { name: 'Casos creados o cerrados en el mes' }));
  assert.deepEqual(cases.map(([number]) => number), told.cases.map(({ number }) => number));
  assert.deepEqual(await audit(page, 'monthly report'), []);
  const file = await downloaded(page, () => page.getByRole('button', { name: 'CSV' }).click());
  assert.equal(file.name, `informe-${month}.csv`);

  await page.emulateMedia({ media: 'print' });
  for (const gone of ['.header', '.footer', '.monthly-tools']) await seesNoMore(page.locator(gone));
  const { background, ink } = await page.evaluate(() => {
    const { backgroundColor } = getComputedStyle(document.documentElement);
    return { background: backgroundColor, ink: getComputedStyle(document.querySelector('h1')).color };
  });
  assert.deepEqual([background, ink], ['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
  const paper = await page.pdf({ preferCSSPageSize: true });
  assert.match(paper.toString('latin1'), /\/MediaBox \[0 0 59[45][\d.]* 84[12]/, 'A4');
  await page.emulateMedia({ media: 'screen' });

  await page.getByRole('link', { name: 'Mes anterior' }).click();
  await page.waitForURL(/mes=\d{4}-\d\d/);
  await sees(page.getByRole('link', { name: 'Mes siguiente' }));
  await page.setViewportSize(PHONE);
  await open(page, '/reportes');
  await sees(page.getByRole('heading', { name: 'Esta página no existe' }));
  await open(page, `/reportes/empresas/${company.id}`);
  await sees(page.getByRole('heading', { name: 'Esta página no existe' }));
});

test('support reads the month of any company from its page; engineers have no reports', async () => {
  const { page } = await signedIn(CAMILA);
  const company = (await api.get('/companies?limit=100')).items[0];
  await open(page, `/empresas/${company.id}`);
  await page.getByRole('link', { name: 'Informe mensual' }).click();
  await page.waitForURL(new RegExp(`/reportes/empresas/${company.id}`));
  await sees(page.getByRole('heading', { level: 1, name: new RegExp(company.name) }));
  const engineer = await signedIn(ANDRES);
  // A case of the queue may speak of reports, too: what counts is the navigation.
  const navigation = engineer.page.getByRole('navigation', { name: 'Navegación principal' });
  await sees(navigation.getByRole('link', { name: 'Cola' }));
  assert.equal(await navigation.getByRole('link', { name: 'Reportes' }).count(), 0);
  await open(engineer.page, '/reportes');
  await sees(engineer.page.getByRole('heading', { name: 'Esta página no existe' }));
});

/** The date in Bogota, five hours behind UTC all year. */
function bogota(instant) {
  return new Date(instant - 5 * 3_600_000).toISOString().slice(0, 10);
}

/** The parameters of so many days that end today. */
function period(days) {
  return `from=${bogota(Date.now() - (days - 1) * 86_400_000)}&to=${bogota(Date.now())}`;
}
