// What somebody writes is never lost.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn } from './util/browser.mjs';
import { Api, openIncident } from './util/api.mjs';
import { choose, fillIncident, openAction, seesUploaded, send } from './util/case.mjs';
import { LOST, hold, loseAnswers, refuse } from './util/network.mjs';
import { sees, seesNoMore, until } from './util/page.mjs';
import { pasteScreenshot } from './util/picture.mjs';
import { ANDRES, LAURA, MARCELA, unique } from './util/world.mjs';

test('a report with its screenshot survives a reload and a refused attempt to send it', async () => {
  const subject = `No graban las llamadas ${unique('borrador')}`;
  const { page, watch } = await signedIn(MARCELA);
  await page.goto('/casos/nuevo');
  await fillIncident(page, subject);
  await page.getByText('A quién y dónde').click();
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
  await refuse(page, '**/api/v1/tickets');
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

test('a note never becomes an answer, and each keeps its text and its files', async () => {
  const reporter = await Api.of(MARCELA);
  const { number, subject } = await openIncident(reporter, `Nota y respuesta ${unique('hoja')}`);
  const { page } = await signedIn(ANDRES);
  await page.goto(`/casos/${number}`);
  const body = page.locator('#answer-body');
  const tab = (name) => page.locator('.answer-tab', { hasText: name });
  await sees(body);
  await tab('Nota interna').click();
  await body.fill('El cliente debe dos facturas.');
  await pasteScreenshot(page);
  await seesUploaded(page);
  await tab('Respuesta al cliente').click();
  await until('the answer is empty', async () => (await body.inputValue()) === '');
  await seesNoMore(page.getByRole('button', { name: /^Quitar captura/ }));
  await body.fill('Lo revisamos hoy.');
  await page.reload();
  await sees(body);
  await until('the answer is back', async () => (await body.inputValue()) === 'Lo revisamos hoy.');
  await page.getByRole('button', { name: 'Enviar respuesta' }).click();
  await sees(page.getByText('Tu mensaje está en el caso.'));
  await tab('Nota interna').click();
  await until('the note is still there', async () => (await body.inputValue()).startsWith('El cliente debe'));
  await sees(page.getByRole('button', { name: /^Quitar captura/ }));
  await page.getByRole('button', { name: 'Guardar nota' }).click();
  await sees(page.getByText('La nota interna quedó guardada.'));
  const { items } = await reporter.get(`/tickets/${number}/timeline`);
  const told = items.flatMap(({ message }) => (message ? [message.body] : []));
  assert.deepEqual(told, ['Lo revisamos hoy.'], subject);
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

/** The client asks once more by itself when a connection is lost, so two answers must get lost. */
const BOTH = 2;

test('what is sent again after its answer was lost exists once', async () => {
  const reporter = await Api.of(MARCELA);
  const mark = unique('perdida').replace('-', '');
  const { page, watch } = await signedIn(MARCELA);
  watch.expect(LOST);
  const opened = async () => (await reporter.get(`/tickets?q=${mark}`)).items;

  await page.goto('/casos/nuevo');
  await fillIncident(page, `Se cuelga el marcador ${mark}`);
  await loseAnswers(page, '**/api/v1/tickets', BOTH);
  await page.getByRole('button', { name: 'Enviar caso' }).click();
  await sees(page.getByText(/^No hay conexión con el servidor/));
  assert.equal((await opened()).length, 1, 'the server has it, only the answer was lost');
  // Not even a reload makes it another one.
  await page.reload();
  await sees(page.getByText('Recuperamos lo que habías escrito.'));
  const number = await send(page);
  assert.deepEqual((await opened()).map((ticket) => ticket.number), [number]);

  const text = `Ya reinicié el equipo ${unique('texto')}`;
  await page.getByLabel('Tu mensaje').fill(text);
  await loseAnswers(page, '**/api/v1/tickets/*/messages', BOTH);
  await page.getByRole('button', { name: 'Enviar', exact: true }).click();
  await sees(page.getByText(/^No hay conexión con el servidor/));
  await page.getByRole('button', { name: 'Enviar', exact: true }).click();
  await sees(page.getByText('Tu mensaje está en el caso.'));
  await page.reload();
  await sees(page.getByRole('listitem').getByText(text));
  assert.equal(await page.getByRole('listitem').getByText(text).count(), 1);
  assert.equal(await page.getByLabel('Tu mensaje').inputValue(), '');
});

test('who leaves while it is being sent stays where she went and finds no draft afterwards', async () => {
  const { page } = await signedIn(MARCELA);
  await page.goto('/casos/nuevo');
  await fillIncident(page, `No suena el timbre ${unique('salida')}`);
  const opening = await hold(page, '**/api/v1/tickets');
  await page.getByRole('button', { name: 'Enviar caso' }).click();
  await opening.arrived;
  await page.getByRole('link', { name: 'Equipo' }).click();
  await sees(page.getByRole('heading', { level: 1, name: 'Equipo' }));
  opening.release();
  await sees(page.getByText(/^Recibimos tu caso CASO-\d+\./));
  assert.equal(new URL(page.url()).pathname, '/equipo');
  await page.goto('/casos/nuevo');
  await sees(page.getByRole('heading', { level: 1, name: 'Crear caso' }));
  assert.equal(await page.getByLabel('Asunto').inputValue(), '');

  const reporter = await Api.of(MARCELA);
  const ticket = await openIncident(reporter, `Timbre mudo ${unique('salida')}`);
  const text = `También en la otra sede ${unique('texto')}`;
  await page.goto(`/casos/${ticket.number}`);
  await page.getByLabel('Tu mensaje').fill(text);
  const answering = await hold(page, '**/api/v1/tickets/*/messages');
  await page.getByRole('button', { name: 'Enviar', exact: true }).click();
  await answering.arrived;
  await page.getByRole('link', { name: 'Equipo' }).click();
  await sees(page.getByRole('heading', { level: 1, name: 'Equipo' }));
  answering.release();
  await sees(page.getByText('Tu mensaje está en el caso.'));
  await page.goto(`/casos/${ticket.number}`);
  await sees(page.getByRole('listitem').getByText(text));
  assert.equal(await page.getByLabel('Tu mensaje').inputValue(), '');
});

test('a form that was only looked at does not bring old findings back, and a draft gives way to newer ones', async () => {
  const [reporter, colleague] = await Promise.all([MARCELA, LAURA].map(Api.of));
  const { number } = await openIncident(reporter, `Eco en la cola ${unique('hallazgos')}`);
  await prepareAnalysis(colleague, number);
  await colleague.act(number, 'record-analysis', {
    identification: 'Primera lectura.',
    validation: 'Primera prueba.',
  });

  const { page } = await signedIn(ANDRES);
  await page.goto(`/casos/${number}`);
  const dialog = await openAction(page, 'Registrar hallazgos');
  assert.equal(await dialog.getByLabel('Identificación').inputValue(), 'Primera lectura.');
  await dialog.getByRole('button', { name: 'Cancelar' }).click();
  await seesNoMore(dialog);
  await openAction(page, 'Registrar hallazgos');
  await dialog.getByLabel('Validación').fill('Mi propia prueba.');
  await dialog.getByLabel('Estructura').fill('La troncal de entrada.');
  await page.keyboard.press('Escape');
  await seesNoMore(dialog);

  await colleague.act(number, 'record-analysis', {
    identification: 'Segunda lectura.',
    validation: 'Segunda prueba.',
  });
  await page.reload();
  await openAction(page, 'Registrar hallazgos');
  // Untouched here: the colleague's. Typed here, changed there: the colleague's, and one's own words
  // beside it. Typed here only: one's own.
  assert.equal(await dialog.getByLabel('Identificación').inputValue(), 'Segunda lectura.');
  assert.equal(await dialog.getByLabel('Validación').inputValue(), 'Segunda prueba.');
  assert.equal(await dialog.getByLabel('Estructura').inputValue(), 'La troncal de entrada.');
  await sees(dialog.getByText(/^Otra persona cambió esto después de tu borrador/));
  await sees(dialog.getByText('Mi propia prueba.'));
  await dialog.getByRole('button', { name: 'Registrar hallazgos' }).click();
  await seesNoMore(dialog);
  const { internal: { findings } } = await colleague.get(`/tickets/${number}`);
  assert.deepEqual(
    [findings.identification, findings.validation, findings.structure],
    ['Segunda lectura.', 'Segunda prueba.', 'La troncal de entrada.'],
  );
});

/** Takes an open incident to the stage of analysis. */
async function prepareAnalysis(api, number) {
  await api.act(number, 'assign', { assignee_id: (await api.get('/me')).id });
  await api.act(number, 'log-contact', {
    channel: 'phone',
    direction: 'outbound',
    outcome: 'reached',
    summary: 'Hablamos con la supervisora.',
  });
  await api.act(number, 'start-analysis');
}

test('a file that the server has removed from a draft is told beside it', async () => {
  const reporter = await Api.of(MARCELA);
  const subject = `Pantalla en blanco ${unique('archivo')}`;
  const { page, watch } = await signedIn(MARCELA);
  await page.goto('/casos/nuevo');
  await fillIncident(page, subject);
  await pasteScreenshot(page);
  await seesUploaded(page);
  // The server does this after a day.
  const draft = await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => /^aval\.draft\.new\.[^.]+$/.test(name));
    return JSON.parse(localStorage.getItem(key));
  });
  await reporter.delete(`/attachments/${draft.attachments[0].id}`);

  await page.reload();
  watch.expect(/^POST \/api\/v1\/tickets: 422$/);
  await page.getByRole('button', { name: 'Enviar caso' }).click();
  await sees(page.locator('.upload.is-failed').getByText(/^Ya no está en el servidor/));
  await page.getByRole('button', { name: /^Quitar captura/ }).click();
  await send(page);
  await sees(page.getByRole('heading', { level: 1, name: subject }));
});
