//! What the model computes with.

/// The numbers that the model computes with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Precision {
    /// Bytes with a scale for each row: about twice as fast.
    #[default]
    Int8,
    /// 32-bit floating point, to check the other by.
    F32,
}
