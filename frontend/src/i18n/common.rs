//! Words used on many pages.

super::keys! {
    /// Words used on many pages.
    Common {
        accept,
        actions,
        active,
        all,
        back,
        cancel,
        choose,
        close,
        confirm,
        copied,
        copy,
        create,
        deactivate,
        delete,
        edit,
        inactive,
        /// How many there are.
        items(usize),
        language,
        load_more,
        loading,
        name,
        no,
        none,
        optional,
        required,
        retry,
        role,
        save,
        saved,
        search,
        sending,
        send,
        status,
        yes,
    }
}
