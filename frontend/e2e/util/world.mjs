// Where the tested server is and who plays a part in its demo data.

/** What the environment says; a test that needs more than the others asks for it itself. */
export function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: run the browser tests with \`cargo xtask test\``);
  return value;
}

/** The address of a server with demo data, without a slash at its end. */
export const BASE = setting('AVAL_TEST_URL').replace(/\/$/, '');

/** The server's data folder; its mails are in `mail/` below it. */
export const DATA_DIR = setting('AVAL_TEST_DATA_DIR');

/** The browser's executable. */
export const CHROMIUM = setting('AVAL_CHROMIUM');

/** With which everybody in the demo signs in. */
export const PASSWORD = 'aval-demo-2026';

const person = (name, email) => ({ name, email, password: PASSWORD });

/** Administers. */
export const PATRICIA = person('Patricia Gómez Duarte', 'patricia.gomez@soporte.example');
/** Coordinates. */
export const CAMILA = person('Camila Restrepo Arango', 'camila.restrepo@soporte.example');
/** Works cases. */
export const ANDRES = person('Andrés Cárdenas', 'andres.cardenas@soporte.example');
/** Works cases too. */
export const LAURA = person('Laura Beltrán', 'laura.beltran@soporte.example');
/** Reports for Contacto Andino. */
export const MARCELA = person('Marcela Ríos Valencia', 'marcela.rios@contactoandino.example');
/** Reports for Contacto Andino too. */
export const OSCAR = person('Óscar Peña', 'oscar.pena@contactoandino.example');
/** Reports for Rutas del Pacífico. */
export const YAMILE = person('Yamile Caicedo', 'yamile.caicedo@rutaspacifico.example');

/** A word that occurs nowhere else in the data, so that what carries it can be found again. */
export function unique(prefix) {
  return `${prefix}-${crypto.randomUUID().slice(0, 8)}`;
}

/** The time some minutes ago as a clock in Bogota shows it, for a `datetime-local` field. */
export function minutesAgoInBogota(minutes) {
  // Bogota is five hours behind UTC all year.
  const shifted = new Date(Date.now() - minutes * 60_000 - 5 * 3_600_000);
  return shifted.toISOString().slice(0, 16);
}
