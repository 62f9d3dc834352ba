// What is promised: targets, testing periods, the calendar they are counted in, and how one case
// stands in time.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn } from './util/browser.mjs';
import { audit, settled } from './util/audit.mjs';
import { Api, deliver, openIncident } from './util/api.mjs';
import { sees, seesNoMore, until } from './util/page.mjs';
import { ANDRES, CAMILA, MARCELA, PATRICIA, YAMILE, unique } from './util/world.mjs';

const MOVES = /^Mueve \d+ de \d+ casos? en curso\.$/;
const COMPANY_MOVES = /^Mueve \d+ de \d+ casos? en curso de la empresa\.$/;
const FINISHED = /^Listo: /;

let admin;
let engineer;
let reporter;
/** As it was found, so that other tests find it again. */
let policy;
let days;
let company;

before(async () => {
  [admin, engineer, reporter] = await Promise.all([PATRICIA, ANDRES, MARCELA].map(Api.of));
  policy = await admin.get('/policies/sla');
  days = await admin.get('/policies/testing');
  ({ company } = await (await Api.of(YAMILE)).get('/me'));
});

after(async () => {
  await admin.put('/policies/sla', policy);
  await admin.put('/policies/testing', days);
  await admin.patch(`/companies/${company.id}`, { sla_override: {} });
});

/** An instant in Bogota as the pages say it; one that is neither today nor next to it. */
function inWords(instant) {
  const part = (options) =>
    new Intl.DateTimeFormat('es-CO', { timeZone: 'America/Bogota', ...options }).format(
      new Date(instant),
    );
  const day = `${part({ weekday: 'long' })} ${part({ day: 'numeric' })} de ${part({ month: 'long' })}`;
  return `el ${day}${inYear(instant)} a las ${timeOf(instant)}`;
}

/** Said only of another year than the present one. */
function inYear(instant) {
  const year = dateOf(instant).slice(0, 4);
  return year === dateOf(Date.now()).slice(0, 4) ? '' : ` de ${year}`;
}

// Bogota is five hours behind UTC all year.
const inBogota = (instant) => new Date(new Date(instant).getTime() - 5 * 3_600_000).toISOString();
const dateOf = (instant) => inBogota(instant).slice(0, 10);
const timeOf = (instant) => inBogota(instant).slice(11, 16);

/** Reads how many cases a preview moves: some, but not more than there are. */
async function movesSome(said) {
  await sees(said);
  const [, moved, running] = /(\d+) de (\d+)/.exec(await said.textContent());
  assert.ok(Number(moved) >= 1 && Number(moved) <= Number(running), `${moved} of ${running}`);
}

async function openCase(page, number) {
  await page.goto(`/casos/${number}`);
  await settled(page);
}

/** A case in testing, with when silence would close it. */
async function tested(words) {
  const { number } = await openIncident(reporter, `${words} ${unique('plazo')}`);
  const { testing } = await deliver(engineer, number);
  return { number, endsAt: testing.ends_at };
}

const testingEnd = async (number) => (await reporter.get(`/tickets/${number}`)).testing.ends_at;

test('an admin sees what other targets move before they hold, and the clocks follow', async () => {
  const ticket = await openIncident(reporter, `Se corta el audio ${unique('promesa')}`);
  const before = ticket.clocks.first_contact.due_at;
  const { page } = await signedIn(PATRICIA);
  await page.getByRole('link', { name: 'Plazos' }).click();
  await sees(page.getByRole('heading', { level: 1, name: 'Plazos' }));
  const targets = page.getByRole('table', { name: 'Plazos por prioridad' });
  await sees(targets.getByRole('row', { name: /^Normal 4 h hábiles/ }));

  await page.getByRole('button', { name: 'Cambiar plazos' }).click();
  const field = page.getByLabel('Normal, primer contacto, en horas hábiles');
  await field.fill('pronto');
  await page.getByRole('button', { name: 'Revisar y guardar' }).click();
  await sees(targets.getByText(/^Escribe de 1 minuto a 10\.000 horas/));
  assert.equal(await page.getByRole('dialog').count(), 0);

  // What is typed and not saved survives a reload.
  await field.fill('5:30');
  await sees(targets.getByText('5 h 30 min hábiles'));
  await page.reload();
  await sees(page.getByText('Recuperamos lo que habías escrito.'));
  assert.equal(await field.inputValue(), '5:30');

  await page.getByRole('button', { name: 'Revisar y guardar' }).click();
  const dialog = page.getByRole('dialog', { name: '¿Cambiar los plazos?' });
  await sees(dialog.getByText('de 4 h hábiles a 5 h 30 min hábiles'));
  await movesSome(dialog.getByText(MOVES));
  assert.equal((await admin.get('/policies/sla')).normal.first_contact, 'PT4H');
  await dialog.getByRole('button', { name: 'Cambiar los plazos' }).click();
  await sees(page.getByText(FINISHED));
  await sees(targets.getByRole('row', { name: /^Normal 5 h 30 min hábiles/ }));

  const { clocks } = await engineer.get(`/tickets/${ticket.number}`);
  assert.ok(clocks.first_contact.due_at > before, 'it is due later');
  const support = await signedIn(ANDRES);
  await openCase(support.page, ticket.number);
  const card = support.page.getByRole('region', { name: 'Plazos' });
  await sees(card.getByText(new RegExp(`^Vence .*${timeOf(clocks.first_contact.due_at)}`)));
});

test('testing days change for what is delivered from now on, within their limits', async () => {
  const { page } = await signedIn(PATRICIA);
  await page.goto('/plazos');
  await page.getByRole('button', { name: 'Cambiar días' }).click();
  const field = page.getByLabel('Consulta, crítica, en días hábiles');
  await field.fill('31');
  await page.getByRole('button', { name: 'Guardar', exact: true }).click();
  await sees(page.getByText('De 1 a 30.', { exact: true }));
  await field.fill('1');
  await page.getByRole('button', { name: 'Guardar', exact: true }).click();
  await seesNoMore(field);
  const row = page.getByRole('row', { name: /^Consulta/ });
  await sees(row.getByText('1 día hábil', { exact: true }));
  assert.deepEqual((await admin.get('/policies/testing')).question.by_priority, { critical: 1 });
});

test('a closure shows what it moves, moves the end of testing by a day, and is taken back', async () => {
  const { number, endsAt } = await tested('Se cae la llamada');
  const customer = await signedIn(MARCELA);
  await openCase(customer.page, number);
  const panel = customer.page.getByRole('region', { name: 'Prueba la solución' });
  await sees(panel.getByText(`hasta ${inWords(endsAt)}`));

  const { page } = await signedIn(PATRICIA);
  const date = dateOf(endsAt);
  await page.goto(`/calendario?year=${date.slice(0, 4)}`);
  const reason = `Inventario ${unique('cierre')}`;
  await page.getByRole('button', { name: 'Declarar excepción' }).click();
  const dialog = page.getByRole('dialog', { name: 'Declarar excepción' });
  await dialog.getByLabel('Fecha').fill(date);
  await dialog.getByLabel('Motivo').fill(reason);
  await dialog.getByRole('button', { name: 'Ver qué cambia' }).click();
  await sees(dialog.getByText(MOVES));
  assert.equal(await testingEnd(number), endsAt, 'nothing has changed yet');
  await dialog.getByRole('button', { name: 'Declarar', exact: true }).click();
  await seesNoMore(dialog);
  await sees(page.getByText(FINISHED));

  // The day stands in the year, and leads to its entry.
  const day = page.getByRole('button', { name: new RegExp(`Cierre: ${reason}$`) });
  await day.focus();
  await page.keyboard.press('Enter');
  await until('the entry has the focus', () =>
    page.evaluate((name) => document.activeElement?.textContent.includes(name), reason),
  );

  const moved = await testingEnd(number);
  assert.ok(moved > endsAt, `${moved} after ${endsAt}`);
  await customer.page.reload();
  await sees(panel.getByText(`hasta ${inWords(moved)}`));

  // A second exception for the day is refused in words before it is sent.
  await page.getByRole('button', { name: 'Declarar excepción' }).click();
  await dialog.getByLabel('Fecha').fill(date);
  await sees(dialog.getByText(/^Ese día ya tiene una excepción/));
  await page.keyboard.press('Escape');

  await page.locator('li', { hasText: reason }).getByRole('button', { name: /^Eliminar/ }).click();
  const question = page.getByRole('dialog', { name: /^¿Volver a la normalidad/ });
  await sees(question.getByText('Los plazos en curso se recalculan.'));
  await sees(question.getByText(`Cierre: ${reason}`));
  await movesSome(question.getByText(MOVES));
  assert.deepEqual(await audit(page, 'the calendar, before taking back'), []);
  assert.equal(await testingEnd(number), moved, 'nothing has changed yet');
  await question.getByRole('button', { name: 'Eliminar' }).click();
  await seesNoMore(day);
  await sees(page.getByText(FINISHED));
  assert.equal(await testingEnd(number), endsAt);
  await customer.page.reload();
  await sees(panel.getByText(`hasta ${inWords(endsAt)}`));
});

test('a contract says only what differs, what that moves before it holds, and can go back', async () => {
  const customer = await Api.of(YAMILE);
  const { number } = await openIncident(customer, `Se corta el audio ${unique('contrato')}`);
  const due = async () => (await customer.get(`/tickets/${number}`)).clocks.first_contact.due_at;
  const general = await due();
  const { page } = await signedIn(PATRICIA);
  await page.goto(`/empresas/${company.id}`);
  await sees(page.getByText('Esta empresa sigue los plazos generales.'));
  await page.getByRole('button', { name: 'Acordar otros plazos' }).click();
  await page.getByLabel('Crítica, solución, en horas hábiles').fill('6');
  await page.getByLabel('Normal, primer contacto, en horas hábiles').fill('0:30');
  await page.getByRole('button', { name: 'Revisar y guardar' }).click();
  const review = page.getByRole('dialog', { name: `¿Cambiar los plazos de ${company.name}?` });
  await sees(review.getByText('de 8 h hábiles (general) a 6 h hábiles'));
  await movesSome(review.getByText(COMPANY_MOVES));
  assert.deepEqual(await audit(page, 'a contract, before saving'), []);
  assert.equal((await admin.get(`/companies/${company.id}`)).sla_override, null);
  assert.equal(await due(), general, 'nothing has changed yet');
  await review.getByRole('button', { name: 'Cambiar los plazos' }).click();
  await sees(page.getByText(FINISHED));
  assert.ok((await due()) < general, 'it is due sooner');
  const row = page.getByRole('table', { name: 'Plazos de su contrato' }).getByRole('row', {
    name: /^Crítica/,
  });
  await sees(row.getByText('6 h hábiles'));
  await sees(row.getByText('General: 8 h hábiles'));
  const { sla_override: contract } = await admin.get(`/companies/${company.id}`);
  assert.deepEqual(contract.critical, { resolution: 'PT6H' });

  await page.getByRole('button', { name: 'Cambiar plazos' }).click();
  await page.getByRole('button', { name: 'Volver a los generales' }).click();
  const question = page.getByRole('dialog', { name: /vuelve a los plazos generales/ });
  await sees(question.getByText('de 6 h hábiles a 8 h hábiles (general)'));
  await movesSome(question.getByText(COMPANY_MOVES));
  await question.getByRole('button', { name: 'Volver a los generales' }).click();
  await sees(page.getByText('Esta empresa sigue los plazos generales.'));
  assert.equal(await due(), general);
  assert.equal((await admin.get(`/companies/${company.id}`)).sla_override, null);
});

test('what is for admins is only read by coordinators and not there for others', async () => {
  const { page } = await signedIn(CAMILA);
  await page.getByRole('link', { name: 'Plazos' }).click();
  await sees(page.getByRole('table', { name: 'Tiempo para probar' }));
  assert.equal(await page.getByRole('button', { name: /^Cambiar/ }).count(), 0);
  await page.goto(`/empresas/${company.id}`);
  await sees(page.getByRole('table', { name: 'Plazos de su contrato' }));
  assert.equal(await page.getByRole('button', { name: 'Acordar otros plazos' }).count(), 0);
  const customer = await signedIn(MARCELA);
  await customer.page.goto('/plazos');
  await sees(customer.page.getByRole('heading', { name: 'Esta página no existe' }));
});

test('all cycles of the clocks are told, the rejected delivery with its own', async () => {
  const { number } = await tested('Eco en la llamada');
  await reporter.act(number, 'reject-solution', { reason: 'Sigue el eco.' });
  const { page } = await signedIn(ANDRES);
  await openCase(page, number);
  await page.getByRole('button', { name: 'Ver todos los ciclos' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ciclos de los plazos' });
  const cycle = (name) => dialog.getByRole('listitem').filter({ hasText: name });
  await sees(cycle('Ciclo 2').getByText('En marcha'));
  await sees(cycle('Ciclo 2').getByText('Vence', { exact: true }));
  await sees(cycle('Ciclo 1').getByText('Cumplido'));
  await sees(dialog.getByRole('progressbar', { name: 'Solución, Ciclo 2' }));
  assert.equal(await dialog.getByRole('progressbar').count(), 3);
  assert.deepEqual(await audit(page, 'all cycles'), []);
});

test('testing tells its end, stands still after an answer, and is extended in words', async () => {
  const { number, endsAt } = await tested('Música en espera');
  const customer = await signedIn(MARCELA);
  await openCase(customer.page, number);
  const panel = customer.page.getByRole('region', { name: 'Prueba la solución' });
  await sees(panel.getByText(new RegExp(`^Quedan? .* hábiles?, hasta ${inWords(endsAt)}$`)));
  await sees(panel.getByText('Si no recibimos respuesta hasta entonces, el caso se cierra por aprobación tácita.'));
  await sees(panel.getByText(/^Te lo recordaremos por correo /));

  const { page } = await signedIn(ANDRES);
  await openCase(page, number);
  await page.getByRole('button', { name: 'Ampliar pruebas' }).last().click();
  const dialog = page.getByRole('dialog', { name: 'Ampliar pruebas' });
  await sees(dialog.getByText(new RegExp(`^Ahora termina ${inWords(endsAt)}, en `)));
  await dialog.getByLabel('Nuevo último día').fill(dateOf(endsAt));
  await sees(dialog.getByText('Elige un día posterior al fin actual.'));
  await dialog.getByLabel('Días hábiles más').fill('2');
  await sees(dialog.getByText(/^El cliente tendría hasta el .* a las 17:00: 2 días hábiles más\.$/));
  await dialog.getByLabel('Motivo').fill('Piden probar con otro turno.');
  assert.deepEqual(await audit(page, 'extending'), []);
  await dialog.getByRole('button', { name: 'Ampliar pruebas' }).click();
  await seesNoMore(dialog);
  const extended = await testingEnd(number);
  assert.ok(extended > endsAt);
  const card = page.getByRole('region', { name: 'Pruebas del cliente' });
  await sees(card.getByText(`hasta ${inWords(extended)}`));

  await customer.page.getByLabel('Tu mensaje').fill('¿Aplica también para la sede norte?');
  await customer.page.getByRole('button', { name: 'Enviar', exact: true }).click();
  await sees(panel.getByText('El plazo está detenido'));
  await sees(panel.getByText(/el plazo empieza de nuevo y completo: 3 días hábiles\.$/));
  await page.reload();
  await sees(card.getByText(/^Le toca a soporte contestar\./));
});

test('a closed case says how, by whom and when', async () => {
  const { number } = await tested('Ruido en la línea');
  await reporter.act(number, 'confirm-solution');
  for (const who of [MARCELA, ANDRES]) {
    const { page } = await signedIn(who);
    await openCase(page, number);
    await sees(page.getByText(/^Cerrado con el aval de Marcela Ríos Valencia, .* a las \d\d:\d\d\.$/));
  }
});

test('the pages of promises are accessible', async () => {
  const { number } = await tested('Llamada sin audio');
  const { page } = await signedIn(PATRICIA);
  const found = [];
  const look = async (name) => found.push(...(await audit(page, name)));
  await page.goto('/plazos');
  await settled(page);
  await look('promises');
  await page.getByRole('button', { name: 'Cambiar días' }).click();
  await page.getByRole('button', { name: 'Cambiar plazos' }).click();
  await page.getByLabel('Crítica, solución, en horas hábiles').fill('0:30');
  await page.getByLabel('Alta, solución, en horas hábiles').fill('?');
  await page.getByRole('button', { name: 'Revisar y guardar' }).click();
  await look('promises, changing');
  await page.getByLabel('Alta, solución, en horas hábiles').fill('18');
  await page.getByRole('button', { name: 'Revisar y guardar' }).click();
  await sees(page.getByRole('dialog').getByText(MOVES));
  await look('promises, before saving');
  await page.keyboard.press('Escape');
  // A draft is not left for the next one.
  for (const cancel of await page.getByRole('button', { name: 'Cancelar' }).all()) {
    if (await cancel.isVisible()) await cancel.click();
  }

  await page.goto(`/empresas/${company.id}`);
  await settled(page);
  await page.getByRole('button', { name: 'Acordar otros plazos' }).click();
  await look('a company, changing');

  await page.goto('/calendario');
  await settled(page);
  await look('the calendar');
  await page.getByRole('button', { name: 'Declarar excepción' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Fecha').fill('2031-02-04');
  await dialog.getByLabel('Motivo').fill('Inventario');
  await dialog.getByRole('button', { name: 'Ver qué cambia' }).click();
  await sees(dialog.getByRole('button', { name: 'Declarar', exact: true }));
  await look('the calendar, before declaring');

  await openCase(page, number);
  await sees(page.getByRole('region', { name: 'Pruebas del cliente' }).getByText(/hasta el /));
  await look('a case in testing, support');
  const customer = await signedIn(MARCELA);
  await openCase(customer.page, number);
  found.push(...(await audit(customer.page, 'a case in testing, customer')));
  assert.deepEqual(found, []);
});
