//! What errors say to people, in both languages. A code or guard without a text does not compile.

use aval_contract::error::ErrorCode;
use aval_contract::me::Locale;
use aval_domain::lifecycle::Guard;
use aval_domain::work_plan::ActivityState;

const fn pick(locale: Locale, es: &'static str, en: &'static str) -> &'static str {
    match locale {
        Locale::Es => es,
        Locale::En => en,
    }
}

/// The kind of error in a few words.
#[must_use]
pub const fn title(code: ErrorCode, locale: Locale) -> &'static str {
    let (es, en) = match code {
        ErrorCode::Unauthorized => ("Hay que iniciar sesión", "Sign in first"),
        ErrorCode::InvalidCredentials => {
            ("Correo o contraseña incorrectos", "Wrong e-mail or password")
        }
        ErrorCode::TokenInvalid => ("El enlace ya no sirve", "The link is not valid any more"),
        ErrorCode::Forbidden => ("No está permitido", "Not allowed"),
        ErrorCode::ScopeMissing => ("A la llave le falta el permiso", "The key lacks the scope"),
        ErrorCode::NotFound => ("No se encontró", "Not found"),
        ErrorCode::MethodNotAllowed => ("Método no permitido", "Method not allowed"),
        ErrorCode::MalformedBody => ("El cuerpo no se entiende", "The body can't be read"),
        ErrorCode::UnsupportedMediaType => {
            ("Tipo de contenido no admitido", "Unsupported media type")
        }
        ErrorCode::BodyTooLarge => ("Demasiado grande", "Too large"),
        ErrorCode::ValidationFailed => ("Hay datos por corregir", "Some data must be corrected"),
        ErrorCode::CursorInvalid => ("Cursor no válido", "Invalid cursor"),
        ErrorCode::WrongStage => ("No es posible en esta etapa", "Not possible in this stage"),
        ErrorCode::GuardFailed => ("Falta una condición", "A condition is missing"),
        ErrorCode::ReporterLimit => {
            ("Ya hay dos usuarios designados", "There are two reporters already")
        }
        ErrorCode::EmailTaken => ("Ese correo ya está registrado", "That e-mail is taken"),
        ErrorCode::NitTaken => ("Ese NIT ya está registrado", "That NIT is taken"),
        ErrorCode::NameTaken => ("Ese nombre ya existe", "That name is taken"),
        ErrorCode::NoticeTooShort => ("Es demasiado pronto", "It is too soon"),
        ErrorCode::OverlapsServiceHours => {
            ("Se cruza con el horario de servicio", "It overlaps service hours")
        }
        ErrorCode::WindowOverlap => {
            ("El ingeniero ya tiene otro horario", "The engineer has another window")
        }
        ErrorCode::Conflict => ("No es posible en este estado", "Not possible in this state"),
        ErrorCode::PreconditionRequired => ("Falta la versión", "The version is missing"),
        ErrorCode::PreconditionFailed => ("Alguien lo cambió antes", "Somebody changed it first"),
        ErrorCode::IdempotencyMismatch => {
            ("La clave ya se usó con otra petición", "The key was used with another request")
        }
        ErrorCode::RateLimited => ("Demasiadas peticiones", "Too many requests"),
        ErrorCode::Unavailable => ("Servicio no disponible", "Service unavailable"),
        ErrorCode::Internal => ("Error nuestro", "Our mistake"),
    };
    pick(locale, es, en)
}

/// What to do about it.
#[must_use]
pub const fn detail(code: ErrorCode, locale: Locale) -> &'static str {
    let (es, en) = match code {
        ErrorCode::Unauthorized => (
            "Envíe un token vigente en el encabezado Authorization.",
            "Send a valid token in the Authorization header.",
        ),
        ErrorCode::InvalidCredentials => (
            "Revise el correo y la contraseña, o pida un enlace para cambiarla.",
            "Check e-mail and password, or ask for a link to change it.",
        ),
        ErrorCode::TokenInvalid => (
            "Ya se usó, fue reemplazado o venció. Pida uno nuevo.",
            "It was used, replaced or has run out. Ask for a new one.",
        ),
        ErrorCode::Forbidden => ("Su rol no puede hacer esto.", "Your role may not do this."),
        ErrorCode::ScopeMissing => (
            "Use una llave que tenga el permiso de esta operación.",
            "Use a key with the scope of this operation.",
        ),
        ErrorCode::NotFound => {
            ("No existe o no está a su alcance.", "It is not there, or not yours to see.")
        }
        ErrorCode::MethodNotAllowed => (
            "La ruta existe, pero no con este método.",
            "The path exists, but not with this method.",
        ),
        ErrorCode::MalformedBody => (
            "Envíe JSON en UTF-8 con la forma documentada.",
            "Send JSON in UTF-8 of the documented shape.",
        ),
        ErrorCode::UnsupportedMediaType => (
            "Envíe el cuerpo sin comprimir y con el tipo documentado.",
            "Send the body unencoded and with the documented type.",
        ),
        ErrorCode::BodyTooLarge => (
            "El JSON puede tener hasta 256 KiB y cada archivo hasta 25 MiB.",
            "JSON may have up to 256 KiB and each file up to 25 MiB.",
        ),
        ErrorCode::ValidationFailed => {
            ("Corrija los campos indicados en errors.", "Correct the fields named in errors.")
        }
        ErrorCode::CursorInvalid => {
            ("Empiece la lista de nuevo sin cursor.", "Start the list again without a cursor.")
        }
        ErrorCode::WrongStage => (
            "El caso está en una etapa que no admite esta acción.",
            "The ticket is in a stage that does not allow this action.",
        ),
        ErrorCode::GuardFailed => (
            "Cumpla la condición indicada en guard e intente de nuevo.",
            "Meet the condition named in guard and try again.",
        ),
        ErrorCode::ReporterLimit => (
            "Retire a uno de los dos usuarios designados antes de invitar a otro.",
            "Remove one of the two reporters before inviting another.",
        ),
        ErrorCode::EmailTaken => ("Use otro correo.", "Use another e-mail address."),
        ErrorCode::NitTaken => {
            ("Busque la empresa que ya lo tiene.", "Look for the company that has it.")
        }
        ErrorCode::NameTaken => ("Elija otro nombre.", "Choose another name."),
        ErrorCode::NoticeTooShort => (
            "Puede empezar desde el cierre del tercer día hábil, indicado en earliest_start. Un \
             coordinador puede adelantarlo con un motivo.",
            "It may start from the close of the third business day on, given in earliest_start. A \
             coordinator may bring it forward with a reason.",
        ),
        ErrorCode::OverlapsServiceHours => (
            "El horario especial queda fuera del horario de servicio de este tipo de caso. Se \
             cruza en overlap_at.",
            "An after-hours window lies outside the service hours of this kind of ticket. They \
             overlap at overlap_at.",
        ),
        ErrorCode::WindowOverlap => (
            "Elija otro horario u otro ingeniero: los horarios de una persona no se cruzan.",
            "Choose another time or engineer: windows of one person never overlap.",
        ),
        ErrorCode::Conflict => {
            ("Actualice y revise el estado actual.", "Reload and look at the present state.")
        }
        ErrorCode::PreconditionRequired => {
            ("Envíe If-Match con la versión del caso.", "Send If-Match with the ticket's version.")
        }
        ErrorCode::PreconditionFailed => (
            "Lea el caso otra vez y decida con la versión actual.",
            "Read the ticket again and decide on its present version.",
        ),
        ErrorCode::IdempotencyMismatch => (
            "Use una Idempotency-Key nueva para cada petición distinta.",
            "Use a new Idempotency-Key for each different request.",
        ),
        ErrorCode::RateLimited => (
            "Espere los segundos que indica Retry-After.",
            "Wait for the seconds that Retry-After says.",
        ),
        ErrorCode::Unavailable => {
            ("Intente de nuevo en unos segundos.", "Try again in a few seconds.")
        }
        ErrorCode::Internal => (
            "Ya quedó registrado. Si persiste, envíenos el request_id.",
            "It is on record. If it persists, send us the request_id.",
        ),
    };
    pick(locale, es, en)
}

/// Why an action is not possible yet.
#[must_use]
pub const fn guard(guard: Guard, locale: Locale) -> &'static str {
    let (es, en) = match guard {
        Guard::NoAssignee => ("Asigne primero un ingeniero.", "Assign an engineer first."),
        Guard::NotAssignee => (
            "Solo el ingeniero asignado o un coordinador puede hacerlo.",
            "Only the assignee or a coordinator may do this.",
        ),
        Guard::SelfAssignmentOnly => (
            "Un ingeniero solo puede asignarse casos a sí mismo.",
            "An engineer may assign tickets only to themselves.",
        ),
        Guard::AssigneeNotStaff => (
            "Solo personal de soporte puede tener casos asignados.",
            "Only support staff can be assigned.",
        ),
        Guard::AssigneeInactive => ("Esa persona no está activa.", "That person is not active."),
        Guard::NoFirstContact => (
            "Registre primero un contacto con el cliente o escríbale.",
            "Log a contact with the customer or write to them first.",
        ),
        Guard::FindingsIncomplete => (
            "Registre los cuatro hallazgos del análisis.",
            "Record the four findings of the analysis.",
        ),
        Guard::NoPlan => ("El caso no tiene plan de trabajo.", "The ticket has no work plan."),
        Guard::PlanNotDraft => (
            "Esta versión del plan de trabajo ya se envió: edítela para enviar otra.",
            "This version of the work plan has been sent already: edit it to send another.",
        ),
        Guard::PlanEmpty => (
            "Agregue al menos una actividad al plan de trabajo.",
            "Add at least one activity to the work plan.",
        ),
        Guard::PlanNotSubmitted => (
            "No hay un plan de trabajo que espere su decisión.",
            "There is no work plan that waits for your decision.",
        ),
        Guard::PlanNotApproved => (
            "El cliente debe aprobar la versión actual del plan de trabajo.",
            "The customer must approve the current version of the work plan.",
        ),
        Guard::NothingToDiscard => (
            "Un plan de trabajo enviado o aprobado no se descarta: edítelo.",
            "A work plan that was sent or approved is not discarded: edit it.",
        ),
        Guard::ActivityMoveImpossible => (
            "Una actividad avanza o termina; no vuelve atrás, y la que terminó queda así.",
            "An activity goes on or ends; it does not go back, and what has ended stays so.",
        ),
        Guard::ActivitiesOpen => (
            "Termine o cancele todas las actividades del plan de trabajo.",
            "Finish or cancel every activity of the work plan.",
        ),
        Guard::ResolutionTypeMismatch => (
            "Ese tipo de resolución no corresponde al tipo de solicitud.",
            "That resolution type does not fit the ticket's kind.",
        ),
        Guard::TestingDaysOutOfRange => {
            ("Las pruebas duran de 1 a 30 días hábiles.", "Testing takes 1 to 30 business days.")
        }
        Guard::EndNotLater => (
            "La nueva fecha debe ser posterior a la actual.",
            "The new date must be later than the present one.",
        ),
        Guard::CustomerAnswered => (
            "El cliente respondió: no hay silencio.",
            "The customer has answered: there is no silence.",
        ),
        Guard::TestingNotOver => {
            ("El periodo de pruebas no ha terminado.", "The testing period is not over.")
        }
        Guard::DuplicateTargetSelf => {
            ("Un caso no es duplicado de sí mismo.", "A ticket is no duplicate of itself.")
        }
        Guard::DuplicateTargetForeign => {
            ("El otro caso es de otra empresa.", "The other ticket belongs to another company.")
        }
        Guard::DuplicateTargetDuplicate => (
            "El otro caso también es un duplicado: use el caso original.",
            "The other ticket is a duplicate too: use the original.",
        ),
        Guard::DuplicateNotReopenable => (
            "Un duplicado no se reabre: continúe en el caso original.",
            "A duplicate is not reopened: go on in the original.",
        ),
        Guard::ReopenWindowOver => (
            "Pasaron cinco días hábiles desde el cierre: abra un caso de seguimiento.",
            "Five business days have passed since closing: open a follow-up ticket.",
        ),
        Guard::TicketClosed => ("El caso está cerrado.", "The ticket is closed."),
        Guard::NothingChanged => ("Eso no cambia nada.", "That changes nothing."),
        Guard::OutsideCalendar => (
            "La fecha está fuera de los años 1984 a 2199.",
            "The date is outside the years 1984 to 2199.",
        ),
        Guard::TooManyWindows => (
            "Un caso puede tener hasta 100 horarios especiales.",
            "A ticket may have up to 100 after-hours windows.",
        ),
        Guard::WindowNotAsked => (
            "Ese horario especial ya tuvo respuesta.",
            "That after-hours window has been answered already.",
        ),
        Guard::WindowAskedByOwnSide => {
            ("Debe responder la otra parte.", "The other side has to answer.")
        }
        Guard::WindowStarted => (
            "El horario especial ya empezó: pida uno nuevo.",
            "The after-hours window has begun: ask for another one.",
        ),
        Guard::WindowInServiceHours => (
            "Ese tiempo ahora está dentro del horario de servicio: no hace falta un horario \
             especial.",
            "That time lies in service hours by now: no after-hours window is needed.",
        ),
        Guard::WindowWithoutEngineer => (
            "Soporte debe asignar primero un ingeniero al caso.",
            "Support must assign an engineer to the ticket first.",
        ),
        Guard::WindowSettled => {
            ("Ese horario especial ya terminó.", "That after-hours window is done with.")
        }
        Guard::WindowOver => (
            "El horario especial ya pasó: registre si se usó.",
            "The after-hours window is over: put on record whether it was used.",
        ),
        Guard::WindowNotAgreed => (
            "Las dos partes deben acordar primero el horario especial.",
            "Both sides must agree on the after-hours window first.",
        ),
        Guard::WindowNotStarted => {
            ("El horario especial todavía no empieza.", "The after-hours window has not begun yet.")
        }
        Guard::WindowNotOver => {
            ("El horario especial todavía no termina.", "The after-hours window has not ended yet.")
        }
    };
    pick(locale, es, en)
}

/// How calendar programs name the feed of an engineer and what an entry of it tells.
#[derive(Clone, Copy, Debug)]
pub struct FeedWords {
    /// The calendar, before the engineer's name.
    pub calendar: &'static str,
    /// What is to be done.
    pub task: &'static str,
    /// Whom one finds on site.
    pub contact: &'static str,
    /// That an entry is an activity of a work plan, before what has become of it.
    pub activity: &'static str,
}

/// The words of the calendar feed.
#[must_use]
pub const fn feed(locale: Locale) -> FeedWords {
    match locale {
        Locale::Es => FeedWords {
            calendar: "Agenda de",
            task: "Tarea",
            contact: "Contacto en el sitio",
            activity: "Actividad del plan de trabajo",
        },
        Locale::En => FeedWords {
            calendar: "Agenda of",
            task: "Task",
            contact: "Contact on site",
            activity: "Activity of the work plan",
        },
    }
}

/// What has become of an activity of a work plan.
#[must_use]
pub const fn activity_state(locale: Locale, state: ActivityState) -> &'static str {
    let (es, en) = match state {
        ActivityState::Pending => ("sin empezar", "not started"),
        ActivityState::InProgress => ("en curso", "in progress"),
        ActivityState::Done => ("hecha", "done"),
        ActivityState::Cancelled => ("no se hará", "won't be done"),
    };
    pick(locale, es, en)
}

/// Words of ours in tickets and messages that come by mail.
#[derive(Clone, Copy, Debug)]
pub struct MailWords {
    /// Instead of a subject that is empty.
    pub no_subject: &'static str,
    /// Instead of words, where there are files only.
    pub no_words: &'static str,
    /// Behind the words of a mail whose rest is in a file.
    pub rest_in_file: &'static str,
    /// Before the names of files that were not taken.
    pub files_refused: &'static str,
}

/// Words of ours in tickets and messages that come by mail.
#[must_use]
pub const fn mail_words(locale: Locale) -> MailWords {
    match locale {
        Locale::Es => MailWords {
            no_subject: "(sin asunto)",
            no_words: "(sin texto)",
            rest_in_file: "(sigue en el archivo correo.txt)",
            files_refused: "No se recibieron estos archivos:",
        },
        Locale::En => MailWords {
            no_subject: "(no subject)",
            no_words: "(no text)",
            rest_in_file: "(goes on in the file correo.txt)",
            files_refused: "These files were not taken in:",
        },
    }
}

/// What is wrong with a field. Codes come from [`crate::error::Invalid`] and the domain's parsers.
#[must_use]
pub fn invalid(code: &str, locale: Locale) -> &'static str {
    let (es, en) = match code {
        "required" => ("Falta este dato.", "This is required."),
        "empty" => ("No puede estar vacío.", "It must not be empty."),
        "too_long" => ("Es demasiado largo.", "It is too long."),
        "too_short" => ("Es demasiado corto.", "It is too short."),
        "control_character" => {
            ("Tiene caracteres que no se pueden guardar.", "It has characters that can't be kept.")
        }
        "malformed" => ("No tiene la forma esperada.", "It does not have the expected form."),
        "unexpected" => ("No va con lo demás.", "Does not go with the rest."),
        "unknown" => ("No se conoce.", "Unknown."),
        "out_of_range" => ("Está fuera del rango permitido.", "It is out of range."),
        "wrong_check_digit" => {
            ("El dígito de verificación no corresponde.", "The check digit does not fit.")
        }
        "too_common" => (
            "Es una de las contraseñas más usadas. Elija otra.",
            "It is one of the commonest passwords. Choose another.",
        ),
        "wrong" => ("No es correcto.", "It is not right."),
        "in_future" => ("No puede estar en el futuro.", "It must not be in the future."),
        "in_past" => ("Debe estar en el futuro.", "It must be in the future."),
        "before_start" => (
            "El final no puede ser anterior al comienzo.",
            "The end must not come before the beginning.",
        ),
        "not_later" => (
            "El final debe ser posterior al comienzo.",
            "The end must be later than the beginning.",
        ),
        "not_allowed" => ("No corresponde aquí.", "It does not belong here."),
        "unknown_placeholder" => (
            "Solo se reemplazan {{reporter}}, {{case}}, {{company}} y {{engineer}}.",
            "Only {{reporter}}, {{case}}, {{company}} and {{engineer}} are filled in.",
        ),
        "too_many_views" => (
            "Ya hay 30 vistas guardadas: borre una primero.",
            "There are 30 saved views: delete one first.",
        ),
        "too_many" => ("Son demasiados.", "Too many."),
        "too_large" => ("Es demasiado grande.", "It is too large."),
        "too_many_unsent" => (
            "Hay demasiados archivos subidos sin enviar: envíe o quite algunos.",
            "Too many files are uploaded and not sent: send or remove some.",
        ),
        "ticket_full" => (
            "El caso no recibe más archivos: ya tiene 500.",
            "The ticket takes no more files: it has 500.",
        ),
        "https_only" => ("Debe empezar con https://.", "It must begin with https://."),
        "address_not_public" => ("No es una dirección pública.", "It is not a public address."),
        "support_only" => (
            "Los avisos de plazos son solo para sistemas de soporte.",
            "Warnings of clocks are for systems of support only.",
        ),
        "too_many_webhooks" => {
            ("Ya hay 20 webhooks: borre uno primero.", "There are 20 webhooks: delete one first.")
        }
        "one_of" => ("Envíe exactamente uno de los campos.", "Send exactly one of the fields."),
        "closed" => ("Ese caso no está cerrado.", "That ticket is not closed."),
        _ => ("No es válido.", "It is not valid."),
    };
    pick(locale, es, en)
}
