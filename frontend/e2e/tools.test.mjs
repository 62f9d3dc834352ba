// What support uses all day: the palette, shortcuts, templates, views, and several cases at once.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn } from './util/browser.mjs';
import { audit, settled } from './util/audit.mjs';
import { Api, analyse, openIncident, solve } from './util/api.mjs';
import { hasFocus } from './util/keyboard.mjs';
import { sees, seesNoMore, until } from './util/page.mjs';
import { ANDRES, CAMILA, LAURA, MARCELA, PATRICIA, unique } from './util/world.mjs';

const heading = (page, name) => page.getByRole('heading', { level: 1, name });
const palette = (page) => page.getByRole('dialog', { name: 'Buscar y actuar' });
const shortcuts = (page) => page.getByRole('dialog', { name: 'Atajos de teclado' });
const chosenOption = (page) => palette(page).getByRole('option', { selected: true });

/** Cases with a word of their own, in the order in which they were opened. */
async function openCases(word, ...names) {
  const reporter = await Api.of(MARCELA);
  const tickets = [];
  for (const name of names) tickets.push(await openIncident(reporter, `${name} ${word}`));
  return tickets;
}

test('the palette finds pages, actions and cases from the keyboard and gives the focus back', async () => {
  const [ticket] = await openCases(unique('paleta').replace('-', ''), 'Buscada');
  const { page } = await signedIn(ANDRES);
  await sees(heading(page, 'Cola de casos'));
  const search = page.getByLabel('Buscar en los casos');
  await search.focus();
  // It works in fields too.
  await page.keyboard.press('Control+k');
  await sees(palette(page));
  const field = palette(page).getByRole('combobox');
  await until('one can type at once', () => hasFocus(field));
  await page.keyboard.press('Escape');
  await seesNoMore(palette(page));
  assert.ok(await hasFocus(search), 'the focus is where it was');

  await page.keyboard.press('Control+k');
  await sees(palette(page));
  await until('one can type at once', () => hasFocus(field));
  await sees(palette(page).getByRole('option', { name: 'Agenda' }));
  assert.equal(await palette(page).getByRole('option', { name: 'Empresas' }).count(), 0);
  await page.keyboard.type('calen');
  await until('one page is left', async () => (await chosenOption(page).innerText()).includes('Calendario'));
  const active = await field.getAttribute('aria-activedescendant');
  assert.equal(await chosenOption(page).getAttribute('id'), active);
  await page.keyboard.press('Enter');
  await sees(heading(page, 'Calendario'));
  await seesNoMore(palette(page));

  // A case by its number, however it is written.
  const digits = String(Number(ticket.number.replace('CASO-', '')));
  await page.keyboard.press('Control+k');
  await until('one can type at once', () => hasFocus(field));
  await page.keyboard.type(digits);
  await sees(palette(page).getByRole('option', { name: ticket.subject }));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await field.fill(ticket.subject);
  const found = palette(page).getByRole('option', { name: ticket.subject });
  await sees(found);
  await until('it is chosen', async () => (await chosenOption(page).innerText()).includes(ticket.number));
  await page.keyboard.press('Enter');
  await sees(heading(page, ticket.subject));

  // What can be done with the case that is open comes first.
  await page.keyboard.press('Control+k');
  await until('one can type at once', () => hasFocus(field));
  await sees(palette(page).getByRole('group', { name: `En ${ticket.number}` }));
  await page.keyboard.type('registrar cont');
  await until('it is chosen', async () => (await chosenOption(page).innerText()) === 'Registrar contacto');
  await page.keyboard.press('Enter');
  const asked = page.getByRole('dialog', { name: 'Registrar contacto' });
  await sees(asked);
  await asked.getByRole('button', { name: 'Cancelar' }).click();
  await seesNoMore(asked);
  assert.equal(new URL(page.url()).search, '', 'a reload does not open it again');

  // An action, and what there is not.
  await page.getByRole('button', { name: 'Buscar y actuar (Ctrl K)' }).click();
  await until('one can type at once', () => hasFocus(field));
  await page.keyboard.type('xyzzy nada');
  await sees(palette(page).getByText('Nada coincide con eso. Prueba con otras palabras.'));
  await field.fill('tema oscuro');
  await sees(chosenOption(page).getByText('Cambiar tema: oscuro'));
  await page.keyboard.press('Enter');
  await until('it is dark', async () => (await page.locator('html').getAttribute('data-theme')) === 'dark');
  await until('the button has the focus again', () =>
    hasFocus(page.getByRole('button', { name: 'Buscar y actuar (Ctrl K)' })),
  );
});

test('what is chosen in the palette stays chosen when the actions of the case arrive', async () => {
  const engineer = await Api.of(ANDRES);
  const [ticket] = await openCases(unique('llegan').replace('-', ''), 'Tardías');
  await analyse(engineer, ticket.number);
  const { page } = await signedIn(ANDRES);
  await page.goto(`/casos/${ticket.number}`);
  await sees(page.getByRole('button', { name: 'Iniciar solución' }));
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await page.route('**/actions', async (route) => {
    await held;
    await route.continue();
  });
  await page.keyboard.press('Control+k');
  await until('one can type at once', () => hasFocus(palette(page).getByRole('combobox')));
  // It fits a page and some actions, but not all of them.
  await page.keyboard.type('solu');
  await until('the page is chosen', async () => (await chosenOption(page).innerText()).startsWith('Soluciones'));
  letGo();
  await sees(palette(page).getByRole('option', { name: 'Iniciar solución' }));
  assert.match(await chosenOption(page).innerText(), /^Soluciones/);
  await page.keyboard.press('Enter');
  await sees(heading(page, 'Soluciones'));

  // The action that has a page of its own is there, by the same address as the others.
  await page.goto(`/casos/${ticket.number}?accion=draft_work_plan`);
  await page.waitForURL(new RegExp(`/casos/${ticket.number}/plan$`));
});

test('a customer has the palette too, with her own pages', async () => {
  const { page } = await signedIn(MARCELA);
  await sees(heading(page, 'Mis casos'));
  await page.keyboard.press('Control+k');
  await sees(palette(page).getByRole('option', { name: 'Equipo' }));
  for (const foreign of ['Cola', 'Agenda', 'Plantillas', 'Empresas']) {
    assert.equal(await palette(page).getByRole('option', { name: foreign }).count(), 0, foreign);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await sees(shortcuts(page));
  assert.equal(await shortcuts(page).getByText('En la cola').count(), 0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await sees(heading(page, 'Crear caso'));
});

test('single keys lead about, not while one types, and can be switched off', async () => {
  const { page } = await signedIn(CAMILA);
  await page.goto('/cola');
  await sees(heading(page, 'Cola de casos'));
  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await sees(heading(page, 'Plantillas'));
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await sees(heading(page, 'Cola de casos'));
  await page.keyboard.press('/');
  const search = page.getByLabel('Buscar en los casos');
  await until('the search has the focus', () => hasFocus(search));
  await page.keyboard.type('gn?c/');
  assert.equal(await search.inputValue(), 'gn?c/');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await search.fill('');
  await heading(page, 'Cola de casos').focus();

  await page.keyboard.press('?');
  await sees(shortcuts(page).getByText('Ir a una página'));
  // Over a dialog they do nothing.
  await page.keyboard.press('c');
  await page.keyboard.press('Escape');
  await seesNoMore(shortcuts(page));
  await sees(heading(page, 'Cola de casos'));

  await page.goto('/perfil');
  const box = page.getByLabel('Usar atajos de una tecla');
  await box.uncheck();
  await page.goto('/cola');
  await sees(heading(page, 'Cola de casos'));
  await sees(page.getByRole('table').getByRole('link'));
  for (const key of ['c', '?', 'j', '/']) await page.keyboard.press(key);
  await page.keyboard.press('Control+k');
  await sees(palette(page));
  await page.keyboard.press('Escape');
  await sees(heading(page, 'Cola de casos'));
  assert.equal(await page.getByRole('table').locator('a:focus').count(), 0, 'J moves nothing');
  await page.goto('/perfil');
  await page.getByLabel('Usar atajos de una tecla').check();
  await heading(page, 'Mi perfil').focus();
  await page.keyboard.press('c');
  await sees(heading(page, 'Crear caso'));
});

test('a case is worked from the keyboard, and the letter of a page is no key of the page one is on', async () => {
  const word = unique('tecla').replace('-', '');
  const [ticket, twin] = await openCases(word, 'Atendido', 'Gemelo');
  const { page } = await signedIn(PATRICIA);
  await page.goto(`/cola?q=${word}`);
  const row = page.getByRole('link', { name: ticket.subject });
  await sees(row);
  await row.focus();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await sees(heading(page, 'Categorías'));
  const api = await Api.of(PATRICIA);
  const untouched = await api.get(`/tickets/${ticket.number}`);
  assert.equal(untouched.assignee ?? null, null, 'T after G takes no case');

  await page.goto(`/casos/${ticket.number}`);
  const body = page.locator('#answer-body');
  await sees(body);
  await page.keyboard.press('n');
  await until('the note has the focus', () => hasFocus(body));
  await sees(page.getByLabel('Nota interna', { exact: true }).first());
  await page.keyboard.type('rst');
  assert.equal(await body.inputValue(), 'rst', 'keys are text in a field');
  await heading(page, ticket.subject).focus();
  await page.keyboard.press('r');
  await until('the answer has the focus', () => hasFocus(body));
  await sees(page.getByRole('button', { name: 'Enviar respuesta' }));
  await body.fill('');
  for (const [key, name] of [['t', 'Asignar'], ['l', 'Registrar contacto']]) {
    await heading(page, ticket.subject).focus();
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog', { name });
    await sees(dialog);
    await page.keyboard.press('Escape');
    await seesNoMore(dialog);
  }
  // What comes next is the first of the actions.
  const first = page.getByRole('group', { name: 'Posibles ahora' }).getByRole('button').first();
  const name = (await first.innerText()).trim();
  await page.keyboard.press('s');
  await sees(page.getByRole('dialog', { name }));
  await page.keyboard.press('Escape');

  // The case that goes on is found by its words.
  await page.getByRole('button', { name: 'Marcar como duplicado' }).click();
  const dialog = page.getByRole('dialog', { name: 'Marcar como duplicado' });
  const other = dialog.getByLabel('Número del caso que continúa');
  await sees(other);
  const offered = dialog.locator('datalist option', { hasText: twin.subject });
  await until('the other case is offered', async () => (await offered.count()) === 1);
  assert.equal(await offered.getAttribute('value'), twin.number);
  assert.equal(await dialog.locator(`datalist option[value="${ticket.number}"]`).count(), 0);
  await other.fill(twin.number.toLowerCase());
  await sees(dialog.getByRole('status').getByText(twin.subject));
  await dialog.getByRole('button', { name: 'Marcar como duplicado' }).click();
  await seesNoMore(dialog);
  await sees(page.getByRole('link', { name: twin.number }));
});

test('a coordinator writes a template and an engineer answers with it', async () => {
  const word = unique('plantilla').replace('-', '');
  const name = `Aviso ${word}`;
  const [ticket] = await openCases(word, 'Con plantilla');
  const { page } = await signedIn(CAMILA);
  await page.goto('/plantillas');
  await sees(page.getByText('Primer contacto'));
  await page.getByRole('button', { name: 'Nueva plantilla' }).click();
  const dialog = page.getByRole('dialog', { name: 'Nueva plantilla' });
  await dialog.getByLabel('Nombre').fill(name);
  await dialog.getByLabel('Texto').fill('Hola, {{nombre}}');
  await dialog.getByRole('button', { name: 'Crear' }).click();
  await sees(dialog.getByText('Solo se reemplazan {{usuario}}, {{caso}}, {{empresa}} y {{ingeniero}}.'));
  await dialog.getByLabel('Texto').fill('Hola, {{usuario}} de {{company}}: revisamos {{ Caso }}. ');
  await dialog.getByRole('button', { name: 'Quien responde' }).click();
  await sees(dialog.getByText('Hola, Marcela Ríos de Contacto Andino: revisamos CASO-000123. Andrés Molina'));
  await dialog.getByRole('button', { name: 'Crear' }).click();
  await sees(page.getByText('Plantilla creada.'));
  await sees(page.getByRole('listitem').getByText(name));
  assert.deepEqual(await audit(page, '/plantillas'), []);

  const engineer = await signedIn(ANDRES);
  await engineer.page.goto(`/casos/${ticket.number}`);
  await sees(heading(engineer.page, ticket.subject));
  const answer = engineer.page.getByLabel('Tu mensaje');
  await answer.fill('Antes.');
  await engineer.page.getByRole('button', { name: 'Insertar plantilla' }).click();
  await sees(engineer.page.getByRole('button', { name }));
  assert.deepEqual(await audit(engineer.page, 'the menu of templates'), []);
  await engineer.page.getByRole('button', { name }).click();
  const wanted =
    `Antes.\n\nHola, ${MARCELA.name} de Contacto Andino BPO S.A.S.: ` +
    `revisamos ${ticket.number}. ${ANDRES.name}`;
  await until('the text is inserted', async () => (await answer.inputValue()) === wanted);
  await until('one goes on writing', () => hasFocus(answer));
  await engineer.page.getByRole('button', { name: 'Enviar respuesta' }).click();
  await sees(engineer.page.getByText(`Hola, ${MARCELA.name} de Contacto Andino`));

  // Whose case it is answers without templates.
  const customer = await signedIn(MARCELA);
  await customer.page.goto(`/casos/${ticket.number}`);
  await sees(customer.page.getByLabel('Tu mensaje'));
  assert.equal(await customer.page.getByRole('button', { name: 'Insertar plantilla' }).count(), 0);
  await customer.page.goto('/plantillas');
  await sees(heading(customer.page, 'Esta página no existe'));

  await page.getByRole('button', { name: `Borrar plantilla: ${name}` }).click();
  const asked = page.getByRole('dialog', { name: `¿Borrar «${name}»?` });
  await asked.getByRole('button', { name: 'Borrar plantilla' }).click();
  await sees(page.getByText('Plantilla borrada.'));
  await seesNoMore(page.getByRole('listitem').getByText(name));
});

test('a view of the queue is kept for its owner, on every device of hers', async () => {
  const name = `Altas ${unique('vista')}`;
  const api = await Api.of(LAURA);
  for (const view of (await api.get('/saved-views')).items) await api.delete(`/saved-views/${view.id}`);
  const { page } = await signedIn(LAURA);
  await page.goto('/cola?priority=high&sort=-priority');
  await page.getByRole('button', { name: 'Guardar como vista' }).click();
  const naming = page.getByRole('dialog', { name: 'Guardar como vista' });
  await naming.getByLabel('Nombre de la vista').fill(name);
  await naming.getByRole('button', { name: 'Guardar' }).click();
  const views = (of) => of.getByRole('group', { name: 'Mis vistas' });
  await sees(views(page).getByRole('button', { name, pressed: true }));
  await seesNoMore(page.getByRole('button', { name: 'Guardar como vista' }));

  await page.getByRole('button', { name: 'Sin asignar' }).click();
  await until('those of nobody are shown', () => new URL(page.url()).search === '?assignee=nobody&sort=-priority');
  await sees(page.getByRole('status').getByText(/casos?/));
  const people = page.getByRole('table').locator('.person');
  await until('nobody is responsible', async () => (await people.count()) === 0);

  const elsewhere = await signedIn(LAURA);
  await views(elsewhere.page).getByRole('button', { name }).click();
  await until('the filters are back', () => elsewhere.page.url().endsWith('/cola?priority=high&sort=-priority'));
  assert.deepEqual(await audit(elsewhere.page, 'the queue with views'), []);
  const colleague = await signedIn(ANDRES);
  await sees(colleague.page.getByRole('table'));
  await settled(colleague.page);
  assert.equal(await colleague.page.getByRole('button', { name }).count(), 0);

  await elsewhere.page.getByRole('button', { name: `Opciones de «${name}»` }).click();
  await elsewhere.page.getByRole('button', { name: 'Cambiar el nombre' }).click();
  const renaming = elsewhere.page.getByRole('dialog', { name: 'Cambiar el nombre' });
  await renaming.getByLabel('Nombre de la vista').fill(`${name} ya`);
  await renaming.getByRole('button', { name: 'Guardar' }).click();
  await sees(views(elsewhere.page).getByRole('button', { name: `${name} ya`, pressed: true }));
  await elsewhere.page.getByRole('button', { name: `Opciones de «${name} ya»` }).click();
  await elsewhere.page.getByRole('button', { name: 'Borrar la vista' }).click();
  const asked = elsewhere.page.getByRole('dialog', { name: `¿Borrar la vista «${name} ya»?` });
  await asked.getByRole('button', { name: 'Borrar la vista' }).click();
  await sees(elsewhere.page.getByText('Vista borrada.'));
  await seesNoMore(views(elsewhere.page));
});

test('a coordinator assigns several cases at once and is told which were not', async () => {
  const word = unique('varios').replace('-', '');
  const names = ['Uno', 'Dos', 'Tres', 'Cuatro'];
  const tickets = await openCases(word, ...names);
  const { page, watch } = await signedIn(CAMILA);
  await page.goto(`/cola?q=${word}&sort=created_at`);
  const box = (at) => page.getByRole('checkbox', { name: `Elegir ${tickets[at].number}` });
  await sees(box(3));
  await box(0).click();
  await box(2).click({ modifiers: ['Shift'] });
  await sees(page.getByText('3 casos elegidos'));
  assert.ok(await box(1).isChecked());
  assert.deepEqual(await audit(page, 'chosen cases'), []);

  // One is changed by somebody else. The list is loaded again by itself and the choice stays.
  const engineer = await Api.of(ANDRES);
  const { id: andres } = await engineer.get('/me');
  await engineer.act(tickets[1].number, 'assign', { assignee_id: andres });
  const row = (at) => page.getByRole('row', { name: new RegExp(`${names[at]} ${word}`) });
  await sees(row(1).getByText(ANDRES.name));
  await sees(page.getByText('3 casos elegidos'));
  assert.ok(await box(0).isChecked() && await box(1).isChecked() && await box(2).isChecked());

  await page.getByRole('button', { name: 'Asignar a…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Asignar \d casos?$/ });
  const who = dialog.getByLabel('Asignar a', { exact: true });
  await sees(who);
  await dialog.getByRole('button', { name: 'Asignar 3 casos' }).click();
  await sees(dialog.getByText('Este dato es obligatorio'));
  watch.expect(/actions\/assign: 409$/);
  await who.selectOption(andres);
  await dialog.getByRole('button', { name: 'Asignar 3 casos' }).click();
  await sees(dialog.getByText('2 casos quedaron asignados. 1 no se asignó y sigue elegido:'));
  const refused = dialog.getByRole('listitem');
  assert.equal(await refused.count(), 1);
  await sees(refused.getByText(tickets[1].number));
  await sees(refused.getByText('Ya es de esa persona.'));
  assert.deepEqual(await audit(page, 'what was not assigned'), []);
  await dialog.getByRole('button', { name: 'Cerrar' }).last().click();
  await seesNoMore(dialog);
  await sees(page.getByText('1 caso elegido'));
  for (const at of [0, 2]) await sees(row(at).getByText(ANDRES.name));
  assert.equal((await engineer.get(`/tickets/${tickets[3].number}`)).assignee, null);
  await page.getByRole('button', { name: 'Quitar selección' }).click();
  await seesNoMore(page.getByText('1 caso elegido'));

  // An engineer takes cases, with the keyboard alone.
  const colleague = await signedIn(LAURA);
  await colleague.page.goto(`/cola?q=${word}&sort=created_at`);
  await sees(colleague.page.getByRole('table').getByRole('link'));
  await colleague.page.keyboard.press('j');
  await colleague.page.keyboard.press('x');
  for (let press = 0; press < 3; press += 1) await colleague.page.keyboard.press('j');
  await colleague.page.keyboard.press('Shift+X');
  await sees(colleague.page.getByText('4 casos elegidos'));
  await colleague.page.getByRole('button', { name: 'Asignarme los casos' }).press('Enter');
  const taking = colleague.page.getByRole('dialog', { name: 'Asignar 4 casos' });
  await sees(taking.getByText('Quedarás como responsable de 4 casos.'));
  await taking.getByRole('button', { name: 'Asignar 4 casos' }).press('Enter');
  await sees(colleague.page.getByText('4 casos asignados.'));
  await seesNoMore(taking);
  for (const ticket of tickets) {
    assert.equal((await engineer.get(`/tickets/${ticket.number}`)).assignee.name, LAURA.name);
  }
});

test('the palette and the list of shortcuts are accessible', async () => {
  const { page } = await signedIn(CAMILA);
  await page.goto('/cola');
  await sees(page.getByRole('table'));
  await page.keyboard.press('Control+k');
  await until('one can type at once', () => hasFocus(palette(page).getByRole('combobox')));
  await page.keyboard.type('caso');
  await sees(palette(page).getByRole('group', { name: 'Casos' }));
  const found = await audit(page, 'the palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await sees(shortcuts(page));
  found.push(...(await audit(page, 'the shortcuts')));
  await page.keyboard.press('Escape');
  await page.goto('/perfil');
  await sees(heading(page, 'Mi perfil'));
  found.push(...(await audit(page, '/perfil')));
  assert.deepEqual(found, []);
});

const column = (page, name) => page.getByRole('region', { name });
const card = (page, stage, subject) => column(page, stage).getByRole('listitem').filter({ hasText: subject });

test('cases are moved on the board by dragging and by menu, and what is not possible is said', async () => {
  const word = unique('tablero').replace('-', '');
  const [first, second, third] = await openCases(word, 'Arrastrado', 'Bloqueado', 'Devuelto');
  const engineer = await Api.of(ANDRES);
  await solve(engineer, third.number);
  const { id: andres } = await engineer.get('/me');
  await engineer.act(first.number, 'assign', { assignee_id: andres });
  await engineer.act(first.number, 'log-contact', {
    channel: 'phone',
    direction: 'outbound',
    outcome: 'reached',
    summary: 'Confirmamos el horario.',
  });

  const { page, watch } = await signedIn(ANDRES);
  await page.goto(`/cola?q=${word}`);
  await page.getByRole('button', { name: 'Tablero' }).click();
  await until('the address says so', () => new URL(page.url()).searchParams.get('vista') === 'tablero');
  await sees(card(page, 'Abierto', first.subject));
  await sees(card(page, 'Solución', third.subject));
  assert.deepEqual(await audit(page, 'the board'), []);

  await card(page, 'Abierto', first.subject).dragTo(column(page, 'Análisis'));
  await sees(page.getByText(`${first.number} pasó a Análisis.`));
  await sees(card(page, 'Análisis', first.subject));
  assert.equal((await engineer.get(`/tickets/${first.number}`)).stage, 'analysis');

  // Nobody is responsible for the other one: it goes back, with the reason.
  watch.expect(/actions\/start-analysis: 409$/);
  await card(page, 'Abierto', second.subject).dragTo(column(page, 'Análisis'));
  await sees(page.locator('.toast.tone-bad'));
  await sees(card(page, 'Abierto', second.subject));
  await seesNoMore(card(page, 'Análisis', second.subject));
  await page.locator('.toast.tone-bad').getByRole('button', { name: 'Cerrar' }).click();
  await card(page, 'Abierto', second.subject).dragTo(column(page, 'Pruebas'));
  await sees(page.getByText('De Abierto no se pasa directamente a Pruebas.'));
  await page.locator('.toast').getByRole('button', { name: 'Cerrar' }).first().click();

  // By the keyboard alone: going back takes a reason.
  const menu = page.getByRole('button', { name: `Mover ${third.number}` });
  await menu.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Pasar a Análisis' }).press('Enter');
  const asked = page.getByRole('dialog', { name: 'Volver a análisis' });
  await asked.getByLabel('Por qué vuelve a análisis').fill('Falta revisar la troncal.');
  await asked.getByRole('button', { name: 'Guardar' }).press('Enter');
  await sees(card(page, 'Análisis', third.subject));
  await until('the moved card has the focus', () =>
    hasFocus(page.getByRole('link', { name: third.subject })),
  );

  // What takes a form opens the page of the case at that form.
  await engineer.act(third.number, 'start-solution');
  await sees(card(page, 'Solución', third.subject));
  await page.getByRole('button', { name: `Mover ${third.number}` }).click();
  await page.getByRole('button', { name: 'Pasar a Pruebas' }).click();
  await sees(page.getByRole('dialog', { name: 'Entregar solución' }));
  assert.equal(new URL(page.url()).pathname, `/casos/${third.number}`);
});
