//! What is measured, and how.

mod attribution;
mod entities;
mod report;
mod spans;
mod speakers;

pub use attribution::attribution;
pub use entities::entities;
pub use speakers::speakers;
