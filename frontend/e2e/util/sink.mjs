// Another system that is told what happens: listens on this machine and remembers what it got.

import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

/** Starts one. It answers 200 until it is told otherwise. */
export async function startSink() {
  const sink = new Sink();
  await sink.listen();
  return sink;
}

class Sink {
  #server;
  #answer = { status: 200, body: 'recibido' };
  /** What it got, the oldest first. */
  received = [];

  async listen() {
    this.#server = createServer(async (request, response) => {
      const pieces = [];
      for await (const piece of request) pieces.push(piece);
      this.received.push({ headers: request.headers, body: Buffer.concat(pieces).toString('utf8') });
      response.writeHead(this.#answer.status, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(this.#answer.body);
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** Its address. */
  get url() {
    return `http://127.0.0.1:${this.#server.address().port}/aval`;
  }

  /** Answers so from now on. */
  willAnswer(status, body) {
    this.#answer = { status, body };
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** Whether a message was signed with a secret, after Standard Webhooks. */
export function isSignedWith(secret, { headers, body }) {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const ours = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  return headers['webhook-signature'].split(' ').includes(ours);
}
