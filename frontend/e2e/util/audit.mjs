// Looks a page over as it is in light and dark, at a desk and on a phone.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { DESKTOP, PHONE } from './page.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 at level AA is these together. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Waits until a page has its heading and nothing of it is still on its way. */
export function settled(page) {
  return page.waitForFunction(
    () => document.querySelector('h1') && !document.querySelector('.skeletons, .is-waiting'),
  );
}

/** What is wrong with the page that is open; empty when nothing is. */
export async function audit(page, name) {
  const found = [];
  await page.evaluate(axe);
  for (const colorScheme of ['light', 'dark']) {
    for (const size of [DESKTOP, PHONE]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      const where = `${name}, ${colorScheme}, ${size.width} px`;
      const { violations, tooWide } = await page.evaluate(look, TAGS);
      for (const { id, nodes } of violations) {
        found.push(`${where}: ${id}: ${nodes.slice(0, 3).join(' | ')}`);
      }
      if (tooWide.length > 0) found.push(`${where}: scrolls sideways: ${tooWide.join(' | ')}`);
    }
  }
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** Runs in the page. */
async function look(tags) {
  // What the header covers just where one happened to scroll to is no fault of the page.
  window.scrollTo(0, 0);
  // Colours that are still fading into each other are nobody's choice.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const moving = document.getAnimations().filter((one) => one instanceof CSSTransition);
  await Promise.allSettled(moving.map((one) => one.finished));
  const { violations } = await globalThis.axe.run(document, {
    runOnly: { type: 'tag', values: tags },
    resultTypes: ['violations'],
    // Neither frames nor style sheets of other sites are there to be looked into.
    iframes: false,
    preload: false,
  });
  // What a bar at the edge of the window covers in part is judged where one can scroll it to.
  const small = violations.find(({ id }) => id === 'target-size');
  for (const node of small?.nodes.slice() ?? []) {
    const [selector] = node.target;
    document.querySelector(selector)?.scrollIntoView({ block: 'center' });
    const rule = { runOnly: { type: 'rule', values: ['target-size'] }, iframes: false, preload: false };
    const again = await globalThis.axe.run({ include: [[selector]] }, rule);
    if (again.violations.length === 0) small.nodes.splice(small.nodes.indexOf(node), 1);
  }
  window.scrollTo(0, 0);
  const root = document.documentElement;
  const overflows = root.scrollWidth > root.clientWidth;
  const sticksOut = (element) => element.getBoundingClientRect().right > root.clientWidth + 0.5;
  const wide = overflows ? [...document.body.querySelectorAll('*')].filter(sticksOut) : [];
  return {
    violations: violations.filter(({ nodes }) => nodes.length > 0).map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ target, failureSummary }) => `${target} (${failureSummary})`),
    })),
    tooWide: overflows ? ['the page', ...wide.slice(0, 4).map((one) => one.outerHTML.slice(0, 90))] : [],
  };
}
