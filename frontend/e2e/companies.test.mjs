// Companies and the two people who report for each.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn, visitor } from './util/browser.mjs';
import { linkFor } from './util/mail.mjs';
import { sees, seesNoMore, signIn, until } from './util/page.mjs';
import { CAMILA, PATRICIA, unique } from './util/world.mjs';

/** A tax id that nobody has yet, with its check digit after the rules of the tax office. */
function freshNit() {
  const digits = String(800_000_000 + Math.floor(Math.random() * 99_999_999));
  const weights = [41, 37, 29, 23, 19, 17, 13, 7, 3];
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * weights[at], 0);
  const rest = sum % 11;
  return `${digits}-${rest < 2 ? rest : 11 - rest}`;
}

async function invite(page, name, email) {
  await page.getByRole('button', { name: 'Invitar' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Invitar usuario designado' });
  await dialog.getByLabel('Nombre completo').fill(name);
  await dialog.getByLabel('Correo electrónico').fill(email);
  await dialog.getByRole('button', { name: 'Invitar' }).click();
  return dialog;
}

test('an admin creates a company and fills its two places; a third person is refused in words', async () => {
  const mark = unique('prueba');
  const company = `Servicios ${mark} S.A.S.`;
  const [ana, luis, eva] = ['ana', 'luis', 'eva'].map((name) => `${name}@${mark}.example`);
  const { page, context, watch } = await signedIn(PATRICIA);

  await page.getByRole('link', { name: 'Empresas' }).click();
  await page.getByRole('button', { name: 'Nueva empresa' }).click();
  const creating = page.getByRole('dialog', { name: 'Nueva empresa' });
  await creating.getByLabel('Nombre de la empresa').fill(company);
  const nit = freshNit();
  const wrong = `${nit.slice(0, -1)}${(Number(nit.at(-1)) + 1) % 10}`;
  await creating.getByLabel('NIT').fill(wrong);
  await creating.getByRole('button', { name: 'Crear' }).click();
  await sees(creating.getByText(/^El NIT no coincide con su dígito de verificación/));
  await creating.getByLabel('NIT').fill(nit);
  await creating.getByRole('button', { name: 'Crear' }).click();
  await sees(page.getByRole('heading', { level: 1, name: company }));

  // Opened now, the other tab goes on showing two free places.
  const stale = await context.newPage();
  await stale.goto(page.url());
  assert.equal(await invitations(stale), 2);

  await seesNoMore(await invite(page, 'Ana María Torres', ana));
  await sees(page.getByText(ana));
  await seesNoMore(await invite(page, 'Luis Herrera', luis));
  await sees(page.getByText(luis));
  assert.equal(await page.getByRole('button', { name: 'Invitar' }).count(), 0);

  watch.expect(/^POST \/api\/v1\/companies\/[^/]+\/reporters: 409$/);
  const refused = await invite(stale, 'Eva Lozano', eva);
  await sees(stale.getByText(/^La empresa ya tiene sus dos usuarios designados/));
  assert.equal(await refused.getByLabel('Correo electrónico').inputValue(), eva);
  await stale.close();

  // Somebody invited comes in by the link of her mail, once.
  const invited = await visitor('Ana María Torres');
  const link = await linkFor(ana, 'invite');
  await invited.page.goto(link);
  await sees(invited.page.getByRole('heading', { name: 'Te damos la bienvenida' }));
  const password = 'una frase larga para entrar';
  await invited.page.getByLabel('Nueva contraseña').fill(password);
  await invited.page.getByLabel('Repite la contraseña').fill('otra frase distinta');
  await invited.page.getByRole('button', { name: 'Activar mi acceso' }).click();
  await sees(invited.page.getByText('Las dos contraseñas no son iguales.'));
  await invited.page.getByLabel('Repite la contraseña').fill(password);
  await invited.page.getByRole('button', { name: 'Activar mi acceso' }).click();
  // No second form: who has chosen a password is in.
  await sees(invited.page.getByText('Tu acceso quedó activo.'));
  await sees(invited.page.getByRole('heading', { level: 1, name: 'Mis casos' }));
  await invited.page.getByRole('button', { name: 'Tu cuenta' }).click();
  await invited.page.getByRole('button', { name: 'Cerrar sesión' }).click();
  await signIn(invited.page, { email: ana, password });
  await sees(invited.page.getByRole('heading', { level: 1, name: 'Mis casos' }));
  await sees(invited.page.getByText('Aún no hay casos abiertos'));

  await invited.page.getByRole('link', { name: 'Equipo' }).click();
  await sees(invited.page.getByText('Con invitación pendiente'));
  await sees(invited.page.getByText(luis));

  const again = await visitor('a second use of the link');
  again.watch.expect(/^POST \/api\/v1\/auth\/accept-invite: 4\d\d$/);
  await again.page.goto(link);
  await again.page.getByLabel('Nueva contraseña').fill(password);
  await again.page.getByLabel('Repite la contraseña').fill(password);
  await again.page.getByRole('button', { name: 'Activar mi acceso' }).click();
  await sees(again.page.getByRole('heading', { name: 'Este enlace ya no sirve' }));
  await sees(again.page.getByText(/pide a soporte otra invitación/));
});

test('the page of a company leads to its cases', async () => {
  const { page } = await signedIn(CAMILA);
  await page.getByRole('link', { name: 'Empresas' }).click();
  const name = 'Contacto Andino BPO S.A.S.';
  await page.getByRole('link', { name }).click();
  await sees(page.getByRole('heading', { level: 1, name }));
  await page.getByRole('link', { name: 'Ver sus casos' }).click();
  await sees(page.getByRole('heading', { level: 1, name: 'Cola de casos' }));
  const company = page.getByLabel('Empresa');
  await until('the filter shows the company', async () => {
    const chosen = await company.evaluate((select) => select.selectedOptions[0]?.textContent);
    return chosen === name;
  });
  await sees(page.getByRole('table').getByText(name));
  const rows = await page.getByRole('table').getByRole('row').count();
  assert.equal(await page.getByRole('table').getByText(name).count(), rows - 1);
});

async function invitations(page) {
  await sees(page.getByRole('button', { name: 'Invitar' }));
  return page.getByRole('button', { name: 'Invitar' }).count();
}
