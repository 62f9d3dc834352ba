// What a network does to a page: answers that are late, lost, or never come.

/** What the console and the network say of an answer that was lost. */
export const LOST = /net::ERR_CONNECTION_RESET/;

/** Lets the next requests to an address reach the server and loses the answers on their way back. */
export function loseAnswers(page, address, times) {
  const lose = async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  };
  return page.route(address, lose, { times });
}

/** Holds the next request to an address back; gives what lets it go on. */
export async function hold(page, address) {
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  let asked;
  const arrived = new Promise((resolve) => {
    asked = resolve;
  });
  const wait = async (route) => {
    asked();
    await released;
    await route.continue();
  };
  await page.route(address, wait, { times: 1 });
  return { arrived, release };
}

/** Answers requests to an address as a server does that is busy, until the route is taken away. */
export function refuse(page, address) {
  return page.route(address, (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: 'about:blank',
        title: 'Servicio no disponible',
        status: 503,
        detail: 'Servicio no disponible',
        code: 'unavailable',
        request_id: crypto.randomUUID(),
      }),
    }),
  );
}
