// The mails that the server has written to its folder, and those that a mail server hands to it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { until } from './page.mjs';
import { DATA_DIR, setting } from './world.mjs';

/** Waits for a mail to somebody with a link of a kind, such as `invite`; gives the link. */
export function linkFor(email, kind) {
  const link = new RegExp(`https?://[^\\s"<>]+/${kind}/[A-Za-z0-9_-]+`);
  return until(`a mail to ${email} with a link`, async () => {
    const folder = join(DATA_DIR, 'mail');
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
    for (const name of names.sort().reverse()) {
      const source = await readFile(join(folder, name), 'utf8');
      // The text's soft line breaks cut links in two.
      const text = source.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
      if (text.includes(`<${email}>`) && link.test(text)) return link.exec(text)[0];
    }
    return undefined;
  });
}

/** Hands a mail over, as a mail server does. */
export async function receive(source) {
  const env = { ...process.env, AVAL_DATA_DIR: DATA_DIR };
  const binary = setting('AVAL_TEST_BINARY');
  const aval = spawn(binary, ['mail', 'receive'], { env, stdio: ['pipe', 'inherit', 'inherit'] });
  aval.stdin.end(source);
  const [code] = await once(aval, 'exit');
  assert.equal(code, 0, 'the mail is taken');
}
