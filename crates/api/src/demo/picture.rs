//! Screenshots for the demo, drawn and encoded here: a window with a dialog in front of it. Small
//! PNGs with a palette of sixteen colours; not worth a dependency.

/// A screenshot that a reporter sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Picture {
    Softphone,
    SlowAnswer,
    EmptyReport,
    FailedUpload,
    LockedUser,
    NoRecording,
    ChatOffline,
    BadToken,
    WrongMenu,
    Dialler,
}

/// What a screenshot shows. The letters are capitals without accents, as in the program shown.
struct Scene {
    file: &'static str,
    window: &'static str,
    dialog: &'static str,
    lines: [&'static str; 3],
    button: &'static str,
    accent: u8,
}

impl Picture {
    /// Its file name, as a phone or a browser would give it.
    pub(super) fn file_name(self) -> &'static str {
        self.scene().file
    }

    fn scene(self) -> Scene {
        let scene = |file, window, dialog, lines, button, accent| Scene {
            file,
            window,
            dialog,
            lines,
            button,
            accent,
        };
        match self {
            Self::Softphone => scene(
                "softphone sin registro.png",
                "PUESTO 114 - SOFTPHONE",
                "ERROR DE REGISTRO",
                ["SIP 408 REQUEST TIMEOUT", "EXTENSION 2114", "REINTENTO 3 DE 3"],
                "ACEPTAR",
                RED,
            ),
            Self::SlowAnswer => scene(
                "pantalla lenta.png",
                "FICHA DEL CLIENTE",
                "TIEMPO DE ESPERA AGOTADO",
                ["LA CONSULTA TARDA MAS DE 30 S", "OPERACION: BUSCAR POR CEDULA", "CODIGO 504"],
                "REINTENTAR",
                AMBER,
            ),
            Self::EmptyReport => scene(
                "reporte vacio.png",
                "REPORTES / NIVEL DE SERVICIO",
                "SIN DATOS",
                [
                    "NO HAY DATOS PARA EL FILTRO",
                    "LLAMADAS: 0    ATENDIDAS: 0",
                    "NIVEL DE SERVICIO: 0%",
                ],
                "CERRAR",
                BLUE,
            ),
            Self::FailedUpload => scene(
                "cargue de base.png",
                "CAMPAÑAS / CARGAR BASE",
                "CARGUE RECHAZADO",
                [
                    "FILA 1: COLUMNAS ESPERADAS 14",
                    "COLUMNAS ENCONTRADAS 13",
                    "REGISTROS CARGADOS: 0",
                ],
                "CERRAR",
                RED,
            ),
            Self::LockedUser => scene(
                "usuario bloqueado.png",
                "INICIO DE SESION",
                "USUARIO BLOQUEADO",
                ["DEMASIADOS INTENTOS", "COMUNIQUESE CON EL", "ADMINISTRADOR DEL SISTEMA"],
                "VOLVER",
                AMBER,
            ),
            Self::NoRecording => scene(
                "grabacion no disponible.png",
                "GRABACIONES / CONSULTA",
                "ARCHIVO NO DISPONIBLE",
                ["NO SE ENCONTRO EL AUDIO", "DURACION ESPERADA: 06:42", "TAMANO: 0 KB"],
                "CERRAR",
                RED,
            ),
            Self::ChatOffline => scene(
                "whatsapp desconectado.png",
                "CHAT / BANDEJA",
                "CANAL DESCONECTADO",
                [
                    "LINEA WHATSAPP: FUERA DE LINEA",
                    "MENSAJES EN COLA: 37",
                    "ULTIMO ENVIO HACE 52 MIN",
                ],
                "RECONECTAR",
                RED,
            ),
            Self::BadToken => scene(
                "error integracion.png",
                "INTEGRACIONES / REGISTRO",
                "HTTP 401 NO AUTORIZADO",
                ["POST /API/PEDIDOS", "TOKEN VENCIDO", "INTENTOS FALLIDOS: 18"],
                "VER DETALLE",
                RED,
            ),
            Self::WrongMenu => scene(
                "ivr opcion 3.png",
                "IVR / DISEÑO DEL MENU",
                "DESTINO NO VALIDO",
                ["OPCION 3: COLA ELIMINADA", "LLAMADAS PERDIDAS HOY: 64", "REVISE EL ENRUTAMIENTO"],
                "EDITAR",
                AMBER,
            ),
            Self::Dialler => scene(
                "marcador detenido.png",
                "MARCADOR / CAMPAÑA ACTIVA",
                "MARCADOR DETENIDO",
                [
                    "CANALES EN USO: 0 DE 60",
                    "REGISTROS PENDIENTES: 4.812",
                    "AGENTES DISPONIBLES: 23",
                ],
                "INICIAR",
                RED,
            ),
        }
    }

    /// The file.
    pub(super) fn png(self) -> Vec<u8> {
        let scene = self.scene();
        let mut canvas = Canvas::new();
        canvas.window(scene.window);
        canvas.dialog(&scene);
        encode(&canvas)
    }
}

const WIDTH: usize = 560;
const HEIGHT: usize = 320;

const WHITE: u8 = 0;
const PAPER: u8 = 1;
const LINE: u8 = 2;
const GREY: u8 = 3;
const INK: u8 = 4;
const NAVY: u8 = 5;
const BLUE: u8 = 6;
const RED: u8 = 7;
const AMBER: u8 = 8;
const GREEN: u8 = 9;
const SHADE: u8 = 10;

/// Red, green and blue of each colour above.
const PALETTE: [[u8; 3]; 16] = [
    [255, 255, 255],
    [241, 244, 248],
    [222, 228, 236],
    [150, 160, 174],
    [38, 46, 58],
    [28, 52, 92],
    [38, 104, 196],
    [200, 52, 48],
    [214, 138, 20],
    [46, 140, 84],
    [176, 184, 196],
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
];

struct Canvas {
    pixels: Vec<u8>,
}

impl Canvas {
    fn new() -> Self {
        Self { pixels: vec![PAPER; WIDTH * HEIGHT] }
    }

    fn rectangle(&mut self, x: usize, y: usize, width: usize, height: usize, colour: u8) {
        for row in y..(y + height).min(HEIGHT) {
            let start = row * WIDTH;
            self.pixels[start + x.min(WIDTH)..start + (x + width).min(WIDTH)].fill(colour);
        }
    }

    fn text(&mut self, x: usize, y: usize, scale: usize, colour: u8, text: &str) {
        for (place, letter) in text.chars().enumerate() {
            let left = x + place * 6 * scale;
            for (row, bits) in glyph(letter).into_iter().enumerate() {
                for column in (0..5).filter(|column| bits >> (4 - column) & 1 == 1) {
                    let (x, y) = (left + column * scale, y + row * scale);
                    self.rectangle(x, y, scale, scale, colour);
                }
            }
        }
    }

    /// A title bar, a menu at the side and a table.
    fn window(&mut self, title: &str) {
        self.rectangle(0, 0, WIDTH, 26, NAVY);
        self.text(12, 6, 2, WHITE, title);
        for (place, colour) in [GREEN, AMBER, RED].into_iter().enumerate() {
            self.rectangle(WIDTH - 58 + place * 18, 8, 10, 10, colour);
        }
        self.rectangle(0, 26, 96, HEIGHT - 26, LINE);
        for row in 0..8 {
            let colour = if row == 2 { BLUE } else { GREY };
            self.rectangle(12, 44 + row * 30, 46 + row * 13 % 24, 7, colour);
        }
        for row in 0..11 {
            let y = 40 + row * 25;
            self.rectangle(108, y, WIDTH - 120, 24, if row == 0 { SHADE } else { WHITE });
            for column in 0..4 {
                let width = 34 + (row * 17 + column * 29) % 48;
                self.rectangle(116 + column * 110, y + 9, width, 6, GREY);
            }
        }
    }

    fn dialog(&mut self, scene: &Scene) {
        let (x, y, width, height) = (92, 78, 412, 176);
        self.rectangle(x + 6, y + 6, width, height, SHADE);
        self.rectangle(x, y, width, height, WHITE);
        self.rectangle(x, y, width, 30, scene.accent);
        self.text(x + 12, y + 8, 2, WHITE, scene.dialog);
        self.rectangle(x + 16, y + 50, 10, 40, scene.accent);
        self.rectangle(x + 16, y + 98, 10, 10, scene.accent);
        for (row, line) in scene.lines.into_iter().enumerate() {
            self.text(x + 40, y + 48 + row * 24, 2, INK, line);
        }
        let button = scene.button.len() * 12 + 24;
        self.rectangle(x + width - button - 16, y + height - 42, button, 28, BLUE);
        self.text(x + width - button - 4, y + height - 35, 2, WHITE, scene.button);
    }
}

/// Seven rows of five dots, the leftmost in the highest bit.
fn glyph(letter: char) -> [u8; 7] {
    match letter {
        'A' => [0x0E, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11],
        'B' => [0x1E, 0x11, 0x11, 0x1E, 0x11, 0x11, 0x1E],
        'C' => [0x0E, 0x11, 0x10, 0x10, 0x10, 0x11, 0x0E],
        'D' => [0x1E, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1E],
        'E' => [0x1F, 0x10, 0x10, 0x1E, 0x10, 0x10, 0x1F],
        'F' => [0x1F, 0x10, 0x10, 0x1E, 0x10, 0x10, 0x10],
        'G' => [0x0E, 0x11, 0x10, 0x17, 0x11, 0x11, 0x0F],
        'H' => [0x11, 0x11, 0x11, 0x1F, 0x11, 0x11, 0x11],
        'I' => [0x0E, 0x04, 0x04, 0x04, 0x04, 0x04, 0x0E],
        'J' => [0x07, 0x02, 0x02, 0x02, 0x02, 0x12, 0x0C],
        'K' => [0x11, 0x12, 0x14, 0x18, 0x14, 0x12, 0x11],
        'L' => [0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x1F],
        'M' => [0x11, 0x1B, 0x15, 0x15, 0x11, 0x11, 0x11],
        'N' => [0x11, 0x11, 0x19, 0x15, 0x13, 0x11, 0x11],
        'Ñ' => [0x0E, 0x00, 0x11, 0x19, 0x15, 0x13, 0x11],
        'O' => [0x0E, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0E],
        'P' => [0x1E, 0x11, 0x11, 0x1E, 0x10, 0x10, 0x10],
        'Q' => [0x0E, 0x11, 0x11, 0x11, 0x15, 0x12, 0x0D],
        'R' => [0x1E, 0x11, 0x11, 0x1E, 0x14, 0x12, 0x11],
        'S' => [0x0F, 0x10, 0x10, 0x0E, 0x01, 0x01, 0x1E],
        'T' => [0x1F, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04],
        'U' => [0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0E],
        'V' => [0x11, 0x11, 0x11, 0x11, 0x11, 0x0A, 0x04],
        'W' => [0x11, 0x11, 0x11, 0x15, 0x15, 0x15, 0x0A],
        'X' => [0x11, 0x11, 0x0A, 0x04, 0x0A, 0x11, 0x11],
        'Y' => [0x11, 0x11, 0x11, 0x0A, 0x04, 0x04, 0x04],
        'Z' => [0x1F, 0x01, 0x02, 0x04, 0x08, 0x10, 0x1F],
        '0' => [0x0E, 0x11, 0x13, 0x15, 0x19, 0x11, 0x0E],
        '1' => [0x04, 0x0C, 0x04, 0x04, 0x04, 0x04, 0x0E],
        '2' => [0x0E, 0x11, 0x01, 0x02, 0x04, 0x08, 0x1F],
        '3' => [0x1F, 0x02, 0x04, 0x02, 0x01, 0x11, 0x0E],
        '4' => [0x02, 0x06, 0x0A, 0x12, 0x1F, 0x02, 0x02],
        '5' => [0x1F, 0x10, 0x1E, 0x01, 0x01, 0x11, 0x0E],
        '6' => [0x06, 0x08, 0x10, 0x1E, 0x11, 0x11, 0x0E],
        '7' => [0x1F, 0x01, 0x02, 0x04, 0x08, 0x08, 0x08],
        '8' => [0x0E, 0x11, 0x11, 0x0E, 0x11, 0x11, 0x0E],
        '9' => [0x0E, 0x11, 0x11, 0x0F, 0x01, 0x02, 0x0C],
        '.' => [0, 0, 0, 0, 0, 0x0C, 0x0C],
        ':' => [0, 0x0C, 0x0C, 0, 0x0C, 0x0C, 0],
        '-' => [0, 0, 0, 0x1F, 0, 0, 0],
        '/' => [0, 0x01, 0x02, 0x04, 0x08, 0x10, 0],
        '%' => [0x18, 0x19, 0x02, 0x04, 0x08, 0x13, 0x03],
        _ => [0; 7],
    }
}

/// A PNG with four bits a pixel, its data stored instead of compressed.
fn encode(canvas: &Canvas) -> Vec<u8> {
    let mut rows = Vec::with_capacity((WIDTH / 2 + 1) * HEIGHT);
    for row in canvas.pixels.chunks_exact(WIDTH) {
        rows.push(0);
        rows.extend(row.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]));
    }
    let mut header = Vec::with_capacity(13);
    header.extend((WIDTH as u32).to_be_bytes());
    header.extend((HEIGHT as u32).to_be_bytes());
    // Four bits, palette; the only compression, filter set and order of rows.
    header.extend([4, 3, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut png, *b"IHDR", &header);
    chunk(&mut png, *b"PLTE", PALETTE.as_flattened());
    chunk(&mut png, *b"IDAT", &zlib_stored(&rows));
    chunk(&mut png, *b"IEND", &[]);
    png
}

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    png.extend((data.len() as u32).to_be_bytes());
    let start = png.len();
    png.extend(kind);
    png.extend(data);
    let checksum = crc32(&png[start..]);
    png.extend(checksum.to_be_bytes());
}

/// Zlib's frame around blocks that hold the data as it is.
fn zlib_stored(data: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let mut blocks = data.chunks(usize::from(u16::MAX)).peekable();
    while let Some(block) = blocks.next() {
        let length = block.len() as u16;
        out.push(u8::from(blocks.peek().is_none()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    out.extend(adler32(data).to_be_bytes());
    out
}

fn adler32(data: &[u8]) -> u32 {
    let (a, b) = data.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    b << 16 | a
}

fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_the_standards() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }

    #[test]
    fn a_picture_is_a_small_png() {
        let png = Picture::Softphone.png();
        assert_eq!(infer::get(&png).map(|kind| kind.mime_type()), Some("image/png"));
        assert!(png.len() < 100_000, "{}", png.len());
    }
}
