//! `weights.safetensors`: tensors by name, checked for shape and type.

use safetensors::{Dtype, SafeTensors, tensor::TensorView};

use super::Precision;
use crate::error::{Error, ErrorKind};

/// The tensors of one file.
pub(crate) struct Tensors<'b> {
    file: SafeTensors<'b>,
    place: &'b str,
    precision: Precision,
}

/// A matrix, as rows of numbers or as rows of bytes with a scale each.
#[derive(Clone, Debug)]
pub(crate) enum Rows {
    /// Row after row.
    Float { values: Vec<f32>, width: usize },
    /// Row after row; a number is its byte times its row's scale.
    Int8 { values: Vec<i8>, scales: Vec<f32>, width: usize },
}

impl<'b> Tensors<'b> {
    /// Reads the header of `bytes`; `place` is the file's name for errors.
    pub(crate) fn new(bytes: &'b [u8], place: &'b str, precision: Precision) -> Result<Self, Error> {
        let file = SafeTensors::deserialize(bytes).map_err(|error| {
            Error::new(ErrorKind::ModelInvalid, format!("{place} is no safetensors file: {error}"))
        })?;
        Ok(Self { file, place, precision })
    }

    /// All numbers of the f32 tensor `name`.
    pub(crate) fn numbers(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        let tensor = self.tensor(name, shape)?;
        if tensor.dtype() != Dtype::F32 {
            return Err(self.invalid(name, format!("has the type {:?} instead of F32", tensor.dtype())));
        }
        let numbers: Vec<f32> = floats(tensor.data());
        if numbers.iter().all(|x| x.is_finite()) {
            Ok(numbers)
        } else {
            Err(self.invalid(name, "holds a number that is not finite"))
        }
    }

    /// The matrix `name`, in the precision that the engine runs in.
    pub(crate) fn rows(&self, name: &str, shape: [usize; 2]) -> Result<Rows, Error> {
        let rows = self.stored(name, shape)?;
        Ok(match self.precision {
            Precision::Int8 => rows.into_int8(),
            Precision::F32 => rows.into_float(),
        })
    }

    /// The matrix `name` as numbers, whatever the engine runs in.
    pub(crate) fn matrix(&self, name: &str, shape: [usize; 2]) -> Result<Rows, Error> {
        Ok(self.stored(name, shape)?.into_float())
    }

    /// Checks that there is a tensor `name` of this shape.
    #[cfg(feature = "rust-bert")]
    pub(crate) fn check(&self, name: &str, shape: &[usize]) -> Result<(), Error> {
        self.tensor(name, shape).map(drop)
    }

    fn stored(&self, name: &str, shape: [usize; 2]) -> Result<Rows, Error> {
        let [rows, width] = shape;
        let tensor = self.tensor(name, &shape)?;
        if tensor.dtype() != Dtype::I8 {
            return Ok(Rows::Float { values: self.numbers(name, &shape)?, width });
        }
        let values = tensor.data().iter().map(|&byte| byte.cast_signed()).collect();
        Ok(Rows::Int8 { values, scales: self.numbers(&format!("{name}.scale"), &[rows])?, width })
    }

    fn tensor(&self, name: &str, shape: &[usize]) -> Result<TensorView<'b>, Error> {
        let tensor = self.file.tensor(name).map_err(|_| self.invalid(name, "is missing"))?;
        if tensor.shape() == shape {
            Ok(tensor)
        } else {
            Err(self.invalid(
                name,
                format!("has the shape {:?}, and config.json asks for {shape:?}", tensor.shape()),
            ))
        }
    }

    fn invalid(&self, name: &str, complaint: impl std::fmt::Display) -> Error {
        Error::new(ErrorKind::ModelInvalid, format!("{}: the tensor {name} {complaint}", self.place))
    }
}

impl Rows {
    /// No rows yet, of this width and the precision of the first that is appended.
    pub(crate) fn empty(width: usize) -> Self {
        Self::Int8 { values: Vec::new(), scales: Vec::new(), width }
    }

    /// The number of rows.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Float { values, width } => values.len() / width,
            Self::Int8 { scales, .. } => scales.len(),
        }
    }

    /// Numbers a row.
    pub(crate) fn width(&self) -> usize {
        match self {
            Self::Float { width, .. } | Self::Int8 { width, .. } => *width,
        }
    }

    /// Adds the rows of another matrix of the same width below these.
    pub(crate) fn append(&mut self, more: Self) {
        debug_assert_eq!(self.width(), more.width(), "rows of one matrix are of one width");
        match (&mut *self, more) {
            (
                Self::Int8 { values, scales, .. },
                Self::Int8 { values: more_values, scales: more_scales, .. },
            ) => {
                values.extend(more_values);
                scales.extend(more_scales);
            }
            (Self::Float { values, .. }, more) => values.extend(more.to_numbers()),
            (Self::Int8 { .. }, more) => {
                let width = more.width();
                let mut values = self.to_numbers();
                values.extend(more.to_numbers());
                *self = Self::Float { values, width };
            }
        }
    }

    /// Adds row `row` to `sum`.
    pub(crate) fn add_to(&self, row: usize, sum: &mut [f32]) {
        match self {
            Self::Float { values, width } => {
                for (x, y) in sum.iter_mut().zip(&values[row * width..][..*width]) {
                    *x += y;
                }
            }
            Self::Int8 { values, scales, width } => {
                let scale = scales[row];
                for (x, &y) in sum.iter_mut().zip(&values[row * width..][..*width]) {
                    *x += f32::from(y) * scale;
                }
            }
        }
    }

    /// All numbers, row after row.
    pub(crate) fn to_numbers(&self) -> Vec<f32> {
        match self {
            Self::Float { values, .. } => values.clone(),
            Self::Int8 { values, scales, width } => {
                let rows = values.chunks_exact(*width).zip(scales);
                rows.flat_map(|(row, &scale)| row.iter().map(move |&x| f32::from(x) * scale)).collect()
            }
        }
    }

    fn into_float(self) -> Self {
        match self {
            Self::Float { .. } => self,
            Self::Int8 { width, .. } => Self::Float { values: self.to_numbers(), width },
        }
    }

    /// Rounds each row to 255 steps, symmetric around 0.
    fn into_int8(self) -> Self {
        let Self::Float { values, width } = self else { return self };
        let scale = |row: &[f32]| row.iter().fold(0.0f32, |top, x| top.max(x.abs())).max(1e-12) / 127.0;
        let scales: Vec<f32> = values.chunks_exact(width).map(scale).collect();
        let rows = values.chunks_exact(width).zip(&scales);
        let values = rows
            .flat_map(|(row, &scale)| row.iter().map(move |x| (x / scale).round_ties_even() as i8))
            .collect();
        Self::Int8 { values, scales, width }
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    let (words, _) = bytes.as_chunks::<4>();
    words.iter().map(|&word| f32::from_le_bytes(word)).collect()
}
