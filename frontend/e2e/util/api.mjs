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

  put(path, body) {
    return this.#call('PUT', path, body, { 'Idempotency-Key': crypto.randomUUID() });
  }

  patch(path, body) {
    return this.#call('PATCH', path, body, { 'Idempotency-Key': crypto.randomUUID() });
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

/** Takes an open incident to the stage of solution, as the engineer would; gives the ticket. */
export async function solve(api, number) {
  const { id } = await api.get('/me');
  await api.act(number, 'assign', { assignee_id: id });
  await api.act(number, 'log-contact', {
    channel: 'phone',
    direction: 'outbound',
    outcome: 'reached',
    summary: 'Confirmamos el horario y las extensiones afectadas.',
  });
  await api.act(number, 'start-analysis');
  await api.act(number, 'record-analysis', {
    identification: 'Cortes de audio en la cola de entrada.',
    validation: 'Se repite con tres extensiones.',
    structure: 'Troncal SIP, sesión de medios.',
    alarm_type: 'Pérdida de paquetes.',
  });
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
