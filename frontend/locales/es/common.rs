//! Words used on many pages.

use crate::i18n::Common;

pub const COMMON: Common = Common {
    actions: "Acciones",
    active: "Activo",
    back: "Volver",
    cancel: "Cancelar",
    choose: "Elige una opción",
    close: "Cerrar",
    copied: "Copiado",
    copy: "Copiar",
    create: "Crear",
    deactivate: "Desactivar",
    delete: "Eliminar",
    edit: "Editar",
    inactive: "Inactivo",
    language: "Idioma",
    load_more: "Mostrar más",
    loading: "Cargando…",
    optional: "opcional",
    reload: "Recargar la página",
    required: "Este dato es obligatorio.",
    retry: "Reintentar",
    role: "Rol",
    save: "Guardar",
    saved: "Cambios guardados",
    send: "Enviar",
    status: "Estado",
};
