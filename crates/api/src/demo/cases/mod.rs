//! What has happened: some sixty cases, by where they stand today.

mod closed_calls;
mod closed_campaigns;
mod closed_others;
mod fresh;
mod in_analysis;
mod in_solution;
mod testing;

use super::script::Case;

/// All cases. Their order here decides nothing but seconds.
pub(super) fn all() -> Vec<Case> {
    [
        closed_calls::cases(),
        closed_campaigns::cases(),
        closed_others::cases(),
        testing::cases(),
        in_solution::cases(),
        in_analysis::cases(),
        fresh::cases(),
    ]
    .concat()
}
