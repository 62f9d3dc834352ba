//! Calendar, clocks, testing periods, after-hours windows and work plans through the public
//! interface.

mod after_hours;
mod calendar;
mod calendar_properties;
mod clocks;
mod clocks_properties;
mod holidays;
mod testing;
mod testing_properties;
mod util;
mod work_plan;
