//! The engine against a reference made with PyTorch, and against itself.

mod parity;
