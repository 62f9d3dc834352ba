// Work plans: support writes one, the customer decides on it, support follows it up.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn } from './util/browser.mjs';
import { audit, settled } from './util/audit.mjs';
import { Api, analyse, draftPlan, openIncident, submitPlan } from './util/api.mjs';
import { act, openAction, stage } from './util/case.mjs';
import { hasFocus } from './util/keyboard.mjs';
import { PHONE, sees, seesNoMore } from './util/page.mjs';
import { ANDRES, LAURA, MARCELA, OSCAR, unique } from './util/world.mjs';

/** Somebody looks at the tab again after having been elsewhere: the page asks for news at once. */
const comesBack = (page) => page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));

/** An incident in analysis with all that the solution needs but a plan; gives the ticket. */
async function analysed(words) {
  const [reporter, engineer] = await Promise.all([MARCELA, ANDRES].map(Api.of));
  const ticket = await openIncident(reporter, `${words} ${unique('plan')}`);
  await analyse(engineer, ticket.number);
  return { ...ticket, reporter, engineer };
}

/** A wall time of Bogota so many days from today, as a `datetime-local` field takes it. */
function inDays(days, time) {
  const shifted = new Date(Date.now() + days * 86_400_000 - 5 * 3_600_000);
  return `${shifted.toISOString().slice(0, 10)}T${time}`;
}

/** The plan's panel on the page of a case. */
const panel = (page) => page.getByRole('region', { name: 'Plan de trabajo' });

/** The activity at a place of the form, from 1. */
const activity = (page, place) =>
  page.getByRole('group', { name: `Actividad ${place}`, exact: true });

/** The activity with a title in the panel. */
const row = (page, title) => panel(page).getByRole('listitem').filter({ hasText: title });

/** Adds an activity to the form and fills it in. */
async function addActivity(page, place, title, starts, ends) {
  await page.getByRole('button', { name: 'Agregar actividad' }).click();
  const fields = activity(page, place);
  await sees(fields);
  await fields.getByLabel('Qué se hace').fill(title);
  await fields.getByLabel('Comienza').fill(starts);
  await fields.getByLabel('Termina').fill(ends);
  return fields;
}

/** Sends the plan from its form; the case's page comes after it. */
async function sendPlan(page) {
  await page.getByRole('button', { name: 'Enviar al cliente' }).click();
  const dialog = page.getByRole('dialog', { name: '¿Enviar el plan al cliente?' });
  await sees(dialog.getByText('La solución no puede empezar ni entregarse hasta que lo aprueben.'));
  await dialog.getByRole('button', { name: 'Enviar al cliente' }).click();
  await page.waitForURL(/\/casos\/CASO-\d+$/);
  await sees(panel(page).getByText('Espera aprobación', { exact: true }));
}

/** Approves the plan of the page that is open. */
async function approve(page) {
  await panel(page).getByRole('button', { name: 'Aprobar plan' }).click();
  const dialog = page.getByRole('dialog', { name: '¿Apruebas el plan?' });
  await dialog.getByRole('button', { name: 'Sí, aprobar plan' }).click();
  await seesNoMore(dialog);
  await sees(panel(page).getByText('Aprobado', { exact: true }));
}

/** Ends an activity, which is asked about: it can't be undone. */
async function finish(activity) {
  await activity.getByRole('button', { name: /^Terminar/ }).click();
  await activity.getByRole('button', { name: 'Marcar como hecha' }).click();
}

/** Why support can't do something now. */
const missing = (page, action) =>
  page.locator('.actions-missing li').filter({ hasText: `${action}:` });

const NOT_APPROVED = 'El cliente no ha aprobado la última versión del plan de trabajo.';

test('a customer who was sent the address of a plan reads it on the case', async () => {
  const { number, subject } = await analysed('Cambiar el enlace');
  const { page } = await signedIn(MARCELA);
  await page.goto(`/casos/${number}/plan`);
  await sees(page.getByRole('heading', { level: 1, name: subject }));
  assert.equal(new URL(page.url()).pathname, `/casos/${number}`);
});

test('a plan is written, sent back, approved on a phone, changed, approved again and done', async () => {
  const { number, subject } = await analysed('Cambiar la troncal de voz');

  const engineer = await signedIn(ANDRES);
  const support = engineer.page;
  await support.goto(`/casos/${number}`);
  await sees(support.getByRole('button', { name: 'Iniciar solución' }));
  await support.getByRole('link', { name: 'Proponer un plan de trabajo' }).click();
  await sees(support.getByRole('heading', { level: 1, name: 'Plan de trabajo' }));
  await support.getByLabel('Objetivo').fill('Cambiar la troncal **sin cortes**.');
  await addActivity(support, 1, 'Respaldar la planta', inDays(1, '08:00'), inDays(1, '12:00'));
  const second = await addActivity(support, 2, 'Migrar', inDays(2, '18:00'), inDays(3, '02:00'));
  await second.getByLabel('Responsable').selectOption({ label: `${MARCELA.name} (Contacto Andino BPO S.A.S.)` });
  await support.getByRole('button', { name: 'Guardar borrador' }).click();
  await sees(support.getByText('Guardamos el borrador. El cliente todavía no lo ve.'));

  // Nothing of the draft reaches the customer, and nothing starts without her.
  const reporter = await signedIn(MARCELA);
  const customer = reporter.page;
  await customer.goto(`/casos/${number}`);
  await sees(customer.getByText('Andrés Cárdenas analiza el caso.'));
  await seesNoMore(panel(customer));
  await support.getByRole('link', { name: 'Volver al caso' }).click();
  await sees(panel(support).getByText('Borrador', { exact: true }));
  await sees(missing(support, 'Iniciar solución').getByText(NOT_APPROVED));
  await support.getByRole('link', { name: 'Editar plan', exact: true }).click();
  await sendPlan(support);
  await sees(support.getByText('envió el plan de trabajo para aprobación'));
  await sees(missing(support, 'Iniciar solución').getByText(NOT_APPROVED));
  await seesNoMore(support.getByRole('button', { name: 'Iniciar solución' }));

  // It is on her home, at the top of what needs her, and from there two presses away.
  await customer.goto('/');
  const waiting = customer.getByRole('region', { name: 'Te necesitan' });
  await sees(waiting.getByRole('heading', { name: 'Aprueba el plan de trabajo' }));
  await waiting.getByRole('link', { name: new RegExp(subject) }).click();
  await sees(customer.getByText('Aprueba el plan de trabajo o pide cambios.'));
  await sees(panel(customer).getByText('Espera aprobación', { exact: true }));
  await customer.getByRole('button', { name: 'Revisar el plan' }).click();
  assert.ok(await hasFocus(customer.locator('#plan-title')));
  await sees(panel(customer).locator('strong', { hasText: 'sin cortes' }));
  await sees(row(customer, 'Migrar').getByText(MARCELA.name));
  await sees(row(customer, 'Respaldar la planta').getByText('Mañana, de 08:00 a 12:00'));

  // She can't send it back without saying why.
  await panel(customer).getByRole('button', { name: 'Pedir cambios' }).click();
  const asking = customer.getByRole('dialog', { name: '¿Qué debe cambiar?' });
  await asking.getByRole('button', { name: 'Pedir cambios' }).click();
  await sees(asking.getByText('Este dato es obligatorio.'));
  const wish = `Esa noche hay una campaña grande ${unique('motivo')}`;
  await asking.getByLabel('Qué cambios necesitas').fill(wish);
  await asking.getByRole('button', { name: 'Pedir cambios' }).click();
  await seesNoMore(asking);
  await sees(panel(customer).getByText('Con cambios pedidos', { exact: true }));

  // The engineer learns of it without a reload, answers with another version, and sends that.
  await comesBack(support);
  await sees(panel(support).getByText(wish));
  await panel(support).getByRole('link', { name: 'Editar plan', exact: true }).click();
  await sees(support.getByText(`${MARCELA.name} pidió estos cambios:`));
  await sees(support.getByText(wish));
  await activity(support, 2).getByLabel('Comienza').fill(inDays(4, '18:00'));
  await activity(support, 2).getByLabel('Termina').fill(inDays(4, '23:00'));
  await sendPlan(support);
  await sees(panel(support).getByText('Versión 2'));

  // Her colleague approves it from a phone.
  const colleague = await signedIn(OSCAR);
  const phone = colleague.page;
  await phone.setViewportSize(PHONE);
  await phone.goto(`/casos/${number}`);
  await phone.getByRole('button', { name: 'Revisar el plan' }).click();
  await sees(panel(phone).getByText('Versión 2'));
  await approve(phone);
  await sees(panel(phone).getByText(`${OSCAR.name} lo aprobó hoy`));
  await seesNoMore(phone.getByRole('button', { name: 'Aprobar plan' }));

  await comesBack(support);
  await sees(panel(support).getByText('Aprobado', { exact: true }));
  await act(support, 'Iniciar solución');
  await sees(stage(support, 'Solución'));
  await row(support, 'Respaldar la planta').getByRole('button', { name: /^Empezar/ }).click();
  await sees(row(support, 'Respaldar la planta').getByText('En curso', { exact: true }));
  await sees(missing(support, 'Entregar solución').getByText('Hay actividades del plan de trabajo sin terminar.'));
  await finish(row(support, 'Respaldar la planta'));
  await sees(row(support, 'Respaldar la planta').getByText('Hecha', { exact: true }));

  // Changing what is approved asks for a new approval, and keeps what is done.
  await panel(support).getByRole('link', { name: 'Editar plan', exact: true }).click();
  await sees(support.getByText(/^El cliente ya aprobó la versión 2\. Si guardas cambios nace otra/));
  const third = await addActivity(support, 3, 'Medir la calidad', inDays(5, '08:00'), inDays(5, '10:00'));
  await third.getByLabel('Responsable').selectOption({ label: `${ANDRES.name} (soporte)` });
  await sendPlan(support);
  await sees(panel(support).getByText('Versión 3'));
  await sees(row(support, 'Respaldar la planta').getByText('Hecha', { exact: true }));
  await sees(missing(support, 'Entregar solución').getByText(NOT_APPROVED));
  await seesNoMore(row(support, 'Migrar').getByRole('button', { name: /^Empezar/ }));
  await comesBack(phone);
  await sees(panel(phone).getByText('Versión 3'));
  await sees(panel(phone).getByText('Espera aprobación', { exact: true }));
  await sees(row(phone, 'Respaldar la planta').getByText('Hecha', { exact: true }));
  await approve(phone);

  // With everything done or given up, nothing is left of the plan.
  await comesBack(support);
  await sees(panel(support).getByText('Aprobado', { exact: true }));
  await finish(row(support, 'Migrar'));
  await sees(row(support, 'Migrar').getByText('Hecha', { exact: true }));
  await row(support, 'Medir la calidad').getByRole('button', { name: /^No se hará/ }).click();
  const why = row(support, 'Medir la calidad');
  await why.getByRole('button', { name: 'Confirmar que no se hará' }).click();
  await sees(why.getByText('Este dato es obligatorio.'));
  await why.getByLabel('Nota').fill('El operador ya la midió.');
  await why.getByRole('button', { name: 'Confirmar que no se hará' }).click();
  await sees(why.locator('.badge').getByText('No se hará', { exact: true }));
  const done = panel(support).getByRole('progressbar', { name: 'Hecho' });
  assert.equal(await done.evaluate((bar) => bar.value), 100);
  await sees(panel(support).getByText('Todo lo del plan está hecho. 2 de 2 actividades hechas, 1 no se hará.'));
  await sees(support.getByRole('group', { name: 'Posibles ahora' }).getByRole('button', { name: 'Entregar solución' }));

  // Both sides read what happened.
  await phone.reload();
  await sees(panel(phone).getByText('Todo lo del plan está hecho.'));
  await sees(row(phone, 'Medir la calidad').getByText('Nota: El operador ya la midió.'));
  await sees(phone.getByText('terminó «Migrar» del plan'));
  await sees(phone.getByText('registró que «Medir la calidad» del plan no se hará'));
  assert.equal(await row(phone, 'Migrar').getByRole('button').count(), 0);
});

test('what is written of a plan survives a reload, and nobody overwrites a colleague unasked', async () => {
  const { number, engineer } = await analysed('Actualizar los marcadores');
  const colleague = await Api.of(LAURA);
  const { id } = await engineer.get('/me');
  await draftPlan(engineer, number, [id]);

  const { page, watch } = await signedIn(ANDRES);
  await page.goto(`/casos/${number}/plan`);
  await page.getByLabel('Objetivo').fill('Actualizar los marcadores de dos campañas.');
  await activity(page, 2).getByLabel('Qué se hace').fill('Probar con la campaña nueva');
  // In another order without a mouse: what is moved keeps the focus.
  await activity(page, 2).getByLabel('Qué se hace').press('Alt+ArrowUp');
  assert.ok(await hasFocus(activity(page, 1).getByLabel('Qué se hace')));
  assert.equal(await activity(page, 1).getByLabel('Qué se hace').inputValue(), 'Probar con la campaña nueva');
  await page.getByRole('button', { name: 'Bajar la actividad 3' }).focus();
  await page.keyboard.press('Enter');
  assert.ok(await hasFocus(page.getByRole('button', { name: 'Subir la actividad 4' })));
  await sees(page.getByText('«Validar las grabaciones de la prueba» es ahora la 4 de 4.'));
  // What is removed can be had back.
  await page.getByRole('button', { name: 'Quitar la actividad 2' }).click();
  await sees(page.getByText('Quitaste «Respaldar la configuración de la planta».'));
  await page.getByRole('button', { name: 'Deshacer' }).click();
  assert.equal(await activity(page, 2).getByLabel('Qué se hace').inputValue(), 'Respaldar la configuración de la planta');

  await page.reload();
  await sees(page.getByText('Recuperamos lo que habías escrito y no guardaste.'));
  assert.equal(await page.getByLabel('Objetivo').inputValue(), 'Actualizar los marcadores de dos campañas.');
  assert.equal(await activity(page, 1).getByLabel('Qué se hace').inputValue(), 'Probar con la campaña nueva');

  // What is missing is told beside its field, and so is what only the server knows.
  await activity(page, 1).getByLabel('Termina').fill(inDays(-1, '08:00'));
  await activity(page, 3).getByLabel('Qué se hace').fill('');
  await page.getByRole('button', { name: 'Guardar borrador' }).click();
  await sees(page.getByText('Revisa 2 datos antes de guardar.'));
  await sees(activity(page, 1).getByText('El final debe ser posterior al comienzo.'));
  await sees(activity(page, 3).getByText('Este dato es obligatorio.'));
  assert.ok(await hasFocus(activity(page, 1).getByLabel('Termina')));
  await activity(page, 1).getByLabel('Termina').fill('2250-01-01T08:00');
  await activity(page, 3).getByLabel('Qué se hace').fill('Migrar las extensiones');
  await seesNoMore(activity(page, 1).getByText('El final debe ser posterior al comienzo.'));
  watch.expect(/^PUT \/api\/v1\/tickets\/[^/]+\/work-plan: 422$/);
  await page.getByRole('button', { name: 'Guardar borrador' }).click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
  assert.ok(await hasFocus(activity(page, 1).getByLabel('Termina')));
  await activity(page, 1).getByLabel('Termina').fill(inDays(2, '17:00'));

  // A colleague saves something else meanwhile: the reader decides what holds.
  const { version } = await colleague.get(`/tickets/${number}`);
  const theirs = await colleague.get(`/tickets/${number}/work-plan`);
  const body = {
    objective: 'Actualizar los marcadores de toda la operación.',
    activities: theirs.activities.map(({ id: known, title, responsible, starts_at, ends_at }) => ({
      id: known,
      title,
      responsible_id: responsible.id,
      starts_at,
      ends_at,
    })),
  };
  await colleague.put(`/tickets/${number}/work-plan`, body, { 'If-Match': `"${version}"` });
  watch.expect(/^PUT \/api\/v1\/tickets\/[^/]+\/work-plan: 412$/);
  await page.getByRole('button', { name: 'Guardar borrador' }).click();
  await sees(page.getByText('Otra persona guardó cambios en este plan mientras escribías.'));
  assert.equal((await colleague.get(`/tickets/${number}/work-plan`)).objective, body.objective);
  await page.getByRole('button', { name: 'Seguir con lo mío' }).click();
  await page.getByRole('button', { name: 'Guardar borrador' }).click();
  await sees(page.getByText('Guardamos el borrador. El cliente todavía no lo ve.'));
  const saved = await colleague.get(`/tickets/${number}/work-plan`);
  assert.equal(saved.objective, 'Actualizar los marcadores de dos campañas.');
  assert.equal(saved.activities[0].title, 'Probar con la campaña nueva');
  assert.equal(saved.activities[0].id, theirs.activities[1].id, 'it is still the same activity');

  // What was saved is no draft any more; the version can be given up.
  await page.reload();
  await sees(page.getByRole('button', { name: 'Descartar' }));
  await seesNoMore(page.getByText('Recuperamos lo que habías escrito y no guardaste.'));
  await page.getByRole('button', { name: 'Descartar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Descartar versión' }).click();
  await page.waitForURL(/\/casos\/CASO-\d+$/);
  await sees(page.getByRole('link', { name: 'Proponer un plan de trabajo' }));
});

test('nobody approves a version that she has not seen', async () => {
  const { number, engineer } = await analysed('Mover los servidores de grabación');
  const { id } = await engineer.get('/me');
  await draftPlan(engineer, number, [id]);
  await submitPlan(engineer, number);

  const { page } = await signedIn(MARCELA);
  await page.goto(`/casos/${number}`);
  await panel(page).getByRole('button', { name: 'Aprobar plan' }).click();
  const dialog = page.getByRole('dialog', { name: '¿Apruebas el plan?' });
  await sees(dialog.getByText(/^Das tu aval a la versión 1/));
  await engineer.put(
    `/tickets/${number}/work-plan`,
    { objective: 'Otra cosa.', activities: [] },
    { 'If-Match': `"${(await engineer.get(`/tickets/${number}`)).version}"` },
  );
  await comesBack(page);
  await sees(dialog.getByText(/^Soporte cambió el plan mientras lo leías/));
  assert.equal(await dialog.getByRole('button', { name: 'Sí, aprobar plan' }).count(), 0);
  await dialog.getByRole('button', { name: 'Ver el plan' }).click();
  await sees(panel(page).getByText('Retirado', { exact: true }));
  await seesNoMore(panel(page).getByRole('button', { name: 'Aprobar plan' }));
});

test('the plan, its form and its approval are accessible', async () => {
  const { number, engineer, reporter } = await analysed('Renovar los certificados');
  const people = await Promise.all([engineer, reporter].map(async (api) => (await api.get('/me')).id));
  await draftPlan(engineer, number, people);

  const found = [];
  const look = async (page, name) => found.push(...(await audit(page, name)));
  const { page: support } = await signedIn(ANDRES);
  await support.goto(`/casos/${number}/plan`);
  await sees(activity(support, 4));
  await settled(support);
  await look(support, 'the form of a plan');
  await activity(support, 1).getByLabel('Qué se hace').fill('');
  await support.getByRole('button', { name: 'Quitar la actividad 4' }).click();
  await support.getByRole('button', { name: 'Guardar borrador' }).click();
  await sees(support.getByText('Revisa 1 dato antes de guardar.'));
  await look(support, 'the form of a plan with an error');

  await support.goto(`/casos/${number}`);
  await sees(panel(support));
  await settled(support);
  await look(support, 'a drafted plan');
  const dialog = await openAction(support, 'Enviar el plan de trabajo');
  await settled(support);
  await look(support, 'sending a plan');
  await dialog.getByRole('button', { name: 'Enviar al cliente' }).click();
  await seesNoMore(dialog);

  const { page: customer } = await signedIn(MARCELA);
  await customer.goto(`/casos/${number}`);
  await sees(panel(customer));
  await settled(customer);
  await look(customer, 'a plan to decide on');
  for (const name of ['Pedir cambios', 'Aprobar plan']) {
    await panel(customer).getByRole('button', { name }).click();
    await sees(customer.getByRole('dialog').getByRole('textbox'));
    await look(customer, name);
    await customer.keyboard.press('Escape');
    await seesNoMore(customer.getByRole('dialog'));
  }
  await approve(customer);

  await support.reload();
  await row(support, 'Respaldar la configuración').getByRole('button', { name: /^Empezar/ }).click();
  await row(support, 'Migrar').getByRole('button', { name: /^Agregar nota/ }).click();
  await settled(support);
  await look(support, 'an approved plan');
  await customer.reload();
  await sees(row(customer, 'Respaldar la configuración').getByText('En curso', { exact: true }));
  await settled(customer);
  await look(customer, 'an approved plan, for its customer');
  assert.deepEqual(found, []);
});
