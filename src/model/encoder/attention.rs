//! Self-attention within each sequence of a packed batch.

use rten_gemm::{GemmInputA, GemmInputB, GemmOptions};
use rten_simd::SimdOp;
use rten_tensor::{Matrix, NdTensorView};
use rten_vecmath::Softmax;

use crate::model::dense::Kernels;

/// Buffers that are filled anew for each head of each sequence.
#[derive(Default)]
pub(super) struct Scratch {
    scores: Vec<f32>,
    mixed: Vec<f32>,
}

/// Attends within each sequence. `projected` holds query, key and value of each row, one after another, each of
/// `heads` × `head_width` numbers; `output` gets `heads` × `head_width` a row.
pub(super) fn attend(
    kernels: &Kernels,
    projected: &[f32],
    lengths: &[usize],
    heads: usize,
    head_width: usize,
    output: &mut Vec<f32>,
    scratch: &mut Scratch,
) {
    let width = heads * head_width;
    let stride = 3 * width;
    output.resize(projected.len() / 3, 0.0);
    let mut first = 0;
    for &length in lengths {
        let rows = &projected[first * stride..(first + length) * stride];
        let out = &mut output[first * width..(first + length) * width];
        first += length;
        for head in 0..heads {
            let part = |which: usize| -> Matrix<'_, f32> {
                let start = which * width + head * head_width;
                NdTensorView::from_slice_with_strides([length, head_width], &rows[start..], [stride, 1])
                    .expect("each row holds all parts of all heads")
            };
            let (query, key, value) = (part(0), part(1), part(2));
            scratch.scores.resize(length * length, 0.0);
            let options = GemmOptions { alpha: (head_width as f32).sqrt().recip(), ..GemmOptions::default() };
            kernels
                .float
                .gemm(
                    &mut scratch.scores,
                    GemmInputA::Unpacked(query),
                    GemmInputB::Unpacked(key.transposed()),
                    options,
                )
                .expect("query and key are of one width");
            for row in scratch.scores.chunks_exact_mut(length) {
                Softmax::new_mut(row).dispatch();
            }
            let weights: Matrix<f32> = NdTensorView::from_data([length, length], scratch.scores.as_slice());
            scratch.mixed.resize(length * head_width, 0.0);
            kernels
                .float
                .gemm(
                    &mut scratch.mixed,
                    GemmInputA::Unpacked(weights),
                    GemmInputB::Unpacked(value),
                    GemmOptions::default(),
                )
                .expect("there is a weight for each value");
            let start = head * head_width;
            for (row, mixed) in out.chunks_exact_mut(width).zip(scratch.mixed.chunks_exact(head_width)) {
                row[start..start + head_width].copy_from_slice(mixed);
            }
        }
    }
}
