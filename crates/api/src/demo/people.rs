//! Who plays a part in the demo, and what they work with. Nobody of this exists: the domains are
//! reserved for examples, the NITs have a right check digit and belong to nobody we know of.

use aval_domain::lifecycle::Role;

/// Somebody, or something, that acts in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Who {
    /// Admin.
    Patricia,
    /// Coordinator.
    Camila,
    /// Engineer: telephony.
    Andres,
    /// Engineer: campaigns and dialler.
    Laura,
    /// Engineer: integrations and reports.
    Julian,
    /// Engineer: users, recordings, chat.
    Diana,
    /// Reporter of the call centre, its operations.
    Marcela,
    /// Reporter of the call centre, its technology.
    Oscar,
    /// Reporter of the carrier.
    Yamile,
    /// Reporter of the cooperative.
    Hernan,
    /// The call centre's monitoring, with an API key.
    Monitor,
}

/// A customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Company {
    /// A call centre for others.
    Andino,
    /// A carrier.
    Rutas,
    /// A cooperative of farmers with shops.
    Sabana,
}

/// A person as she is entered and signs in.
pub(super) struct Entry {
    pub(super) who: Who,
    pub(super) name: &'static str,
    pub(super) email: &'static str,
    pub(super) role: Role,
    pub(super) company: Option<Company>,
}

/// Everybody who signs in; the admin first, since she enters the others.
pub(super) const PEOPLE: [Entry; 10] = [
    staff(Who::Patricia, "Patricia Gómez Duarte", "patricia.gomez@soporte.example", Role::Admin),
    staff(
        Who::Camila,
        "Camila Restrepo Arango",
        "camila.restrepo@soporte.example",
        Role::Coordinator,
    ),
    staff(Who::Andres, "Andrés Cárdenas", "andres.cardenas@soporte.example", Role::Engineer),
    staff(Who::Laura, "Laura Beltrán", "laura.beltran@soporte.example", Role::Engineer),
    staff(Who::Julian, "Julián Ospina", "julian.ospina@soporte.example", Role::Engineer),
    staff(Who::Diana, "Diana Quintero", "diana.quintero@soporte.example", Role::Engineer),
    reporter(
        Who::Marcela,
        "Marcela Ríos Valencia",
        "marcela.rios@contactoandino.example",
        Company::Andino,
    ),
    reporter(Who::Oscar, "Óscar Peña", "oscar.pena@contactoandino.example", Company::Andino),
    reporter(Who::Yamile, "Yamile Caicedo", "yamile.caicedo@rutaspacifico.example", Company::Rutas),
    reporter(Who::Hernan, "Hernán Forero", "hernan.forero@sabanaverde.example", Company::Sabana),
];

const fn staff(who: Who, name: &'static str, email: &'static str, role: Role) -> Entry {
    Entry { who, name, email, role, company: None }
}

const fn reporter(who: Who, name: &'static str, email: &'static str, company: Company) -> Entry {
    Entry { who, name, email, role: Role::Reporter, company: Some(company) }
}

impl Who {
    /// Whose cases somebody reports; `None` for support.
    pub(super) fn company(self) -> Option<Company> {
        match self {
            Self::Patricia
            | Self::Camila
            | Self::Andres
            | Self::Laura
            | Self::Julian
            | Self::Diana => None,
            Self::Marcela | Self::Oscar | Self::Monitor => Some(Company::Andino),
            Self::Yamile => Some(Company::Rutas),
            Self::Hernan => Some(Company::Sabana),
        }
    }
}

impl Company {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Andino, Self::Rutas, Self::Sabana];

    /// Its name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Andino => "Contacto Andino BPO S.A.S.",
            Self::Rutas => "Rutas del Pacífico Logística S.A.S.",
            Self::Sabana => "Cooperativa Agropecuaria Sabana Verde",
        }
    }

    /// Its tax id.
    pub(super) const fn nit(self) -> &'static str {
        match self {
            Self::Andino => "901999014-9",
            Self::Rutas => "901999027-4",
            Self::Sabana => "860999118-8",
        }
    }

    /// What it has agreed on with support.
    pub(super) const fn contract(self) -> &'static str {
        match self {
            Self::Andino => "Plataforma de contacto para 180 puestos, troncal SIP y soporte.",
            Self::Rutas => "Línea de servicio de 35 puestos, WhatsApp y soporte.",
            Self::Sabana => "Línea del asociado de 12 puestos y soporte.",
        }
    }
}

/// What a case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Category {
    Telephony,
    Campaigns,
    Recordings,
    Routing,
    Users,
    Reports,
    Chat,
    Integrations,
}

impl Category {
    /// All of them.
    pub(super) const ALL: [Self; 8] = [
        Self::Telephony,
        Self::Campaigns,
        Self::Recordings,
        Self::Routing,
        Self::Users,
        Self::Reports,
        Self::Chat,
        Self::Integrations,
    ];

    /// As people see it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Telephony => "Telefonía y troncales",
            Self::Campaigns => "Marcador y campañas",
            Self::Recordings => "Grabaciones",
            Self::Routing => "IVR y enrutamiento",
            Self::Users => "Usuarios y permisos",
            Self::Reports => "Reportes y tableros",
            Self::Chat => "WhatsApp y chat",
            Self::Integrations => "Integraciones y API",
        }
    }
}
