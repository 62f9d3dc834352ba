//! Calendar, clocks, testing periods and after-hours windows through the public interface.

mod after_hours;
mod calendar;
mod calendar_properties;
mod clocks;
mod clocks_properties;
mod holidays;
mod testing;
mod testing_properties;
mod util;
