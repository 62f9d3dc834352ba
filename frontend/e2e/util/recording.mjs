// Every answer that a person's browser received, to prove what never was among them.

import assert from 'node:assert/strict';

/**
 * What carries no text of anybody, and can't always be read: the stream of events has no end to wait
 * for and names entries of the record (who hears of which is tested in tests/it/events.rs); how many
 * notifications are unread is told of a page that may be left by then.
 */
const WITHOUT_TEXTS = ['/api/v1/events', '/api/v1/notifications/read'];

const isRecorded = ({ pathname }) =>
  pathname.startsWith('/api/') && !WITHOUT_TEXTS.includes(pathname);

/** Keeps the bodies of all answers of the API from now on. */
export class Recording {
  #bodies = [];

  /** Begins one of a person's browser. */
  static async of(context) {
    const recording = new Recording();
    // What is asked for is taken on its way: a page that is left meanwhile lets go of its answers.
    await context.route(isRecorded, async (route) => {
      if (route.request().method() !== 'GET') return route.fallback();
      try {
        const answer = await route.fetch();
        recording.#bodies.push({ body: await answer.body() });
        await route.fulfill({ response: answer });
      } catch {
        // The page was left before its answer was there, or before it could have it.
        await route.abort().catch(() => {});
      }
    });
    // Files that are sent can't be taken on their way; their pages wait for the answers.
    context.on('response', (response) => {
      const isSent = response.request().method() !== 'GET';
      if (isSent && isRecorded(new URL(response.url()))) recording.#keep(response);
    });
    return recording;
  }

  #keep(response) {
    this.#bodies.push(
      response.body().then(
        (body) => ({ body }),
        (error) => ({ lost: `${response.url()} ${response.status()}: ${error.message}` }),
      ),
    );
  }

  /** All of them as texts. An answer whose body can't be looked at would prove nothing. */
  async texts() {
    const found = await Promise.all(this.#bodies);
    const lost = found.map(({ lost: why }) => why).filter(Boolean);
    assert.deepEqual(lost, []);
    return found.map(({ body }) => body.toString('utf8'));
  }
}
