//! A dense layer, in f32 or in int8 with a scale for each row of activations.

use rten_gemm::{BiasVector, GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
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
    Int8 { packed: PackedBMatrix<i8>, columns: Vec<Column> },
}

/// What turns the integer sums of one output into numbers.
#[derive(Clone, Copy)]
struct Column {
    /// Scale of the output's weights.
    scale: f32,
    /// Sum of the output's weights, which each activation's zero point takes part with.
    sum: i32,
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
    /// Zero point and scale of each row of activations.
    ranges: Vec<(u8, f32)>,
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
                let sum = |row: &[i8]| row.iter().map(|&weight| i32::from(weight)).sum();
                let rows = values.chunks_exact(shape[1]).zip(scales);
                let columns = rows.map(|(row, &scale)| Column { scale, sum: sum(row) }).collect();
                Weights::Int8 { packed: kernels.int8.prepack_b(matrix.transposed()), columns }
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
            Weights::Int8 { packed, columns } => {
                scratch.quantise(input, self.inputs, kernels.highest);
                scratch.sums.resize(output.len(), 0);
                let a: Matrix<u8> =
                    NdTensorView::from_data([rows, self.inputs], scratch.quantised.as_slice());
                kernels
                    .int8
                    .gemm(
                        &mut scratch.sums,
                        GemmInputA::Unpacked(a),
                        GemmInputB::Packed(packed),
                        GemmOptions::default(),
                    )
                    .expect("the shapes were checked when the weights were packed");
                self.scale(columns, scratch, output);
            }
        }
    }

    /// Integer sums back into numbers. The zero points are taken off here, where each row has its own: the kernels of
    /// rten-gemm 0.27 take those of the first rows for all rows.
    fn scale(&self, columns: &[Column], scratch: &Scratch, output: &mut [f32]) {
        let width = self.outputs();
        let rows = output.chunks_exact_mut(width).zip(scratch.sums.chunks_exact(width)).zip(&scratch.ranges);
        for ((row, sums), &(zero, scale)) in rows {
            let zero = i32::from(zero);
            for (((y, &sum), column), &bias) in row.iter_mut().zip(sums).zip(columns).zip(&self.bias) {
                *y = (sum - zero * column.sum) as f32 * (scale * column.scale) + bias;
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
        self.ranges.clear();
        for row in input.chunks_exact(width) {
            let (low, high) = MinMax::new(row).dispatch();
            let (low, high) = (low.min(0.0), high.max(0.0));
            let scale = ((high - low) / highest).max(f32::MIN_POSITIVE);
            let zero = (-low / scale).round_ties_even() as u8;
            self.quantised
                .extend_init(|free| Quantize::new(row, &mut free[..width], scale.recip(), zero).dispatch());
            self.ranges.push((zero, scale));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers between -1 and 1 without a pattern.
    fn noise(count: usize, seed: u64) -> Vec<f32> {
        let mut state = seed;
        let next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / (1u64 << 23) as f32 - 1.0
        };
        std::iter::repeat_with(next).take(count).collect()
    }

    #[test]
    fn int8_is_close_to_f32() {
        let kernels = Kernels::new();
        for (rows, inputs, outputs) in [(1, 4, 3), (2, 384, 384), (7, 64, 130), (77, 64, 40), (33, 1536, 384)]
        {
            let input = noise(rows * inputs, 1);
            let values = noise(inputs * outputs, 2);
            let bias = noise(outputs, 3);
            let apply = |weights: &Rows| {
                let mut out = Vec::new();
                let layer = Dense::new(&kernels, weights, bias.clone());
                layer.apply(&kernels, &input, &mut out, &mut Scratch::default());
                out
            };
            let float = apply(&Rows::Float { values: values.clone(), width: inputs });
            let scales = vec![1.0 / 127.0; outputs];
            let values = values.iter().map(|x| (x * 127.0).round() as i8).collect();
            let int8 = apply(&Rows::Int8 { values, scales, width: inputs });
            // Five standard deviations of a sum of products whose factors lie evenly in -1 to 1, the activations rounded
            // to steps of their range by this machine's highest, the weights to those of 1/127.
            let variance = ((2.0 / kernels.highest).powi(2) + (1.0_f32 / 127.0).powi(2)) / 12.0 / 3.0;
            let tolerance = 5.0 * (variance * inputs as f32).sqrt();
            for (place, (x, y)) in int8.iter().zip(&float).enumerate() {
                assert!(
                    (x - y).abs() < tolerance,
                    "{rows} × {inputs} → {outputs}: number {place} is {x} instead of {y}"
                );
            }
        }
    }
}
