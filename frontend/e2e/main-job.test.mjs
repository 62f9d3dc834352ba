// The main job: a case from the first click to its closing, with everybody in it.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn } from './util/browser.mjs';
import {
  act,
  choose,
  deliverSolution,
  fillIncident,
  recordFindings,
  seesUploaded,
  send,
  stage,
  verified,
} from './util/case.mjs';
import { sees, seesNoMore } from './util/page.mjs';
import { pasteScreenshot } from './util/picture.mjs';
import { Recording } from './util/recording.mjs';
import { ANDRES, CAMILA, MARCELA, unique } from './util/world.mjs';

/** An open case learns of changes within this time without a reload, in milliseconds. */
const NEWS = 40_000;

test('a case goes from report to closing and its customer never receives the internal note', async () => {
  const subject = `Se caen las llamadas entrantes ${unique('caso')}`;
  const canary = unique('canario');

  const reporter = await signedIn(MARCELA);
  const received = await Recording.of(reporter.context);
  await reporter.page.getByRole('link', { name: 'Crear caso' }).first().click();
  await fillIncident(reporter.page, subject);
  await pasteScreenshot(reporter.page);
  await seesUploaded(reporter.page);
  const number = await send(reporter.page);
  await sees(reporter.page.getByRole('heading', { level: 1, name: subject }));
  await sees(reporter.page.getByRole('img', { name: /^Vista previa de captura/ }));
  await sees(stage(reporter.page, 'Abierto'));

  const coordinator = await signedIn(CAMILA);
  await coordinator.page.goto('/cola');
  await coordinator.page.getByLabel('Buscar en los casos').fill(number);
  await sees(coordinator.page.getByText('1 caso', { exact: true }));
  await coordinator.page.getByRole('link', { name: subject }).click();
  await act(coordinator.page, 'Asignar', async (dialog) => {
    const choice = dialog.getByLabel('Asignar a');
    const option = await choice.getByText(new RegExp(`^${ANDRES.name} `)).textContent();
    await choice.selectOption({ label: option });
  });
  await sees(coordinator.page.getByText(`asignó el caso a ${ANDRES.name}`));

  const engineer = await signedIn(ANDRES);
  const sent = await Recording.of(engineer.context);
  await engineer.page.getByRole('button', { name: 'Míos' }).click();
  // What is hers is nobody's to take: now the list stands still under the pointer.
  await seesNoMore(engineer.page.getByRole('button', { name: /^Tomar/ }));
  await engineer.page.getByRole('link', { name: subject }).click();
  await act(engineer.page, 'Registrar contacto', (dialog) =>
    dialog.getByLabel('Qué se habló').fill('Marcela confirma que ocurre en toda la campaña.'),
  );
  await act(engineer.page, 'Iniciar análisis');
  await sees(stage(engineer.page, 'Análisis'));
  await recordFindings(engineer.page, 'visto en la troncal de entrada.');

  await choose(engineer.page, 'Quién lo lee', 'Nota interna');
  await engineer.page
    .getByRole('textbox', { name: 'Nota interna' })
    .fill(`El proveedor no quiere que se sepa todavía: ${canary}`);
  await engineer.page.getByRole('button', { name: 'Guardar nota' }).click();
  await sees(engineer.page.getByRole('listitem').getByText(canary));

  await act(engineer.page, 'Iniciar solución');
  await sees(stage(engineer.page, 'Solución'));
  await deliverSolution(engineer.page, 'Se cambió el tiempo de espera de la troncal.');
  await sees(stage(engineer.page, 'Pruebas'));

  // Back on her start page, the case is where she must do something.
  await reporter.page.getByRole('link', { name: 'Mis casos' }).first().click();
  await reporter.page
    .getByRole('region', { name: 'Te necesitan' })
    .getByRole('link', { name: new RegExp(subject) })
    .click();
  await sees(reporter.page.getByText('Se cambió el tiempo de espera de la troncal.'));
  await reporter.page.getByRole('button', { name: 'No funciona' }).click();
  const rejecting = reporter.page.getByRole('dialog', { name: '¿Qué sigue fallando?' });
  const reason = 'Sigue igual en la extensión 214.';
  await rejecting.getByLabel('Qué no funciona').fill(reason);
  await rejecting.getByRole('button', { name: 'Devolver a análisis' }).click();
  await seesNoMore(rejecting);
  await sees(stage(reporter.page, 'Análisis'));

  // The engineer hasn't left the page: it tells her by itself.
  await engineer.page.getByText(reason).first().waitFor({ timeout: NEWS });
  await sees(stage(engineer.page, 'Análisis'));
  await recordFindings(engineer.page, 'también en la extensión 214.');
  await act(engineer.page, 'Iniciar solución');
  await deliverSolution(engineer.page, 'Se aplicó el cambio en todas las extensiones.');

  await reporter.page.reload();
  await sees(reporter.page.getByText('Se aplicó el cambio en todas las extensiones.'));
  await reporter.page.getByRole('button', { name: 'Funciona, cerrar' }).click();
  const confirming = reporter.page.getByRole('dialog', { name: '¿La solución funciona?' });
  await confirming.getByRole('button', { name: 'Sí, cerrar el caso' }).click();
  await seesNoMore(confirming);
  await sees(stage(reporter.page, 'Cerrada'));
  await sees(verified(reporter.page));

  await engineer.page.reload();
  await sees(stage(engineer.page, 'Cerrada'));
  await sees(verified(engineer.page));
  await sees(engineer.page.getByRole('listitem').getByText(canary));

  const heard = await received.texts();
  assert.ok(heard.some((text) => text.includes(reason)), 'the recording holds what she did get');
  assert.ok(!heard.some((text) => text.includes(canary)), 'the reporter received the internal note');
  const engineersOwn = await sent.texts();
  assert.ok(engineersOwn.some((text) => text.includes(canary)), 'the note was there to be received');
});
