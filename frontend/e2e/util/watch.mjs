// Collects what must not happen while somebody uses the product: errors in the console, broken
// content security policy, exceptions, requests that fail.

/**
 * Console messages with which Chromium repeats an answer's status. The answers themselves are
 * judged by their status, so these would tell everything twice.
 */
const REPEATS_A_STATUS = /^Failed to load resource: the server responded with a status of \d+/;

/** A page that loads asks whether its browser is signed in; "no" is 401 and no failure. */
const asksWhoIsThere = (response) =>
  response.status() === 401 && new URL(response.url()).pathname === '/api/v1/auth/refresh';

/** Watches a person's browser. */
export class Watch {
  #problems = [];
  #expected = [];

  constructor(context) {
    context.on('page', (page) => this.#follow(page));
    context.on('response', (response) => this.#judge(response));
    context.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? 'unknown';
      // A page that is left gives up what it had asked for.
      if (why !== 'net::ERR_ABORTED') this.#found(`${request.method()} ${request.url()}: ${why}`);
    });
  }

  /** Lets one kind of problem pass from now on: a test that provokes a refusal names it here. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  /** What happened that must not; looked at when the test ends. */
  problems() {
    return this.#problems;
  }

  #found(problem) {
    if (!this.#expected.some((pattern) => pattern.test(problem))) this.#problems.push(problem);
  }

  #follow(page) {
    page.on('pageerror', (error) => this.#found(`exception: ${error.message}`));
    page.on('crash', () => this.#found('the page crashed'));
    page.on('console', (message) => {
      const text = message.text();
      const bad = message.type() === 'error' || message.type() === 'warning';
      if (bad && !REPEATS_A_STATUS.test(text)) this.#found(`console ${message.type()}: ${text}`);
    });
  }

  #judge(response) {
    if (response.status() >= 400 && !asksWhoIsThere(response)) {
      const { pathname } = new URL(response.url());
      this.#found(`${response.request().method()} ${pathname}: ${response.status()}`);
    }
  }
}

/** Runs in the page before its own scripts: tells of each breach of the policy in the console. */
export function tellOfPolicyBreaches() {
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`);
  });
}
