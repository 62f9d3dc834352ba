// What people do on the page of a case and in the form of a new one.

import { sees, seesNoMore } from './page.mjs';
import { minutesAgoInBogota } from './world.mjs';

/** Chooses one of a group of radio buttons, by their names. */
export function choose(page, group, name) {
  return page.getByRole('group', { name: group }).getByRole('radio', { name }).check();
}

/** Fills in what an incident must have. */
export async function fillIncident(page, subject) {
  await choose(page, '¿Qué necesitas?', /^Incidente/);
  await page.getByLabel('Asunto').fill(subject);
  await page
    .getByLabel('Descripción')
    .fill('Las llamadas entrantes se caen a los diez segundos y no queda grabación.');
  await page
    .getByLabel('Pasos para reproducirlo')
    .fill('Ingresar a la campaña\nContestar una llamada\nEsperar diez segundos');
  await page.getByLabel('Comenzó').fill(minutesAgoInBogota(45));
}

/** Waits for the picture that was pasted to be on the server. */
export async function seesUploaded(page) {
  await sees(page.getByRole('button', { name: /^Quitar captura/ }));
  await seesNoMore(page.getByRole('progressbar', { name: /^Subiendo/ }));
  await sees(page.locator('.upload:not(.is-failed)').getByText(/\d+(,\d)? K?B$/));
}

/** Sends the new case and gives the number under which its page opens. */
export async function send(page) {
  await page.getByRole('button', { name: 'Enviar caso' }).click();
  await page.waitForURL(/\/casos\/CASO-\d+$/);
  return new URL(page.url()).pathname.split('/').pop();
}

/** The stage at which the stepper of the open case stands. */
export function stage(page, name) {
  return page
    .getByRole('list', { name: 'Etapas del caso' })
    .locator('[aria-current=step]')
    .getByText(name, { exact: true });
}

/** Presses an action's button; gives its dialog. */
export async function openAction(page, action) {
  await page
    .getByRole('group', { name: 'Posibles ahora' })
    .getByRole('button', { name: action, exact: true })
    .click();
  const dialog = page.getByRole('dialog', { name: action });
  await sees(dialog);
  return dialog;
}

/**
 * Presses an action's button, fills in its dialog and sends it with the button of the same name.
 */
export async function act(page, action, fill = async () => {}) {
  const dialog = await openAction(page, action);
  await fill(dialog);
  await dialog.getByRole('button', { name: action, exact: true }).click();
  await seesNoMore(dialog);
}

/** Fills in and sends the four findings. */
export function recordFindings(page, words) {
  return act(page, 'Registrar hallazgos', async (dialog) => {
    for (const finding of ['Identificación', 'Validación', 'Estructura', 'Tipo de alarma']) {
      await dialog.getByLabel(finding).fill(`${finding}: ${words}`);
    }
  });
}

/** Fills in and sends a solution. */
export function deliverSolution(page, summary) {
  return act(page, 'Entregar solución', async (dialog) => {
    await dialog.getByLabel('Qué se hizo').fill(summary);
    await dialog.getByLabel('Cómo lo prueba el cliente').fill('Contestar una llamada y hablar.');
    await dialog.getByLabel('Tipo de resolución').selectOption({ label: 'Corregido' });
  });
}

/** The note that the record of the open case is whole. */
export function verified(page) {
  return page.getByText(/^Historia verificada: \d+ eventos?$/);
}
