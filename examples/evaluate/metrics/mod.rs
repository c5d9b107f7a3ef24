//! What is measured, and how.

mod attribution;
mod entities;
mod fiction;
mod pronouns;
mod report;
mod spans;
mod speakers;

pub use attribution::attribution;
pub use entities::entities;
pub use fiction::fiction;
pub use pronouns::pronouns;
pub use speakers::speakers;
