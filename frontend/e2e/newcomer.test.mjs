// Two people who know nothing but the words on the screen: somebody who reports her first case, and
// an engineer with ten cases before her.

import { test } from 'node:test';
import assert from 'node:assert/strict';

import { signedIn, visitor } from './util/browser.mjs';
import { analyse, Api, draftPlan, openIncident, submitPlan } from './util/api.mjs';
import { act, fillIncident, send, stage } from './util/case.mjs';
import { signIn, sees, seesNoMore, until } from './util/page.mjs';
import { ANDRES, LAURA, MARCELA, unique } from './util/world.mjs';

test('a newcomer reports a case, follows it to its end and finds its solution again', async () => {
  const word = unique('facturación').replace('-', '');
  const subject = `No sale la ${word} del día`;
  const engineer = await Api.of(ANDRES);
  const { id } = await engineer.get('/me');

  // From the first page on.
  const { page } = await visitor('a newcomer');
  await page.goto('/');
  await signIn(page, MARCELA);
  await page.getByRole('link', { name: 'Crear caso' }).first().click();
  await fillIncident(page, subject);
  const number = await send(page);
  await sees(stage(page, 'Abierto'));

  // Support works on it and asks something.
  await analyse(engineer, number);
  await engineer.act(number, 'request-information', { body: '¿Desde qué hora no sale?' });
  await page.getByRole('link', { name: 'Mis casos' }).first().click();
  const needed = page.getByRole('region', { name: 'Te necesitan' });
  await needed.getByRole('link', { name: new RegExp(subject) }).click();
  await sees(stage(page, 'Análisis'));
  // The question stands where she is told that it is her turn, and leads to where it is answered.
  await sees(page.getByRole('figure').getByText('¿Desde qué hora no sale?'));
  await page.getByRole('button', { name: 'Responder', exact: true }).click();
  await until('one can write at once', () =>
    page.getByLabel('Tu mensaje').evaluate((field) => field === document.activeElement),
  );
  await page.getByLabel('Tu mensaje').fill('Desde las seis de la mañana.');
  await page.getByRole('button', { name: 'Enviar', exact: true }).click();
  await sees(page.getByRole('listitem').getByText('Desde las seis de la mañana.'));

  // A plan waits for her approval.
  await draftPlan(engineer, number, [id]);
  await submitPlan(engineer, number);
  await page.getByRole('link', { name: 'Mis casos' }).first().click();
  await needed.getByRole('link', { name: new RegExp(subject) }).click();
  await page.getByRole('button', { name: 'Aprobar plan' }).click();
  const approving = page.getByRole('dialog', { name: '¿Apruebas el plan?' });
  await approving.getByRole('button', { name: 'Sí, aprobar plan' }).click();
  await seesNoMore(approving);

  // It is carried out, and the solution is there to be tried.
  await engineer.act(number, 'start-solution');
  const plan = await engineer.get(`/tickets/${number}/work-plan`);
  for (const activity of plan.activities) {
    const { version } = await engineer.get(`/tickets/${number}`);
    await engineer.patch(`/tickets/${number}/work-plan/activities/${activity.id}`, { state: 'done' }, {
      'If-Match': `"${version}"`,
    });
  }
  await engineer.act(number, 'deliver-solution', {
    summary: `La ${word} volvió a salir: se amplió la cola de documentos.`,
    test_steps: 'Generar el documento de hoy y descargarlo.',
    resolution_type: 'fixed',
  });
  await page.getByRole('link', { name: 'Mis casos' }).first().click();
  await needed.getByRole('link', { name: new RegExp(subject) }).click();
  await sees(page.getByText('Generar el documento de hoy y descargarlo.'));
  await page.getByRole('button', { name: 'Funciona, cerrar' }).click();
  const confirming = page.getByRole('dialog', { name: '¿La solución funciona?' });
  await confirming.getByRole('button', { name: 'Sí, cerrar el caso' }).click();
  await seesNoMore(confirming);
  await sees(stage(page, 'Cerrada'));

  // Weeks later: it happened before, but how was it written?
  const misspelt = word.replace('facturación', 'factúracion').toUpperCase();
  await page.getByRole('link', { name: 'Soluciones' }).first().click();
  await page.getByRole('searchbox').fill(misspelt);
  const hit = page.getByRole('link', { name: new RegExp(number) });
  await sees(hit.locator('mark'));
  await hit.click();
  await sees(page.getByText('se amplió la cola de documentos'));
});

test('an engineer works through a day of ten cases', async () => {
  const word = unique('jornada').replace('-', '');
  const reporter = await Api.of(MARCELA);
  const cases = [];
  for (let n = 1; n <= 10; n += 1) cases.push(await openIncident(reporter, `Caso ${n} de ${word}`));

  const { page } = await signedIn(LAURA);
  await page.getByLabel('Buscar en los casos').fill(word);
  await sees(page.getByText('10 casos', { exact: true }));
  // All of them are hers with a few presses.
  const boxes = page.getByRole('checkbox', { name: /^Elegir CASO-/ });
  await until('all ten can be chosen', async () => (await boxes.count()) === 10);
  await boxes.first().click();
  await boxes.last().click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'Asignarme los casos' }).click();
  const taking = page.getByRole('dialog', { name: 'Asignar 10 casos' });
  await taking.getByRole('button', { name: 'Asignar 10 casos' }).click();
  await sees(page.getByText('10 casos asignados.'));
  await seesNoMore(taking);

  for (const [place, { number, subject }] of cases.entries()) {
    await page.goto(`/cola?q=${word}`);
    await page.getByRole('link', { name: subject, exact: true }).click();
    await sees(page.getByRole('heading', { level: 1, name: subject }));
    if (place % 2 === 0) {
      await act(page, 'Registrar contacto', (dialog) =>
        dialog.getByLabel('Qué se habló').fill(`Se confirmó la falla de ${number}.`),
      );
      await act(page, 'Iniciar análisis');
      await sees(stage(page, 'Análisis'));
    } else {
      await page.locator('#answer-body').fill('Recibimos tu caso y ya lo revisamos.');
      await page.getByRole('button', { name: 'Enviar respuesta' }).click();
      await sees(page.getByRole('listitem').getByText('Recibimos tu caso y ya lo revisamos.'));
    }
  }
  const { items } = await reporter.get(`/tickets?q=${word}`);
  assert.equal(items.length, 10);
  assert.equal(items.filter(({ stage }) => stage === 'analysis').length, 5);
  assert.ok(items.every(({ assignee }) => assignee.name === LAURA.name));
});
