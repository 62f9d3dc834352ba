// A customer who has no mouse.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn, visitor } from './util/browser.mjs';
import { Api, analyse, deliver, openIncident } from './util/api.mjs';
import { stage } from './util/case.mjs';
import { hasFocus, showsItsFocus, tabTo } from './util/keyboard.mjs';
import { hold } from './util/network.mjs';
import { PHONE, sees, signIn, until } from './util/page.mjs';
import { ANDRES, MARCELA, unique } from './util/world.mjs';

test('a reporter signs in, finds the case that needs her and closes it from the keyboard', async () => {
  const [reporter, engineer] = await Promise.all([MARCELA, ANDRES].map(Api.of));
  const subject = `Agentes sin audio ${unique('teclado')}`;
  const ticket = await openIncident(reporter, subject);
  await deliver(engineer, ticket.number);

  const { page } = await visitor(MARCELA.name);
  await page.goto('/entrar');
  // The form has the focus already.
  await sees(page.getByLabel('Correo electrónico'));
  assert.ok(await hasFocus(page.getByLabel('Correo electrónico')));
  await page.keyboard.type(MARCELA.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(MARCELA.password);
  await page.keyboard.press('Enter');
  await sees(page.getByRole('heading', { level: 1, name: 'Mis casos' }));

  const link = page.getByRole('link', { name: new RegExp(subject) });
  await sees(link);
  await tabTo(page, link);
  assert.ok(await showsItsFocus(link));
  await page.keyboard.press('Enter');
  await sees(page.getByRole('heading', { level: 1, name: subject }));

  // The first stop of the page leads past its header.
  const skip = page.getByRole('link', { name: 'Saltar al contenido' });
  const works = page.getByRole('button', { name: 'Funciona, cerrar' });
  await sees(works);
  await tabTo(page, works);
  assert.ok(await showsItsFocus(works));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: '¿La solución funciona?' });
  await sees(dialog);

  // Escape closes nothing but the dialog and gives the focus back.
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.ok(await hasFocus(works));
  await page.keyboard.press('Enter');
  await tabTo(page, dialog.getByLabel('Un comentario para el ingeniero'));
  await page.keyboard.type('Quedó bien, gracias.');
  await tabTo(page, dialog.getByRole('button', { name: 'Sí, cerrar el caso' }));
  await page.keyboard.press('Enter');
  await sees(stage(page, 'Cerrada'));
  await sees(page.getByText('Quedó bien, gracias.'));

  await page.reload();
  await sees(page.getByRole('heading', { level: 1, name: subject }));
  await page.keyboard.press('Tab');
  assert.ok(await hasFocus(skip));
});

test('the focus goes to the heading of each page one comes to, and to nothing when a page is loaded', async () => {
  const { page } = await visitor(ANDRES.name);
  const heading = (name) => page.getByRole('heading', { level: 1, name });
  await page.goto('/recuperar');
  await sees(heading('Restablece tu contraseña'));
  assert.ok(!(await hasFocus(heading('Restablece tu contraseña'))));
  await page.goto('/entrar');
  await signIn(page, ANDRES);
  await until('the queue has the focus', () => hasFocus(heading('Cola de casos')));

  await page.getByRole('link', { name: 'Calendario' }).focus();
  await page.keyboard.press('Enter');
  await until('the calendar has the focus', () => hasFocus(heading('Calendario')));
  await page.goBack();
  await until('the queue has it again', () => hasFocus(heading('Cola de casos')));

  // The page of a case has another heading until the case is there.
  const link = page.getByRole('table').getByRole('link').first();
  const subject = (await link.textContent()).trim();
  await link.press('Enter');
  await until('the case has the focus', () => hasFocus(heading(subject)));

  await page.reload();
  await sees(heading(subject));
  assert.ok(!(await hasFocus(heading(subject))));
});

test('a menu that is opened before the page is there stays open', async () => {
  const { page } = await visitor(MARCELA.name);
  const part = await hold(page, '**/assets/**/split_home.wasm');
  await page.goto('/entrar');
  await signIn(page, MARCELA);
  await part.arrived;
  await page.getByRole('button', { name: 'Tu cuenta' }).click();
  part.release();
  await sees(page.getByRole('heading', { level: 1, name: 'Mis casos' }));
  await page.getByRole('link', { name: 'Mi perfil' }).click();
  const profile = page.getByRole('heading', { level: 1, name: 'Mi perfil' });
  await until('the profile has the focus', () => hasFocus(profile));
});

// axe doesn't see this one: WCAG 2.2, 2.4.11.
test('what has the focus is never hidden under the header', async () => {
  const { page } = await visitor(MARCELA.name);
  await page.setViewportSize(PHONE);
  await page.goto('/entrar');
  await signIn(page, MARCELA);
  for (const path of ['/', '/casos/nuevo']) {
    await page.goto(path);
    await sees(page.getByRole('heading', { level: 1 }));
    await sees(page.locator('.home-group, form.case-form, form').first());
    const last = page.getByRole('contentinfo').getByRole('link').last();
    await last.focus();
    const stops = [];
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Shift+Tab');
      stops.push(await page.evaluate(standing));
    }
    const inPage = stops.filter(({ where }) => where === 'page');
    assert.ok(inPage.length > 5, `${path}: the way up leads through the page`);
    const hidden = inPage.filter(({ bottom, header }) => bottom <= header);
    assert.deepEqual(hidden, [], path);
  }
});

test('the buttons of a long dialog are in sight on a phone and hide nothing that has the focus', async () => {
  const [reporter, engineer] = await Promise.all([MARCELA, ANDRES].map(Api.of));
  const ticket = await openIncident(reporter, `Diálogo largo ${unique('pie')}`);
  await analyse(engineer, ticket.number);
  const { page } = await signedIn(ANDRES);
  await page.setViewportSize({ ...PHONE, height: 560 });
  await page.goto(`/casos/${ticket.number}`);
  await page.getByRole('button', { name: 'Registrar contacto' }).click();
  const dialog = page.getByRole('dialog', { name: 'Registrar contacto' });
  const foot = dialog.getByRole('button', { name: 'Registrar contacto' });
  await sees(foot);
  const { y, height } = await foot.boundingBox();
  const longer = await dialog.evaluate((element) => element.scrollHeight - element.clientHeight);
  assert.ok(longer > 100, `the dialog is longer than the screen, by ${longer} px`);
  assert.ok(y + height <= 560, `the button ends at ${y + height} of 560 px`);
  await dialog.getByRole('button', { name: 'Cerrar' }).focus();
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press('Tab');
    const { what, bottom, line } = await page.evaluate(() => ({
      what: document.activeElement.closest('.dialog-actions') ? 'foot' : document.activeElement.outerHTML.slice(0, 80),
      bottom: document.activeElement.getBoundingClientRect().bottom,
      line: document.querySelector('dialog[open] .dialog-actions').getBoundingClientRect().top,
    }));
    if (what === 'foot') return;
    assert.ok(bottom <= line + 1, `${what} ends at ${bottom}, the last line begins at ${line}`);
  }
  assert.fail('Tab never came to the buttons');
});

/** Runs in the page: where the element with the focus stands, and where the header ends. */
function standing() {
  const element = document.activeElement;
  const header = document.querySelector('header');
  return {
    where: element.closest('main') ? 'page' : 'elsewhere',
    name: element.textContent.trim().slice(0, 40) || element.id,
    bottom: Math.round(element.getBoundingClientRect().bottom),
    header: Math.round(header.getBoundingClientRect().bottom),
  };
}
