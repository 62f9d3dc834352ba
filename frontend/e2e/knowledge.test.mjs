// Articles, solutions and the search over everything: support writes, customers find.

import { before, test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn } from './util/browser.mjs';
import { audit, settled } from './util/audit.mjs';
import { Api, deliver, openIncident } from './util/api.mjs';
import { sees, seesNoMore, until } from './util/page.mjs';
import { ANDRES, MARCELA, YAMILE, unique } from './util/world.mjs';

let engineer;
let reporter;

before(async () => {
  [engineer, reporter] = await Promise.all([ANDRES, MARCELA].map(Api.of));
});

const searchBox = (page) => page.getByRole('searchbox', { name: 'Buscar en casos, soluciones y artículos' });

test('an engineer writes an article about a solution, and the customer finds it misspelt', async () => {
  const word = unique('zumbido').replace('-', '');
  const { number } = await openIncident(reporter, `Se oye un ${word} en la línea`);
  await deliver(engineer, number);

  const { page } = await signedIn(ANDRES);
  await page.getByRole('link', { name: 'Soluciones' }).click();
  await sees(page.getByRole('heading', { level: 1, name: 'Soluciones' }));
  const delivered = page.getByRole('listitem').filter({ hasText: number });
  await delivered.getByRole('link', { name: 'Escribir un artículo' }).click();
  await sees(page.getByRole('heading', { level: 1, name: 'Nuevo artículo' }));

  // What is missing is said at each field.
  await page.getByRole('button', { name: 'Guardar borrador' }).click();
  await until('the first empty field has the focus', () =>
    page.evaluate(() => document.activeElement?.id === 'article-title'),
  );
  await page.getByLabel('Título').fill(`Un ${word} eléctrico en la grabación`);
  await page.getByLabel('Texto').fill('Revisa la **conexión** a tierra del gabinete.');
  await page.getByLabel('Quién lo lee').selectOption({ label: 'Para una empresa' });
  await page
    .getByLabel('Empresa', { exact: true })
    .selectOption({ label: 'Contacto Andino BPO S.A.S.' });
  // What is typed survives a reload.
  await page.reload();
  await sees(page.getByText('Recuperamos lo que estabas escribiendo.'));
  assert.equal(await page.getByLabel('Título').inputValue(), `Un ${word} eléctrico en la grabación`);
  assert.deepEqual(await audit(page, 'the editor'), []);
  await page.getByRole('button', { name: 'Guardar borrador' }).click();

  await sees(page.getByText('Todavía no está publicado: solo lo ve soporte.'));
  await sees(page.getByRole('link', { name: `Hecho a partir de la solución de ${number}` }));
  const customer = await signedIn(MARCELA);
  await customer.page.goto(`/soluciones?q=${word}`);
  await sees(customer.page.getByText('1 resultado', { exact: true }));
  await page.getByRole('button', { name: 'Publicar' }).click();
  await sees(page.getByText('Lo verán las personas de Contacto Andino BPO S.A.S. y soporte.'));
  await page.getByRole('dialog').getByRole('button', { name: 'Publicar' }).click();
  await seesNoMore(page.getByText('Todavía no está publicado: solo lo ve soporte.'));
  assert.deepEqual(await audit(page, 'an article, for support'), []);

  // Without accents, in capitals, in the plural: the customer finds the article and the case.
  await customer.page.goto('/soluciones');
  await searchBox(customer.page).fill(`electrico ${word}`);
  const hit = customer.page.getByRole('link', { name: new RegExp(`Un ${word} eléctrico`) });
  await customer.page.waitForURL((url) => url.searchParams.get('q')?.includes(word));
  await sees(hit.locator('mark'));
  assert.ok((await hit.locator('mark').allTextContents()).includes('eléctrico'));
  assert.deepEqual(await audit(customer.page, 'what was found'), []);
  await hit.click();
  await sees(customer.page.getByRole('heading', { level: 1, name: `Un ${word} eléctrico en la grabación` }));
  await sees(customer.page.locator('strong', { hasText: 'conexión' }));
  await customer.page.getByRole('button', { name: 'Sí, me sirvió' }).click();
  await sees(customer.page.getByText('Gracias. Nos alegra que te haya servido.'));
  assert.equal(await customer.page.getByRole('link', { name: 'Editar' }).count(), 0);
  assert.deepEqual(await audit(customer.page, 'an article, for its reader'), []);
  await page.reload();
  await sees(page.getByText('Sirvió a 1, no sirvió a 0'));

  // Another company finds nothing.
  const stranger = await signedIn(YAMILE);
  await stranger.page.goto(`/soluciones?q=${word}`);
  await sees(stranger.page.getByText('No encontramos nada con esas palabras'));
});

test('a customer browses what there is to read, and looks for a word in cases alone', async () => {
  const { page } = await signedIn(MARCELA);
  await page.getByRole('link', { name: 'Soluciones' }).click();
  await settled(page);
  await sees(page.getByRole('link', { name: /La diadema no suena/ }));
  await sees(page.getByRole('heading', { level: 2, name: 'Soluciones entregadas' }));
  assert.equal(await page.getByRole('link', { name: 'Nuevo artículo' }).count(), 0);
  assert.deepEqual(await audit(page, 'the page of solutions'), []);
  await page.getByRole('navigation', { name: 'Categoría' }).getByRole('link', { name: /^Grabaciones/ }).click();
  await page.waitForURL(/\?categoria=/);
  await seesNoMore(page.getByRole('link', { name: /La diadema no suena/ }));
  await sees(page.getByRole('link', { name: /Cómo buscar y descargar una grabación/ }));
  await searchBox(page).fill('marcadór');
  await sees(page.getByRole('link', { name: /El marcador predictivo no marca/ }));
  await page.getByRole('button', { name: 'Casos', exact: true }).click();
  await seesNoMore(page.getByRole('link', { name: /El marcador predictivo no marca/ }));
  await page.getByRole('button', { name: 'Borrar la búsqueda' }).click();
  await sees(page.getByRole('heading', { level: 2, name: 'Artículos' }));
});

test('articles are offered while a subject is typed', async () => {
  const { page } = await signedIn(MARCELA);
  await page.goto('/casos/nuevo');
  await page.getByLabel('Asunto').fill('Mis agentes no pueden descargar grabaciones de ayer');
  const offered = page.getByRole('link', { name: 'Cómo buscar y descargar una grabación' });
  await sees(offered);
  assert.equal(await offered.getAttribute('target'), '_blank');
  assert.deepEqual(await audit(page, 'a new case with articles offered'), []);
  await page.getByLabel('Asunto').fill('');
  await seesNoMore(offered);
});

test('support puts an article into an answer', async () => {
  const { number } = await openIncident(reporter, `No sé buscar ${unique('grabación')}`);
  await deliver(engineer, number);
  const { page } = await signedIn(ANDRES);
  await page.goto(`/casos/${number}`);
  await page.getByRole('button', { name: 'Insertar artículo' }).click();
  const dialog = page.getByRole('dialog', { name: 'Insertar un artículo' });
  await dialog.getByLabel('Buscar un artículo publicado').fill('grabacion descargar');
  await dialog.getByRole('button', { name: /Cómo buscar y descargar una grabación/ }).click();
  await seesNoMore(dialog);
  const written = await page.locator('#answer-body').inputValue();
  assert.match(written, /\[Cómo buscar y descargar una grabación\]\(http[^)]*\/soluciones\/[0-9a-f-]+\)/);
  await page.getByRole('button', { name: 'Enviar respuesta' }).click();
  await sees(page.getByRole('link', { name: 'Cómo buscar y descargar una grabación' }));
});

test('who finds nothing, or wants another designated user, begins a case with what is known', async () => {
  const { page } = await signedIn(MARCELA);
  await page.goto('/soluciones?q=xilofonista');
  await page.getByRole('link', { name: 'Crear un caso con esto' }).click();
  await sees(page.getByRole('heading', { level: 1, name: 'Crear caso' }));
  assert.equal(await page.getByLabel('Asunto').inputValue(), 'xilofonista');

  // Each beginning is a draft of its own: what was written before neither goes nor gets in the way.
  await page.getByLabel('Asunto').fill('Otra cosa');
  await page.goto('/equipo');
  await page.getByRole('link', { name: 'Pedir el cambio' }).click();
  await until('the subject is there', async () =>
    (await page.getByLabel('Asunto').inputValue()) === 'Cambio de usuario designado');
  assert.match(await page.getByLabel('Descripción').inputValue(), /^Sale: \nEntra/);
  assert.ok(await page.getByRole('radio', { name: /^Solicitud/ }).isChecked());
  await page.goto('/soluciones?q=xilofonista');
  await page.getByRole('link', { name: 'Crear un caso con esto' }).click();
  await sees(page.getByText('Recuperamos lo que habías escrito.'));
  assert.equal(await page.getByLabel('Asunto').inputValue(), 'Otra cosa');
});
