//! Words used on many pages.

super::keys! {
    /// Words used on many pages.
    Common {
        actions,
        active,
        back,
        cancel,
        choose,
        close,
        copied,
        copy,
        create,
        deactivate,
        delete,
        edit,
        inactive,
        language,
        load_more,
        loading,
        locale_en,
        locale_es,
        optional,
        reload,
        required,
        retry,
        role,
        role_admin,
        role_coordinator,
        role_engineer,
        role_reporter,
        save,
        saved,
        send,
        status,
    }
}
