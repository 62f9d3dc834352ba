// Every answer that a person's browser received, to prove what never was among them.

import assert from 'node:assert/strict';

/**
 * What carries no text of anybody, and can't always be read: the stream of events has no end to wait
 * for and names entries of the record (who hears of which is tested in tests/it/events.rs); how many
 * notifications are unread is told of a page that may be left by then.
 */
const WITHOUT_TEXTS = ['/api/v1/events', '/api/v1/notifications/read'];

/** Keeps the bodies of all answers of the API from now on. */
export class Recording {
  #bodies = [];

  constructor(context) {
    context.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (!pathname.startsWith('/api/') || WITHOUT_TEXTS.includes(pathname)) return;
      this.#bodies.push(
        response.body().then(
          (body) => ({ body }),
          (error) => ({ lost: `${response.url()} ${response.status()}: ${error.message}` }),
        ),
      );
    });
  }

  /** All of them as texts. An answer whose body can't be looked at would prove nothing. */
  async texts() {
    const found = await Promise.all(this.#bodies);
    const lost = found.map(({ lost: why }) => why).filter(Boolean);
    assert.deepEqual(lost, []);
    return found.map(({ body }) => body.toString('utf8'));
  }
}
