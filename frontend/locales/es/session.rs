//! Signing in and out.

use crate::i18n::SessionTexts;

pub const SESSION: SessionTexts = SessionTexts {
    title: "Ingresa al centro de asistencia",
    lead: "Reporta casos, sigue su avance y da tu aval a las soluciones.",
    email: "Correo electrónico",
    password: "Contraseña",
    new_password: "Nueva contraseña",
    repeat_password: "Repite la contraseña",
    password_hint: "Entre 10 y 128 caracteres. Una frase larga es mejor que un símbolo raro.",
    passwords_differ: "Las dos contraseñas no son iguales.",
    show_password: "Mostrar",
    hide_password: "Ocultar",
    sign_in: "Ingresar",
    sign_out: "Cerrar sesión",
    signed_out: "Cerraste tu sesión.",
    forgot: "¿Olvidaste tu contraseña?",
    forgot_title: "Restablece tu contraseña",
    forgot_lead: "Escribe tu correo y te enviaremos un enlace que dura 30 minutos.",
    forgot_send: "Enviar enlace",
    forgot_sent: "Si ese correo tiene acceso, en unos minutos llegará el enlace. Revisa también \
                  la carpeta de correo no deseado.",
    reset_title: "Elige una nueva contraseña",
    reset_lead: "Al guardarla se cerrarán tus demás sesiones.",
    reset_save: "Guardar contraseña",
    reset_done: "Tu contraseña quedó guardada. Ya puedes ingresar.",
    invite_title: "Te damos la bienvenida",
    invite_lead: "Elige tu contraseña para activar tu acceso al centro de asistencia.",
    invite_save: "Activar mi acceso",
    invite_done: "Tu acceso quedó activo. Ya puedes ingresar.",
    back_to_sign_in: "Volver a ingresar",
    email_malformed: "Escribe un correo como nombre@empresa.co.",
    password_length: "La contraseña debe tener entre 10 y 128 caracteres.",
    expired_title: "Tu sesión terminó",
    expired_lead: "Ingresa de nuevo para continuar donde ibas. Lo que escribiste sigue aquí.",
    welcome: |name| format!("Hola, {name}"),
};
