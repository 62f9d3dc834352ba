//! What went wrong, and what to do about it.

super::keys! {
    /// What went wrong, and what to do about it. One text for each `ErrorCode` and for each `Guard`.
    Errors {
        title,
        /// Over what the server does not have, or not for the reader.
        missing_title,
        /// With the id that finds the request in the server's log.
        reference(&str),
        offline,
        unreadable_answer,
        /// Shown over content that could not be brought up to date.
        stale_content,
        /// A page of the program could not be fetched, most likely because there is a newer one.
        part_title,
        part_lead,

        unauthorized,
        invalid_credentials,
        token_invalid,
        forbidden,
        scope_missing,
        not_found,
        method_not_allowed,
        malformed_body,
        unsupported_media_type,
        body_too_large,
        validation_failed,
        cursor_invalid,
        wrong_stage,
        guard_failed,
        reporter_limit,
        email_taken,
        nit_taken,
        name_taken,
        notice_too_short,
        overlaps_service_hours,
        window_overlap,
        conflict,
        precondition_required,
        precondition_failed,
        idempotency_mismatch,
        rate_limited,
        unavailable,
        internal,
    }
}
