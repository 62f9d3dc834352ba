// Pictures and files to report with, and the ways they come into a page.

import { deflateSync, crc32 } from './png.mjs';

/** A screenshot as somebody would take it: a real PNG with a few coloured areas. */
export function screenshot(width = 320, height = 200) {
  const row = Buffer.alloc(1 + width * 3);
  const rows = [];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const bar = y < 24 ? [31, 41, 55] : x < 80 ? [226, 232, 240] : [248, 250, 252];
      const alarm = y > 90 && y < 130 && x > 110 && x < 290 ? [220, 38, 38] : bar;
      row.set(alarm, 1 + x * 3);
    }
    rows.push(Buffer.from(row));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind, data) {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const whole = Buffer.alloc(8 + named.length);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), 4 + named.length);
  return whole;
}

/** Puts a picture into the clipboard and presses Ctrl V, as after Print Screen. */
export async function pasteScreenshot(page) {
  await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const blob = new Blob([bytes], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  }, screenshot().toString('base64'));
  await page.keyboard.press('Control+V');
}

/** Drags a file from outside over the page and lets it go. */
export async function dropFile(page, name, content) {
  const carried = await page.evaluateHandle(
    ([fileName, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], fileName, { type: 'image/png' }));
      return transfer;
    },
    [name, content.toString('base64')],
  );
  for (const event of ['dragover', 'drop']) {
    await page.dispatchEvent('main', event, { dataTransfer: carried });
  }
}
