//! What is measured, and how.

mod attribution;
mod entities;
mod pronouns;
mod report;
mod spans;
mod speakers;

pub use attribution::attribution;
pub use entities::entities;
pub use pronouns::pronouns;
pub use speakers::speakers;
