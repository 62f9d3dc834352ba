// What a load of a page felt like, as Chromium itself tells it, on a CPU that is slowed down.

/** How much slower than this machine a phone of the middle class is. */
const SLOWER = 4;

/** From this on Chromium calls a piece of work a long task; what is above it blocks, in milliseconds. */
const LONG = 50;

/** Runs in the page before its own scripts. */
function tellOfTime() {
  const told = { paint: 0, shift: 0, tasks: [] };
  globalThis.avalSpeed = told;
  const on = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
      type,
      buffered: true,
    });
  on('largest-contentful-paint', (entry) => (told.paint = entry.startTime));
  on('layout-shift', (entry) => (told.shift += entry.hadRecentInput ? 0 : entry.value));
  on('longtask', (entry) => told.tasks.push(entry.duration));
}

/** Slows the page's CPU down as a phone's. */
export async function slowed(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

/**
 * Loads a page with nothing in the cache and waits until `isThere`. Gives when its largest part was
 * painted and how long work blocked it in all (milliseconds), and how far things jumped (no unit).
 */
export async function load(page, path, isThere) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.clearBrowserCache');
  await page.addInitScript(tellOfTime);
  await page.goto(path);
  await isThere(page);
  // What comes late may still push aside what is there.
  await page.waitForTimeout(1_000);
  const told = await page.evaluate(() => globalThis.avalSpeed);
  return {
    paint: Math.round(told.paint),
    shift: Number(told.shift.toFixed(3)),
    blocked: Math.round(told.tasks.reduce((sum, task) => sum + Math.max(0, task - LONG), 0)),
  };
}

/**
 * Clicks the element that a selector finds and waits for the page it leads to. Gives the milliseconds
 * from the click to the frame that showed the heading as it should be (`heading`), and to the one that
 * showed an element of the page's own content as well (`content`, a selector), measured in the page.
 */
export function clickTo(page, selector, { heading, content }) {
  return page.evaluate(
    ([selector, heading, content]) =>
      new Promise((resolve) => {
        const began = performance.now();
        const times = {};
        const wanted = {
          heading: () => document.querySelector('h1')?.textContent.trim() === heading,
          content: () => document.querySelector(content) !== null,
        };
        const look = () => {
          for (const [name, isThere] of Object.entries(wanted)) {
            if (!isThere()) continue;
            delete wanted[name];
            requestAnimationFrame(() =>
              setTimeout(() => {
                times[name] = Math.round(performance.now() - began);
                if (Object.keys(times).length === 2) resolve(times);
              }),
            );
          }
          if (Object.keys(wanted).length === 0) observer.disconnect();
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        document.querySelector(selector).click();
      }),
    [selector, heading, content],
  );
}
