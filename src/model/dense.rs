//! A dense layer, in f32 or in int8 with a scale for each row of activations.

use rten_gemm::{BiasVector, GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix, QuantParams};
use rten_simd::SimdOp;
use rten_tensor::{Matrix, NdTensorView};
use rten_vecmath::{ExtendInit, MinMax, Quantize};

use crate::model::tensors::Rows;

/// The fastest matrix kernels of this machine. They cannot be sent to other threads, and cost next to nothing to find.
pub(crate) struct Kernels {
    pub(crate) float: GemmExecutor<f32>,
    int8: GemmExecutor<u8, i8, i32>,
    /// The highest activation. 127 where the kernel adds pairs of products in 16 bits, which more would overflow.
    highest: f32,
}

impl Kernels {
    pub(crate) fn new() -> Self {
        let int8 = GemmExecutor::<u8, i8, i32>::new();
        let highest = if int8.may_saturate() { 127.0 } else { 255.0 };
        Self { float: GemmExecutor::new(), int8, highest }
    }
}

enum Weights {
    Float(PackedBMatrix<f32>),
    Int8 { packed: PackedBMatrix<i8>, scales: Vec<f32> },
}

/// `x · Wᵀ + b`.
pub(crate) struct Dense {
    weights: Weights,
    bias: Vec<f32>,
    inputs: usize,
}

/// Buffers that a layer fills anew at each call.
#[derive(Default)]
pub(crate) struct Scratch {
    quantised: Vec<u8>,
    zeros: Vec<u8>,
    scales: Vec<f32>,
    sums: Vec<i32>,
}

impl Dense {
    /// Packs weights of shape outputs × inputs for the kernels.
    pub(crate) fn new(kernels: &Kernels, weights: &Rows, bias: Vec<f32>) -> Self {
        let shape = [weights.len(), weights.width()];
        let weights = match weights {
            Rows::Float { values, .. } => {
                let matrix: Matrix<f32> = NdTensorView::from_data(shape, values.as_slice());
                Weights::Float(kernels.float.prepack_b(matrix.transposed()))
            }
            Rows::Int8 { values, scales, .. } => {
                let matrix: Matrix<i8> = NdTensorView::from_data(shape, values.as_slice());
                Weights::Int8 { packed: kernels.int8.prepack_b(matrix.transposed()), scales: scales.clone() }
            }
        };
        Self { weights, bias, inputs: shape[1] }
    }

    /// Width of the result.
    pub(crate) fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Applies the layer to every row of `input`, into `output`.
    pub(crate) fn apply(
        &self,
        kernels: &Kernels,
        input: &[f32],
        output: &mut Vec<f32>,
        scratch: &mut Scratch,
    ) {
        let rows = input.len() / self.inputs;
        output.resize(rows * self.outputs(), 0.0);
        match &self.weights {
            Weights::Float(packed) => {
                let a: Matrix<f32> = NdTensorView::from_data([rows, self.inputs], input);
                let options =
                    GemmOptions { bias: Some(BiasVector::Row(&self.bias)), ..GemmOptions::default() };
                kernels
                    .float
                    .gemm(output, GemmInputA::Unpacked(a), GemmInputB::Packed(packed), options)
                    .expect("the shapes were checked when the weights were packed");
            }
            Weights::Int8 { packed, scales } => {
                scratch.quantise(input, self.inputs, kernels.highest);
                scratch.sums.resize(output.len(), 0);
                let a: Matrix<u8> =
                    NdTensorView::from_data([rows, self.inputs], scratch.quantised.as_slice());
                let options = GemmOptions {
                    a_quant: Some(QuantParams { zero_point: &scratch.zeros }),
                    ..GemmOptions::default()
                };
                kernels
                    .int8
                    .gemm(&mut scratch.sums, GemmInputA::Unpacked(a), GemmInputB::Packed(packed), options)
                    .expect("the shapes were checked when the weights were packed");
                self.scale(scales, scratch, output);
            }
        }
    }

    /// Integer sums back into numbers.
    fn scale(&self, scales: &[f32], scratch: &Scratch, output: &mut [f32]) {
        let width = self.outputs();
        let rows = output.chunks_exact_mut(width).zip(scratch.sums.chunks_exact(width)).zip(&scratch.scales);
        for ((row, sums), &row_scale) in rows {
            for (((y, &sum), &scale), &bias) in row.iter_mut().zip(sums).zip(scales).zip(&self.bias) {
                *y = sum as f32 * (row_scale * scale) + bias;
            }
        }
    }
}

impl Scratch {
    /// Rows of numbers into rows of bytes, each with the zero point and scale that its own range asks for, so that
    /// a row's result does not depend on the rows beside it.
    fn quantise(&mut self, input: &[f32], width: usize, highest: f32) {
        self.quantised.clear();
        self.quantised.reserve(input.len());
        self.zeros.clear();
        self.scales.clear();
        for row in input.chunks_exact(width) {
            let (low, high) = MinMax::new(row).dispatch();
            let (low, high) = (low.min(0.0), high.max(0.0));
            let scale = ((high - low) / highest).max(f32::MIN_POSITIVE);
            let zero = (-low / scale).round_ties_even() as u8;
            self.quantised
                .extend_init(|free| Quantize::new(row, &mut free[..width], scale.recip(), zero).dispatch());
            self.zeros.push(zero);
            self.scales.push(scale);
        }
    }
}
