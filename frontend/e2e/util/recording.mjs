// Every answer that a person's browser received, to prove what never was among them.

import assert from 'node:assert/strict';

/** Keeps the bodies of all answers of the API from now on. */
export class Recording {
  #bodies = [];

  constructor(context) {
    context.on('response', (response) => {
      if (!new URL(response.url()).pathname.startsWith('/api/')) return;
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
