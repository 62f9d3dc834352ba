// Work outside service hours: asked for, agreed, in the agenda, in a calendar. What is planned stands
// beside it.

import { before, test } from 'node:test';
import assert from 'node:assert/strict';

import { analyse, Api, draftPlan, openIncident, submitPlan } from './util/api.mjs';
import { audit, settled } from './util/audit.mjs';
import { signedIn } from './util/browser.mjs';
import { openAction } from './util/case.mjs';
import { hasFocus } from './util/keyboard.mjs';
import { PHONE, sees, seesNoMore, until } from './util/page.mjs';
import { ANDRES, CAMILA, MARCELA, unique } from './util/world.mjs';

const ASK = 'Solicitar horario especial';
const PROPOSE = 'Proponer horario especial';
const HOUR = 3_600_000;

// Whatever an earlier run left in his agenda would be in the way.
before(async () => {
  const api = await Api.of(ANDRES);
  const { id: me } = await api.get('/me');
  const now = Date.now();
  const [from, to] = [now, now + 60 * 24 * HOUR].map((at) => new Date(at).toISOString());
  const { items } = await api.get(`/agenda?from=${from}&to=${to}&engineer_id=${me}`);
  for (const { id, ticket_number: number } of items) {
    const { version } = await api.get(`/tickets/${number}`);
    const headers = { 'If-Match': `"${version}"` };
    await api.post(`/tickets/${number}/after-hours/${id}/cancel`, {}, headers);
  }
  const { created_at: since } = await api.get('/me/calendar-feed');
  if (since) await api.delete('/me/calendar-feed');
});

/** An incident that Andrés has. */
async function caseOfAndres(words) {
  const [reporter, engineer] = await Promise.all([MARCELA, ANDRES].map(Api.of));
  const { number, subject } = await openIncident(reporter, `${words} ${unique('horario')}`);
  const { id } = await engineer.get('/me');
  await engineer.act(number, 'assign', { assignee_id: id });
  return { number, subject, reporter };
}

/** From when on a window of the case may start. */
async function earliestStart(api, number) {
  const { earliest_start: earliest } = await api.get(`/tickets/${number}/after-hours`);
  return new Date(earliest);
}

/** An instant as a field for a time in Bogota has it, which is five hours behind UTC all year. */
const inBogota = (at) => new Date(at.getTime() - 5 * HOUR).toISOString().slice(0, 16);

/** Opens a case and waits until it is there. */
async function openCase(page, { number, subject }) {
  await page.goto(`/casos/${number}`);
  await sees(page.getByRole('heading', { level: 1, name: subject }));
  await settled(page);
}

/** The windows of the case that is open. */
const windows = (page) => page.getByRole('region', { name: 'Horarios especiales' });

/** Opens the form of a reporter. */
async function openForm(page) {
  await page.getByRole('button', { name: ASK }).click();
  const dialog = page.getByRole('dialog', { name: ASK });
  await sees(dialog.getByText(/^Se puede desde el /));
  return dialog;
}

test('a window that is asked for too early gets its earliest start, is agreed, and is in the agenda', async () => {
  const one = await caseOfAndres('Cambio de la troncal');
  const earliest = await earliestStart(one.reporter, one.number);
  const task = `Cambiar la troncal y probar ${unique('tarea')}`;

  const reporter = await signedIn(MARCELA);
  await openCase(reporter.page, one);
  await seesNoMore(windows(reporter.page));
  let dialog = await openForm(reporter.page);
  const days = dialog.getByRole('list', { name: 'Días del aviso' });
  await sees(days.getByText('Aviso', { exact: true }).or(days.getByText('Terminó', { exact: true })));
  await sees(days.getByText('Día 3', { exact: true }));
  await dialog.getByLabel('Empieza').fill(inBogota(new Date(earliest.getTime() - 23 * HOUR)));
  await sees(dialog.getByText(/^Es demasiado pronto: puede empezar desde el .* a las 17:00\.$/));
  // The end came along with the start.
  assert.equal(await dialog.getByLabel('Termina').inputValue(), inBogota(new Date(earliest.getTime() - 21 * HOUR)));
  await dialog.getByLabel('Qué se hará').fill(task);
  await dialog.getByLabel('Contacto en el sitio').fill('Portería, 300 555 0101');
  assert.deepEqual(await audit(reporter.page, 'the form of a window'), []);

  // What was written is there after a reload, and so is what is wrong with it.
  await reporter.page.reload();
  dialog = await openForm(reporter.page);
  assert.equal(await dialog.getByLabel('Qué se hará').inputValue(), task);
  await sees(dialog.getByText(/^Es demasiado pronto/));
  await dialog.getByRole('button', { name: 'Enviar solicitud' }).click();
  await until('the wrong field has the focus', () => hasFocus(dialog.getByLabel('Empieza')));

  // In service hours: which part, and when support is open on that day.
  const hours = await one.reporter.get(
    `/calendar/service-hours?kind=incident&at=${earliest.toISOString()}`,
  );
  const opens = new Date(hours.next_opening);
  await dialog.getByLabel('Empieza').fill(inBogota(new Date(opens.getTime() + HOUR)));
  const opening = inBogota(opens).slice(11);
  await sees(
    dialog.getByText(new RegExp(`soporte está en servicio: ese día atiende de ${opening} a `)),
  );
  await sees(dialog.getByRole('button', { name: /^Usar / }));

  await dialog.getByLabel('Empieza').fill(inBogota(new Date(earliest.getTime() - HOUR)));
  await sees(dialog.getByText(/^Es demasiado pronto/));
  await dialog.getByRole('button', { name: /^Usar el .*, de 17:00 a 19:00$/ }).click();
  assert.equal(await dialog.getByLabel('Empieza').inputValue(), inBogota(earliest));
  await sees(dialog.getByText('Se puede: dura 2 h, fuera del horario de servicio.'));
  await dialog.getByRole('button', { name: 'Enviar solicitud' }).click();
  await seesNoMore(dialog);
  const asked = windows(reporter.page);
  await sees(asked.getByText('Espera respuesta de soporte'));
  await sees(asked.getByText(task));
  await sees(reporter.page.getByRole('listitem').getByText('solicitó un horario especial'));

  const engineer = await signedIn(ANDRES);
  await openCase(engineer.page, one);
  await sees(engineer.page.getByText(/^.*Responde si se puede atender al cliente fuera de horario/));
  await windows(engineer.page).getByRole('button', { name: 'Aceptar', exact: true }).click();
  const question = engineer.page.getByRole('dialog', { name: '¿Aceptar este horario?' });
  assert.deepEqual(await audit(engineer.page, 'agreeing to a window'), []);
  await question.getByRole('button', { name: 'Aceptar', exact: true }).click();
  await sees(windows(engineer.page).getByText('Acordado', { exact: true }));
  await sees(engineer.page.getByText('aceptó el horario especial'));
  assert.deepEqual(await audit(engineer.page, 'the windows of a case'), []);

  await reporter.page.reload();
  await sees(asked.getByText('Acordado', { exact: true }));
  await sees(asked.getByText(`${ANDRES.name} lo aceptó hoy`, { exact: false }));

  // The week of the window, and the way from there to the case.
  const { page } = engineer;
  await page.goto(`/agenda?semana=${inBogota(earliest).slice(0, 10)}`);
  await settled(page);
  const link = page.getByRole('link', { name: new RegExp(`17:00.19:00.*${one.number}`) });
  await sees(link);
  assert.deepEqual(await audit(page, 'the agenda'), []);
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(/semana=\d{4}-W\d{2}$/);
  await seesNoMore(link);
  await page.keyboard.press('ArrowLeft');
  await link.click();
  await sees(page.getByRole('heading', { level: 1, name: one.subject }));
});

/** The date of an instant in Bogota. */
const dateOf = (at) => inBogota(new Date(at)).slice(0, 10);

/** Whether two instants lie in one week from Monday to Sunday. */
function inOneWeek(one, other) {
  const monday = (at) => {
    const day = new Date(`${dateOf(at)}T00:00:00Z`);
    return day.getTime() - ((day.getUTCDay() + 6) % 7) * 24 * HOUR;
  };
  return monday(one) === monday(other);
}

test('an approved plan is in the agenda, over all days of an activity, and in the calendar', async () => {
  const [reporter, engineer] = await Promise.all([MARCELA, ANDRES].map(Api.of));
  const one = await openIncident(reporter, `Cambio de la troncal ${unique('plan')}`);
  const [{ id: andres }, { id: marcela }] = await Promise.all(
    [engineer, reporter].map((api) => api.get('/me')),
  );
  await analyse(engineer, one.number);
  const plan = await draftPlan(engineer, one.number, [andres, andres, marcela, andres]);
  await submitPlan(engineer, one.number);
  const [backup, trial, recordings] = plan.activities;
  const week = `/agenda?semana=${dateOf(trial.starts_at)}`;
  const link = (among, { title }) =>
    among.getByRole('link', { name: new RegExp(`${title}.*${one.number}|${one.number}.*${title}`) });

  const { page } = await signedIn(ANDRES);
  await page.goto(week);
  await settled(page);
  await seesNoMore(link(page, trial));

  const { version } = await reporter.get(`/tickets/${one.number}`);
  const seen = { 'If-Match': `"${version}"` };
  await reporter.post(`/tickets/${one.number}/work-plan/approve`, {}, seen);
  await page.reload();
  const planned = page.getByRole('region', { name: 'Planes' });
  const bar = link(planned, trial);
  await sees(bar.getByText('Sin empezar'));
  const widths = await Promise.all(
    [bar, link(planned, backup)].map(async (bar) => (await bar.boundingBox()).width),
  );
  // The week ends on Sunday, also where the activity doesn't.
  const days = inOneWeek(trial.starts_at, trial.ends_at) ? 2 : 1;
  assert.equal(Math.round(widths[0] / widths[1]), days, `${widths}`);
  assert.deepEqual(await audit(page, 'the agenda with plans'), []);
  // What the customer does is in everybody's agenda only.
  const theirs = `/agenda?semana=${dateOf(recordings.starts_at)}`;
  await page.goto(theirs);
  await settled(page);
  await seesNoMore(link(page, recordings));
  await page.goto(`${theirs}&ingeniero=todos`);
  await sees(link(planned, recordings).getByText(`${MARCELA.name} (cliente)`));

  // On a phone each day has its rows, those after the first in fewer words.
  await page.setViewportSize(PHONE);
  await page.goto(week);
  await settled(page);
  await seesNoMore(planned);
  const rows = link(page, trial);
  await sees(rows.first().getByText('Desde 14:00'));
  await sees(rows.first().getByText('Plan de trabajo'));
  assert.equal(await rows.count(), days);
  if (days === 2) await sees(rows.nth(1).getByText('Hasta 17:00'));
  assert.deepEqual(await audit(page, 'the agenda with plans on a phone'), []);
  await rows.first().click();
  await sees(page.getByRole('heading', { level: 1, name: one.subject }));

  const { url } = await engineer.post('/me/calendar-feed', {});
  const calendar = (await (await fetch(url)).text()).replaceAll('\r\n ', '');
  assert.ok(calendar.includes(`UID:${trial.id}\r\n`), calendar);
  assert.ok(calendar.includes(`· ${trial.title}\r\n`), calendar);
  assert.ok(!calendar.includes(`UID:${recordings.id}`), 'that one is for the customer to do');
  await engineer.delete('/me/calendar-feed');
});

test('an engineer is nowhere twice, and a customer says no with a reason', async () => {
  const taken = await caseOfAndres('Respaldo de la central');
  const engineer = await Api.of(ANDRES);
  const earliest = await earliestStart(engineer, taken.number);
  const at = (hours) => new Date(earliest.getTime() + hours * HOUR);
  const { version } = await engineer.get(`/tickets/${taken.number}`);
  await engineer.post(
    `/tickets/${taken.number}/after-hours`,
    { starts_at: at(3), ends_at: at(5), task: 'Respaldar', contact: 'Sala de servidores' },
    { 'If-Match': `"${version}"` },
  );

  const one = await caseOfAndres('Reinicio de la grabación');
  const coordinator = await signedIn(CAMILA);
  coordinator.watch.expect(/after-hours: 409$/);
  const { page } = coordinator;
  await openCase(page, one);
  const dialog = await openAction(page, PROPOSE);
  await dialog.getByLabel('Empieza').fill(inBogota(at(4)));
  await dialog.getByLabel('Termina').fill(inBogota(at(6)));
  await dialog.getByLabel('Qué se hará').fill('Reiniciar el servidor de grabación.');
  await dialog.getByLabel('Contacto en el sitio').fill('Turno de la noche');
  await dialog.getByRole('button', { name: 'Enviar propuesta' }).click();
  await sees(dialog.getByText(/^El ingeniero ya tiene otro horario especial a esa hora/));
  await until('the engineer is to be changed', () => hasFocus(dialog.getByLabel('Quién trabaja en él')));
  // Sooner than the notice allows, which is a coordinator's to override.
  await dialog.getByLabel('Empieza').fill(inBogota(at(-23)));
  await sees(dialog.getByText(/^Es demasiado pronto/));
  await dialog.getByLabel('Autorizar con menos aviso').check();
  await sees(dialog.getByLabel('Por qué no puede esperar'));
  assert.deepEqual(await audit(page, 'the form of support'), []);
  await dialog.getByLabel('Autorizar con menos aviso').uncheck();
  await dialog.getByLabel('Empieza').fill(inBogota(at(5)));
  await sees(dialog.getByText(/^Se puede: dura 2 h/));
  await dialog.getByRole('button', { name: 'Enviar propuesta' }).click();
  await seesNoMore(dialog);
  await sees(windows(page).getByText('Espera respuesta del cliente'));

  const reporter = await signedIn(MARCELA);
  await openCase(reporter.page, one);
  await sees(reporter.page.getByText(/^Responde si te sirve que soporte trabaje fuera de horario/));
  await windows(reporter.page).getByRole('button', { name: 'No aceptar' }).click();
  const declining = reporter.page.getByRole('dialog', { name: 'No aceptar este horario' });
  await declining.getByRole('button', { name: 'No aceptar' }).click();
  await sees(declining.getByText('Este dato es obligatorio', { exact: false }));
  const reason = `Esa noche hay auditoría ${unique('motivo')}.`;
  await declining.getByLabel('Por qué no').fill(reason);
  await declining.getByRole('button', { name: 'No aceptar' }).click();
  await seesNoMore(declining);
  await windows(reporter.page).getByText('1 anterior').click();
  await sees(windows(reporter.page).getByText('No aceptado', { exact: true }));

  await page.reload();
  await sees(page.getByRole('listitem').getByText(reason).first());
  await sees(page.getByText('no aceptó el horario especial'));
});

test('the calendar feed is shown once, is read without a password, and ends when it is revoked', async () => {
  const { page } = await signedIn(ANDRES);
  await page.goto('/agenda');
  await page.getByRole('link', { name: 'Ver en mi calendario' }).click();
  const feed = page.getByRole('region', { name: 'Tu agenda en tu calendario' });
  await feed.getByRole('button', { name: 'Crear dirección' }).click();
  await sees(feed.getByText('Copia la dirección ahora'));
  const address = (await feed.locator('code').textContent()).trim();
  await feed.getByRole('button', { name: 'Copiar' }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await until('the address was copied', async () => (await copied()) === address);
  const answer = await fetch(address);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type'), /^text\/calendar/);
  assert.match(await answer.text(), /^BEGIN:VCALENDAR/);
  assert.deepEqual(await audit(page, 'the calendar feed'), []);

  await page.reload();
  await sees(feed.getByText(/^Tu dirección funciona desde /));
  await seesNoMore(feed.locator('code'));
  await feed.getByRole('button', { name: 'Revocar' }).click();
  const revoking = page.getByRole('dialog', { name: '¿Revocar la dirección?' });
  await revoking.getByRole('button', { name: 'Revocar' }).click();
  await seesNoMore(revoking);
  await sees(feed.getByText('Todavía no tienes una dirección.'));
  assert.equal((await fetch(address)).status, 404);
});
