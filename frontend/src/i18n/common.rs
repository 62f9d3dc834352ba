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
        optional,
        reload,
        required,
        retry,
        role,
        save,
        saved,
        send,
        status,
    }
}
