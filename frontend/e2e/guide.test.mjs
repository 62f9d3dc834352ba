// The user guide for everybody; what admins look into: mail that was put aside, and the record; a
// customer's start that tells of hours that she is asked for.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn, visitor } from './util/browser.mjs';
import { audit, settled } from './util/audit.mjs';
import { Api, openIncident } from './util/api.mjs';
import { receive } from './util/mail.mjs';
import { sees, seesNoMore, until } from './util/page.mjs';
import { ANDRES, LAURA, MARCELA, PATRICIA, YAMILE, unique } from './util/world.mjs';

const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true });

test('a customer finds her way in the guide before she has signed in', async () => {
  const { page } = await visitor('a customer');
  await page.goto('/entrar');
  await page.getByRole('link', { name: 'Ayuda' }).click();
  await sees(heading(page, 'Ayuda'));
  await sees(page.getByRole('heading', { level: 2, name: 'Para clientes' }));
  assert.equal(await page.getByRole('heading', { name: 'Para soporte' }).count(), 0);
  const found = await audit(page, '/ayuda');

  await page.getByRole('link', { name: /^Crea tu primer caso/ }).click();
  await sees(heading(page, 'Crea tu primer caso'));
  await sees(page.getByText('Lo que escribes se guarda en tu equipo'));
  // Pictures wait until they are seen, keep their place free and say what they show.
  const picture = page.getByRole('img', { name: /^El formulario de un caso en un celular/ });
  await picture.scrollIntoViewIfNeeded();
  await until('the picture is there', () => picture.evaluate((img) => img.naturalWidth > 0));
  assert.equal(await picture.getAttribute('loading'), 'lazy');
  assert.ok(Number(await picture.getAttribute('height')) > 0);
  found.push(...(await audit(page, '/ayuda/primer-caso')));

  // A link between pages, and on to a heading of the page.
  await page.getByRole('article').getByRole('link', { name: 'las cinco etapas', exact: true }).click();
  await sees(heading(page, 'Las cinco etapas de un caso'));
  assert.equal(new URL(page.url()).pathname, '/ayuda/etapas');
  const sections = page.getByRole('navigation', { name: 'En esta página' });
  await sections.getByRole('link', { name: 'Pruebas' }).click();
  await until('the heading is in view', () => inView(page, 'Pruebas'));
  found.push(...(await audit(page, '/ayuda/etapas')));
  assert.deepEqual(found, []);

  await page.getByRole('link', { name: 'Ingresar' }).click();
  await sees(heading(page, 'Ingresa al centro de asistencia'));
});

/** Whether a heading stands in the window, below the header. */
function inView(page, name) {
  const found = page.getByRole('heading', { level: 2, name, exact: true });
  return found.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  });
}

test('an address with a heading leads to it, also when the page is loaded anew', async () => {
  const { page } = await visitor('a customer');
  await page.goto('/ayuda/pruebas#si-se-cerró-y-no-estaba-bien');
  await sees(heading(page, 'Probar la solución, y qué hace el silencio'));
  await until('the heading is in view', () => inView(page, 'Si se cerró y no estaba bien'));
});

test('support reads both parts, a reporter hers alone', async () => {
  const reporter = await signedIn(MARCELA);
  await reporter.page.getByRole('button', { name: 'Tu cuenta' }).click();
  await reporter.page.getByRole('banner').getByRole('link', { name: 'Ayuda', exact: true }).click();
  await sees(heading(reporter.page, 'Ayuda'));
  await sees(reporter.page.getByRole('link', { name: /^Probar la solución/ }));
  assert.equal(await reporter.page.getByRole('link', { name: /^Un día en la cola/ }).count(), 0);
  reporter.watch.expect(/\/guide\/cola: 404$/);
  await reporter.page.goto('/ayuda/cola');
  await sees(reporter.page.getByRole('alert'));

  const engineer = await signedIn(ANDRES);
  const { page } = engineer;
  await page.getByRole('button', { name: 'Tu cuenta' }).click();
  await page.getByRole('link', { name: 'Ayuda', exact: true }).click();
  await sees(page.getByRole('heading', { level: 2, name: 'Para soporte' }));
  await page.getByRole('link', { name: /^Un día en la cola/ }).click();
  await sees(heading(page, 'Un día en la cola'));
  await page.getByRole('link', { name: /^Siguiente/ }).click();
  await sees(heading(page, 'Atender un caso por las cinco etapas'));
  const focused = () => page.evaluate(() => document.activeElement?.tagName);
  assert.equal(await until('the heading has the focus', async () => (await focused()) === 'H1'), true);
  await settled(page);
  assert.deepEqual(await audit(page, '/ayuda/atender-un-caso'), []);
});

test('on paper a page of the guide is its text alone', async () => {
  const { page } = await visitor('a customer');
  await page.goto('/ayuda/horario');
  await sees(page.getByText('Un día de servicio tiene 9 horas.'));
  await page.emulateMedia({ media: 'print' });
  await sees(heading(page, 'Horario de atención'));
  await seesNoMore(page.getByRole('navigation', { name: 'En esta página' }));
  await seesNoMore(page.getByText('¿Necesitas hablar con soporte?'));
});

test('an admin looks at the source of a mail that was put aside, and discards it', async () => {
  const subject = unique('correo');
  await receive(
    [
      'From: Extraño <extrano@example.org>',
      'To: soporte@aval.example',
      `Subject: ${subject}`,
      `Message-ID: <${subject}@example.org>`,
      '',
      '<b>Hola</b>, ¿me ayudan?',
      '',
    ].join('\r\n'),
  );
  const { page } = await signedIn(PATRICIA);
  await page.getByRole('button', { name: 'Tu cuenta' }).click();
  await page.getByRole('link', { name: 'Correo apartado' }).click();
  await sees(heading(page, 'Correo apartado'));
  const row = page.getByRole('listitem').filter({ hasText: subject });
  await sees(row.getByText('extrano@example.org'));
  await sees(row.getByText('El remitente no es usuario designado de ninguna empresa activa'));
  const found = await audit(page, '/correo');

  await row.getByRole('button', { name: `Ver original de «${subject}»` }).click();
  const dialog = page.getByRole('dialog', { name: 'Correo original' });
  // As text: what would be an element in a page is not one here.
  await sees(dialog.getByText('<b>Hola</b>'));
  await sees(dialog.getByText(`Message-ID: <${subject}@example.org>`));
  found.push(...(await audit(page, '/correo, source')));
  assert.deepEqual(found, []);
  await page.keyboard.press('Escape');
  await seesNoMore(dialog);

  await row.getByRole('button', { name: `Descartar «${subject}»` }).click();
  const sure = page.getByRole('dialog', { name: '¿Descartar este correo?' });
  await sure.getByRole('button', { name: 'Descartar' }).click();
  await sees(page.getByText('El correo quedó descartado'));
  await seesNoMore(row);

  await page.getByRole('button', { name: 'Tu cuenta' }).click();
  await page.getByRole('link', { name: 'Auditoría' }).click();
  await sees(heading(page, 'Auditoría'));
  const deed = page.getByRole('listitem').filter({ hasText: subject });
  await sees(deed.getByText(`descartó el correo «${subject}»`));
  await sees(deed.getByText(PATRICIA.name));
});

test('the record says who changed what, in words, and only admins read it', async () => {
  const admin = await Api.of(PATRICIA);
  const name = unique('categoría');
  const { id } = await admin.post('/categories', { name });
  await admin.patch(`/categories/${id}`, { active: false });
  const { page } = await signedIn(PATRICIA);
  await page.goto('/auditoria');
  const changed = page.getByRole('listitem').filter({ hasText: `cambió la categoría ${name}` });
  await sees(changed.getByText('Activa: sí → no'));
  await sees(page.getByText(`creó la categoría ${name}`));
  await settled(page);
  assert.deepEqual(await audit(page, '/auditoria'), []);

  // Narrowed down, and the address says by what.
  const filters = page.getByRole('group', { name: 'Filtrar' });
  await filters.getByLabel('Qué').selectOption({ label: 'Categoría creada' });
  await seesNoMore(changed);
  await sees(page.getByText(`creó la categoría ${name}`));
  await filters.getByLabel('Quién').selectOption({ label: PATRICIA.name });
  await filters.getByLabel('Hasta').fill('2001-01-01');
  await sees(page.getByText('Nada cumple estos filtros'));
  assert.match(page.url(), /hecho=category\.created&quien=[0-9a-f-]+&hasta=2001-01-01$/);
  await page.goBack();
  await sees(page.getByText(`creó la categoría ${name}`));
  await page.getByRole('button', { name: 'Quitar filtros' }).click();
  await sees(changed);

  const engineer = await signedIn(ANDRES);
  for (const path of ['/auditoria', '/correo']) {
    await engineer.page.goto(path);
    await sees(heading(engineer.page, 'Esta página no existe'));
  }
});

test('hours that support asks for need the customer on her start page until she answers', async () => {
  const [reporter, engineer] = await Promise.all([YAMILE, LAURA].map(Api.of));
  const { number, subject } = await openIncident(reporter, `Cambiar la troncal ${unique('horario')}`);
  await engineer.act(number, 'assign', { assignee_id: (await engineer.get('/me')).id });
  const { earliest_start: earliest } = await engineer.get(`/tickets/${number}/after-hours`);
  const at = (hours) => new Date(new Date(earliest).getTime() + hours * 3_600_000);
  const match = async (api) => ({ 'If-Match': `"${(await api.get(`/tickets/${number}`)).version}"` });
  const { id } = await engineer.post(
    `/tickets/${number}/after-hours`,
    { starts_at: at(5), ends_at: at(7), task: 'Cambiar la troncal', contact: 'Portería' },
    await match(engineer),
  );

  const { page } = await signedIn(YAMILE);
  const mine = page.getByRole('region', { name: 'Te necesitan' });
  await sees(mine.getByRole('heading', { name: 'Responde si te sirve el horario' }));
  const row = mine.getByRole('link').filter({ hasText: subject });
  await sees(row.getByText(/22:00( a |–)24:00/));
  assert.equal(
    await page.getByRole('region', { name: 'En manos de soporte' }).getByText(subject).count(),
    0,
  );
  await settled(page);
  assert.deepEqual(await audit(page, 'the start of a customer'), []);

  await reporter.post(`/tickets/${number}/after-hours/${id}/agree`, {}, await match(reporter));
  await page.reload();
  await sees(page.getByRole('region', { name: 'En manos de soporte' }).getByText(subject));
  assert.equal(await mine.getByText(subject).count(), 0);
  await reporter.post(`/tickets/${number}/after-hours/${id}/cancel`, {}, await match(reporter));
});
