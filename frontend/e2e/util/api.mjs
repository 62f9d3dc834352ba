// The API as another system uses it, for the parts of a test's story that the test isn't about.

import assert from 'node:assert/strict';

import { BASE, minutesAgoInBogota } from './world.mjs';

/** Somebody's access to the API. */
export class Api {
  #token;

  static async of(who) {
    const api = new Api();
    const body = { email: who.email, password: who.password };
    const { access_token: token } = await api.post('/auth/login', body);
    api.#token = token;
    return api;
  }

  get(path) {
    return this.#call('GET', path);
  }

  post(path, body, headers = {}) {
    return this.#call('POST', path, body, { 'Idempotency-Key': crypto.randomUUID(), ...headers });
  }

  put(path, body, headers = {}) {
    return this.#call('PUT', path, body, headers);
  }

  patch(path, body, headers = {}) {
    return this.#call('PATCH', path, body, headers);
  }

  delete(path) {
    return this.#call('DELETE', path);
  }

  /** Does something to a ticket as it stands now; gives the ticket afterwards. */
  async act(number, action, body = {}) {
    const { version } = await this.get(`/tickets/${number}`);
    return this.post(`/tickets/${number}/actions/${action}`, body, { 'If-Match': `"${version}"` });
  }

  async #call(method, path, body, headers = {}) {
    const answer = await fetch(`${BASE}/api/v1${path}`, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(this.#token ? { Authorization: `Bearer ${this.#token}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}

/** Opens an incident; gives the ticket. */
export function openIncident(api, subject) {
  return api.post('/tickets', {
    kind: 'incident',
    subject,
    description: 'Las llamadas de la campaña se cortan a los diez segundos.',
    steps: 'Entrar a la campaña y contestar una llamada.',
    occurred_from: `${minutesAgoInBogota(90)}:00-05:00`,
  });
}

/** Takes an open incident to the stage of analysis with all findings; gives the ticket. */
export async function analyse(api, number) {
  const { id } = await api.get('/me');
  await api.act(number, 'assign', { assignee_id: id });
  await api.act(number, 'log-contact', {
    channel: 'phone',
    direction: 'outbound',
    outcome: 'reached',
    summary: 'Confirmamos el horario y las extensiones afectadas.',
  });
  await api.act(number, 'start-analysis');
  return api.act(number, 'record-analysis', {
    identification: 'Cortes de audio en la cola de entrada.',
    validation: 'Se repite con tres extensiones.',
    structure: 'Troncal SIP, sesión de medios.',
    alarm_type: 'Pérdida de paquetes.',
  });
}

/** Takes an open incident to the stage of solution, as the engineer would; gives the ticket. */
export async function solve(api, number) {
  await analyse(api, number);
  return api.act(number, 'start-solution');
}

/** Takes an open incident to the stage of testing, as the engineer would; gives the ticket. */
export async function deliver(api, number) {
  await solve(api, number);
  return api.act(number, 'deliver-solution', {
    summary: 'Se ajustó el tiempo de sesión de la troncal.',
    test_steps: 'Contestar una llamada y hablar un minuto.',
    resolution_type: 'fixed',
  });
}

/** A time so many days from today, as the API takes it. */
function inDays(days, time) {
  const shifted = new Date(Date.now() + days * 86_400_000 - 5 * 3_600_000);
  return `${shifted.toISOString().slice(0, 10)}T${time}:00-05:00`;
}

/** Writes a work plan of a ticket as it stands now; gives the plan. */
export async function draftPlan(api, number, responsible) {
  const { version } = await api.get(`/tickets/${number}`);
  const activity = ([title, from, starts_at, to, ends_at], place) => ({
    title,
    responsible_id: responsible[place % responsible.length],
    starts_at: inDays(from, starts_at),
    ends_at: inDays(to, ends_at),
  });
  const body = {
    objective:
      'Cambiar la troncal de voz **sin interrumpir la operación**:\n\n- primero una campaña de prueba\n- después las demás, fuera de las horas pico',
    activities: [
      ['Respaldar la configuración de la planta', 1, '08:00', 1, '12:00'],
      ['Probar la troncal nueva con una campaña', 1, '14:00', 2, '17:00'],
      ['Validar las grabaciones de la prueba', 3, '08:00', 4, '12:00'],
      ['Migrar las extensiones', 5, '18:00', 6, '22:00'],
    ].map(activity),
  };
  return api.put(`/tickets/${number}/work-plan`, body, { 'If-Match': `"${version}"` });
}

/** Sends the work plan of a ticket to its customer; gives the plan. */
export async function submitPlan(api, number) {
  const { version } = await api.get(`/tickets/${number}`);
  return api.post(`/tickets/${number}/work-plan/submit`, {}, { 'If-Match': `"${version}"` });
}
