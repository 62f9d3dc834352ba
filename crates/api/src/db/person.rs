//! People who sign in: reporters and staff.

use aval_domain::lifecycle::{Actor, Role, Stage};
use aval_domain::text::fold;
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Func, LockType, Query, SimpleExpr, SubQueryStatement};
use sea_orm::{Condition, FromQueryResult, QueryOrder as _, QueryResult, QuerySelect as _, Select};

use serde::{Deserialize, Serialize};

use super::engine::violates;
use super::{Tx, Word, session, ticket};
use aval_contract::companies::PersonStatus as Status;
use aval_contract::me::Locale as Language;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "people")]
#[expect(missing_docs, reason = "columns are described where the table is made, in migrations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub email: String,
    pub name: String,
    /// The name as lists sort it: set together with it, by [`Model::rename`].
    pub folded_name: String,
    pub role: Word<Role>,
    pub company_id: Option<Uuid>,
    pub reporter_slot: Option<i16>,
    pub status: Word<Status>,
    pub locale: Word<Language>,
    pub password_hash: Option<String>,
    pub created_at: DateTimeUtc,
    pub muted_mail: String,
}

/// Joins are written out where they are used.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Gives the person another name.
    pub fn rename(&mut self, name: String) {
        self.folded_name = fold(&name);
        self.name = name;
    }
}

/// Somebody of support, active or not.
///
/// # Errors
/// What the database says.
pub async fn staff_member(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(Column::Role.ne(Word(Role::Reporter))).one(db).await
}

/// A reporter of this company who holds a slot.
///
/// # Errors
/// What the database says.
pub async fn reporter_of(
    db: &impl ConnectionTrait,
    company: Uuid,
    id: Uuid,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id)
        .filter(Column::CompanyId.eq(company))
        .filter(Column::ReporterSlot.is_not_null())
        .one(db)
        .await
}

/// Those of these people who may be given work on a ticket of this company: all of support and
/// the company's own reporters, unless they have left.
///
/// # Errors
/// What the database says.
pub async fn who_may_work_for(
    db: &impl ConnectionTrait,
    company: Uuid,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Id.is_in(ids))
        .filter(Column::Status.ne(Word(Status::Inactive)))
        .filter(
            Condition::any()
                .add(Column::Role.ne(Word(Role::Reporter)))
                .add(Column::CompanyId.eq(company)),
        )
        .all(db)
        .await
}

/// The name of a person.
///
/// # Errors
/// What the database says.
pub async fn name_of(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<String>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.map(|person| person.name))
}

/// Nobody's company, or one that is not switched off.
fn of_active_company() -> SimpleExpr {
    use super::company;
    use sea_orm::{QuerySelect as _, QueryTrait as _};
    let active = company::Entity::find()
        .select_only()
        .column(company::Column::Id)
        .filter(company::Column::Active.eq(true))
        .into_query();
    Column::CompanyId.is_null().or(Column::CompanyId.in_subquery(active))
}

/// The person with this address, if she may sign in: active, and so is her company.
///
/// # Errors
/// What the database says.
pub async fn who_may_sign_in(
    db: &impl ConnectionTrait,
    email: &str,
) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::Email.eq(email))
        .filter(Column::Status.eq(Word(Status::Active)))
        .filter(of_active_company())
        .one(db)
        .await
}

/// The active reporter of an active company with this address, whom nobody changes until the
/// transaction ends. Rows that merely name her can be written meanwhile.
///
/// # Errors
/// What the database says.
pub async fn lock_reporter_by_email(tx: &Tx, email: &str) -> Result<Option<Model>, DbErr> {
    reporter_with_email(email).lock(LockType::NoKeyUpdate).one(tx).await
}

/// Whether an address is that of an active reporter of an active company.
///
/// # Errors
/// What the database says.
pub async fn is_reporter(db: &impl ConnectionTrait, email: &str) -> Result<bool, DbErr> {
    Ok(reporter_with_email(email).one(db).await?.is_some())
}

fn reporter_with_email(email: &str) -> Select<Entity> {
    Entity::find()
        .filter(Column::Email.eq(email))
        .filter(Column::Role.eq(Word(Role::Reporter)))
        .filter(Column::ReporterSlot.is_not_null())
        .filter(Column::Status.eq(Word(Status::Active)))
        .filter(of_active_company())
}

/// A person in this state whose company is not switched off, locked until the transaction ends.
///
/// # Errors
/// What the database says.
pub async fn lock(tx: &super::Tx, id: Uuid, status: Status) -> Result<Option<Model>, DbErr> {
    use sea_orm::QuerySelect as _;
    Entity::find_by_id(id)
        .filter(Column::Status.eq(Word(status)))
        .filter(of_active_company())
        .lock_exclusive()
        .one(tx)
        .await
}

/// Sets a password; whoever had been invited is active from then on.
///
/// # Errors
/// What the database says.
pub async fn set_password(
    db: &impl ConnectionTrait,
    person: Model,
    hash: String,
) -> Result<Model, DbErr> {
    use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
    let mut row = person.into_active_model();
    row.password_hash = Set(Some(hash));
    row.status = Set(Word(Status::Active));
    row.update(db).await
}

/// Whether there is an admin, invited ones included.
///
/// # Errors
/// What the database says.
pub async fn is_there_an_admin(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let admin = Entity::find()
        .filter(Column::Role.eq(Word(Role::Admin)))
        .filter(Column::Status.ne(Word(Status::Inactive)))
        .one(db)
        .await?;
    Ok(admin.is_some())
}

/// What of all people an actor may know of: staff everybody, a reporter those of her company.
fn visible_to(actor: &Actor) -> Condition {
    let everything = Condition::all();
    let nothing = || Condition::all().add(Expr::value(false));
    let of = |company: Uuid| Condition::all().add(Column::CompanyId.eq(company));
    match *actor {
        Actor::Person { role: Role::Reporter, company, .. } => company.map_or_else(nothing, of),
        Actor::Person { role: Role::Engineer | Role::Coordinator | Role::Admin, .. }
        | Actor::Timer => everything,
        Actor::Integration { company, .. } => company.map_or(everything, of),
        Actor::Mail => nothing(),
    }
}

/// Where somebody stands in a list of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Whether she is neither active nor invited.
    pub gone: bool,
    /// Her folded name.
    pub name: String,
    /// Her id.
    pub id: Uuid,
}

impl Place {
    /// The place of somebody.
    #[must_use]
    pub fn of(person: &Model) -> Self {
        let gone = person.status.0 == Status::Inactive;
        Self { gone, name: person.folded_name.clone(), id: person.id }
    }
}

/// Active and invited people first, then by folded name: those after a place.
fn present_first(query: Select<Entity>, after: Option<Place>) -> Select<Entity> {
    let is_gone = || Column::Status.eq(Word(Status::Inactive));
    let begin = after.map(|Place { gone, name, id }| {
        let same = Column::FoldedName.eq(name.as_str()).and(Column::Id.gt(id));
        let later = Column::FoldedName.gt(name).or(same);
        if gone { is_gone().and(later) } else { is_gone().or(later) }
    });
    query
        .filter(Condition::all().add_option(begin))
        .order_by_asc(is_gone())
        .order_by_asc(Column::FoldedName)
        .order_by_asc(Column::Id)
}

fn reporters_of(actor: &Actor, company: Uuid) -> Select<Entity> {
    Entity::find().filter(visible_to(actor)).filter(Column::CompanyId.eq(company))
}

/// One page of the reporters of a company, replaced ones last, as far as the actor may know of
/// them.
///
/// # Errors
/// What the database says.
pub async fn page_of_reporters(
    db: &impl ConnectionTrait,
    actor: &Actor,
    company: Uuid,
    after: Option<Place>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    present_first(reporters_of(actor, company), after).limit(limit).all(db).await
}

/// How many reporters a company has had, as far as the actor may know of them.
///
/// # Errors
/// What the database says.
pub async fn count_reporters(
    db: &impl ConnectionTrait,
    actor: &Actor,
    company: Uuid,
) -> Result<u64, DbErr> {
    reporters_of(actor, company).count(db).await
}

/// The reporter slots of a company that are taken. Meant for whoever holds the lock of
/// [`super::company::lock_for`], so that the answer stays true.
///
/// # Errors
/// What the database says.
pub async fn taken_slots(tx: &Tx, company: Uuid) -> Result<Vec<u8>, DbErr> {
    let slots: Vec<i16> = Entity::find()
        .select_only()
        .column(Column::ReporterSlot)
        .filter(Column::CompanyId.eq(company))
        .filter(Column::ReporterSlot.is_not_null())
        .into_tuple()
        .all(tx)
        .await?;
    Ok(slots.into_iter().filter_map(|slot| u8::try_from(slot).ok()).collect())
}

/// A reporter of a company, locked until the transaction ends.
///
/// # Errors
/// What the database says.
pub async fn lock_reporter(tx: &Tx, company: Uuid, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::Id.eq(id))
        .filter(Column::CompanyId.eq(company))
        .lock_exclusive()
        .one(tx)
        .await
}

/// Somebody who is to get an account by invitation.
#[derive(Clone, Debug)]
pub struct Invitee {
    /// In lower case.
    pub email: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// A reporter's company and slot.
    pub place: Option<(Uuid, u8)>,
}

/// What became of an [`Invitee`].
#[derive(Clone, Debug)]
pub enum Enrolment {
    /// Entered as invited.
    Done(Model),
    /// The address belongs to somebody else, or to her in a place that she has not left.
    EmailTaken,
    /// The slot was taken meanwhile.
    SlotTaken,
}

/// Enters somebody as invited. Who left before is entered again under the same id, so that the
/// history stays hers; a reporter may come back in another company, since tickets carry their
/// company. Nobody changes sides between customers and support: old tickets would name her there.
///
/// # Errors
/// What the database says, unique addresses and slots aside.
pub async fn enrol(tx: &Tx, invitee: Invitee, now: DateTimeUtc) -> Result<Enrolment, DbErr> {
    let Invitee { email, name, role, place } = invitee;
    let known =
        Entity::find().filter(Column::Email.eq(email.as_str())).lock_exclusive().one(tx).await?;
    let as_invited = |id, created_at, locale| Model {
        id,
        email,
        folded_name: fold(&name),
        name,
        role: Word(role),
        company_id: place.map(|(company, _)| company),
        reporter_slot: place.map(|(_, slot)| i16::from(slot)),
        status: Word(Status::Invited),
        locale,
        password_hash: None,
        muted_mail: String::new(),
        created_at,
    };
    let (person, written) = match known {
        None => {
            let person = as_invited(Uuid::now_v7(), now, Word(Language::default()));
            let row = Entity::insert(ActiveModel::from(person.clone()));
            (person, row.exec_without_returning(tx).await.map(|_| ()))
        }
        Some(gone)
            if gone.status.0 == Status::Inactive && gone.role.0.is_staff() == role.is_staff() =>
        {
            // A sign-in that was under way when she left may have outlived it.
            session::end_all(tx, gone.id, now).await?;
            let person = as_invited(gone.id, gone.created_at, gone.locale);
            let written = save(tx, &person).await;
            (person, written)
        }
        Some(_) => return Ok(Enrolment::EmailTaken),
    };
    match written {
        Ok(()) => Ok(Enrolment::Done(person)),
        Err(error) if violates(&error, "people_email_key", "people.email") => {
            Ok(Enrolment::EmailTaken)
        }
        Err(error)
            if violates(
                &error,
                "reporter_slot_taken",
                "people.company_id, people.reporter_slot",
            ) =>
        {
            Ok(Enrolment::SlotTaken)
        }
        Err(error) => Err(error),
    }
}

/// Writes a locked person down as she is now.
///
/// # Errors
/// What the database says.
pub async fn save(tx: &Tx, person: &Model) -> Result<(), DbErr> {
    Entity::update_many()
        .set(ActiveModel::from(person.clone()).reset_all())
        .filter(Column::Id.eq(person.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Somebody of support with the number of tickets on her desk, from one query.
#[derive(Clone, Debug)]
pub struct StaffRow {
    /// The person.
    pub person: Model,
    /// Tickets assigned to her that are not closed.
    pub open_tickets: i64,
}

impl FromQueryResult for StaffRow {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            person: Model::from_query_result(row, prefix)?,
            open_tickets: row.try_get(prefix, "open_tickets")?,
        })
    }
}

fn staff_rows() -> Select<Entity> {
    let open = Query::select()
        .expr(Func::count(Expr::col((ticket::Entity, ticket::Column::Id))))
        .from(ticket::Entity)
        .and_where(
            Expr::col((ticket::Entity, ticket::Column::AssigneeId)).equals((Entity, Column::Id)),
        )
        .and_where(ticket::Column::Stage.ne(Word(Stage::Closed)))
        .to_owned();
    Entity::find()
        .filter(Column::Role.ne(Word(Role::Reporter)))
        .expr_as(SimpleExpr::from(SubQueryStatement::from(open)), "open_tickets")
}

/// One page of support, those who left last.
///
/// # Errors
/// What the database says.
pub async fn page_of_staff(
    db: &impl ConnectionTrait,
    after: Option<Place>,
    limit: u64,
) -> Result<Vec<StaffRow>, DbErr> {
    present_first(staff_rows(), after).limit(limit).into_model::<StaffRow>().all(db).await
}

/// How many people of support there are or were.
///
/// # Errors
/// What the database says.
pub async fn count_staff(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    Entity::find().filter(Column::Role.ne(Word(Role::Reporter))).count(db).await
}

/// One person of support.
///
/// # Errors
/// What the database says.
pub async fn staff_row(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<StaffRow>, DbErr> {
    staff_rows().filter(Column::Id.eq(id)).into_model::<StaffRow>().one(db).await
}

/// Who hears of a ticket's clocks: its active assignee, and all active coordinators and admins.
///
/// # Errors
/// What the database says.
pub async fn watchers_of(
    db: &impl ConnectionTrait,
    assignee: Option<Uuid>,
) -> Result<Vec<Model>, DbErr> {
    let leads = [Role::Coordinator, Role::Admin].map(Word);
    Entity::find()
        .filter(Column::Status.eq(Word(Status::Active)))
        .filter(Column::Role.ne(Word(Role::Reporter)))
        .filter(Column::Role.is_in(leads).or(Column::Id.eq(assignee.unwrap_or_default())))
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// One person of support, locked until the transaction ends.
///
/// # Errors
/// What the database says.
pub async fn lock_staff(tx: &Tx, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::Id.eq(id))
        .filter(Column::Role.ne(Word(Role::Reporter)))
        .lock_exclusive()
        .one(tx)
        .await
}

/// One person of support whose windows are being looked at, so that two that collide are not given
/// to her at once. Rows that merely name her can be written meanwhile: two people of support who
/// propose each other must not wait for one another.
///
/// # Errors
/// What the database says.
pub async fn lock_engineer(tx: &Tx, id: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id)
        .filter(Column::Role.ne(Word(Role::Reporter)))
        .lock(LockType::NoKeyUpdate)
        .one(tx)
        .await
}

/// Those of these people who work for support and have an account that works.
///
/// # Errors
/// What the database says.
pub async fn active_staff(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Id.is_in(ids.iter().copied()))
        .filter(Column::Role.ne(Word(Role::Reporter)))
        .filter(Column::Status.eq(Word(Status::Active)))
        .all(db)
        .await
}

/// The active coordinators.
///
/// # Errors
/// What the database says.
pub async fn active_coordinators(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::Role.eq(Word(Role::Coordinator)))
        .filter(Column::Status.eq(Word(Status::Active)))
        .all(db)
        .await
}

/// The active admins.
///
/// # Errors
/// What the database says.
pub async fn active_admins(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    admins().all(db).await
}

fn admins() -> Select<Entity> {
    Entity::find()
        .filter(Column::Role.eq(Word(Role::Admin)))
        .filter(Column::Status.eq(Word(Status::Active)))
        .order_by_asc(Column::Id)
}

/// The active admins, locked until the transaction ends and always in the same order: of two
/// admins who remove each other at once, the second one finds herself gone.
///
/// # Errors
/// What the database says.
pub async fn lock_active_admins(tx: &Tx) -> Result<Vec<Model>, DbErr> {
    admins().lock_exclusive().all(tx).await
}

/// The reporters of a company who hold a slot.
///
/// # Errors
/// What the database says.
pub async fn reporters_with_slot(
    db: &impl ConnectionTrait,
    company: Uuid,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::CompanyId.eq(company))
        .filter(Column::ReporterSlot.is_not_null())
        .all(db)
        .await
}

/// The hash of a person's password, if she has one.
///
/// # Errors
/// What the database says.
pub async fn password_hash(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<String>, DbErr> {
    Ok(Entity::find_by_id(id).one(db).await?.and_then(|person| person.password_hash))
}
