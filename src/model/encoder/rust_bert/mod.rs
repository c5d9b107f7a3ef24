//! BERT as rust-bert builds it, on libtorch.
//!
//! The calls of rust-bert and many of tch panic where libtorch refuses: what would make it refuse is kept from them
//! here, while loading as an error, and while reading by what a batch promises, which is checked again.

mod weights;

use std::sync::{Mutex, PoisonError};

use rust_bert::RustBertError;
use tch::{Cuda, Tensor};

use self::weights::{Bert, another, first, refused};
use super::{Encoder, Packed};
use crate::{
    error::{Error, ErrorKind},
    model::{backend::Device, config::Config, tensors::Tensors},
};

/// What rust-bert adds to the variance of a layer, whatever a configuration says.
const EPSILON: f32 = 1e-12;

/// The backend rust-bert.
struct RustBertEncoder {
    /// All on the same weights. A tensor may go to another thread, but not be used by two at once, so that each thread
    /// of the pool has a model of its own, and takes turns only with threads of another pool.
    models: Vec<Mutex<Bert>>,
    device: tch::Device,
    /// How many sequences are read together. On the processor, one: filling up costs more than it gains there, and the
    /// result does not depend on what a sequence happens to be together with.
    at_once: usize,
    width: usize,
    limits: Limits,
}

/// What a batch must stay below.
struct Limits {
    words: usize,
    types: usize,
    positions: usize,
}

/// Loads the encoder's part of the weights to `device`.
///
/// # Errors
/// If libtorch has no such device or no room there, or a tensor is missing or has another shape than the configuration
/// asks for.
pub(super) fn load(
    config: &Config,
    tensors: &Tensors<'_>,
    device: Device,
) -> Result<Box<dyn Encoder>, Error> {
    Ok(Box::new(RustBertEncoder::new(config, tensors, device)?))
}

fn available(device: Device) -> Result<tch::Device, Error> {
    match device {
        Device::Cpu => Ok(tch::Device::Cpu),
        Device::Cuda(number) => {
            let cards = usize::try_from(Cuda::device_count()).unwrap_or(0);
            if number < cards {
                return Ok(tch::Device::Cuda(number));
            }
            let why = match cards {
                0 => "finds no card for CUDA; it needs one, with its driver, and a libtorch that was built for CUDA"
                    .to_owned(),
                _ => format!("finds {cards} cards for CUDA, counted from 0, and there is no number {number}"),
            };
            Err(Error::new(ErrorKind::Option, format!("the libtorch of this program {why}")))
        }
    }
}

impl Encoder for RustBertEncoder {
    fn width(&self) -> usize {
        self.width
    }

    fn encode(&self, batch: &Packed) -> Vec<f32> {
        self.limits.check(batch);
        let own = rayon::current_thread_index().unwrap_or(0) % self.models.len();
        let model = self.models[own].lock().unwrap_or_else(PoisonError::into_inner);
        let (_no_grad, _one_thread) = (tch::no_grad_guard(), OneThread::new());
        let mut states = Vec::with_capacity(batch.rows() * self.width);
        let mut first = 0;
        for lengths in batch.lengths.chunks(self.at_once) {
            let end = first + lengths.iter().sum::<usize>();
            self.append(&model, &batch.ids[first..end], &batch.types[first..end], lengths, &mut states)
                .unwrap_or_else(|error| panic!("libtorch failed on {:?}: {error}", self.device));
            first = end;
        }
        states
    }
}

impl RustBertEncoder {
    fn new(config: &Config, tensors: &Tensors<'_>, device: Device) -> Result<Self, Error> {
        if config.layer_norm_eps != EPSILON {
            let message = format!(
                "the backend rust-bert knows the layer_norm_eps {EPSILON:e} alone, and the model has {:e}; choose \
                 the backend rten",
                config.layer_norm_eps
            );
            return Err(Error::new(ErrorKind::Option, message));
        }
        let device = available(device)?;
        let (threads, at_once) =
            if device.is_cuda() { (1, usize::MAX) } else { (rayon::current_num_threads(), 1) };
        let (first, weights) = first(config, tensors, device)?;
        let more = (1..threads).map(|_| another(config, &weights, device));
        let more = more.collect::<Result<Vec<_>, _>>().map_err(|error| refused(device, error))?;
        Ok(Self {
            models: std::iter::once(first).chain(more).map(Mutex::new).collect(),
            device,
            at_once,
            width: config.hidden_size,
            limits: Limits {
                words: config.vocab_size,
                types: config.type_vocab_size,
                positions: config.max_position_embeddings,
            },
        })
    }

    /// Adds the hidden states of some sequences, read together, each filled up to the length of the longest.
    fn append(
        &self,
        model: &Bert,
        ids: &[u32],
        types: &[u8],
        lengths: &[usize],
        states: &mut Vec<f32>,
    ) -> Result<(), RustBertError> {
        let longest = lengths.iter().copied().max().unwrap_or(0);
        let places = lengths.len() * longest;
        let [mut all_ids, mut all_types, mut mask] = [(); 3].map(|()| Vec::<i64>::with_capacity(places));
        let mut first = 0;
        for (number, &length) in lengths.iter().enumerate() {
            let rows = first..first + length;
            let end = (number + 1) * longest;
            all_ids.extend(ids[rows.clone()].iter().map(|&id| i64::from(id)));
            all_types.extend(types[rows].iter().map(|&kind| i64::from(kind)));
            mask.resize(all_ids.len(), 1);
            for numbers in [&mut all_ids, &mut all_types, &mut mask] {
                numbers.resize(end, 0);
            }
            first += length;
        }
        let shape = [lengths.len() as i64, longest as i64];
        let tensor = |numbers: &[i64]| Tensor::f_from_slice(numbers)?.f_view(shape)?.f_to_device(self.device);
        let (ids, types, mask) = (tensor(&all_ids)?, tensor(&all_types)?, tensor(&mask)?);
        let output = model.forward_t(Some(&ids), Some(&mask), Some(&types), None, None, None, None, false)?;
        let hidden = output.hidden_state.f_to_device(tch::Device::Cpu)?.f_contiguous()?;
        let mut padded = vec![0.0; places * self.width];
        hidden.f_copy_data(&mut padded, places * self.width)?;
        for (sequence, length) in padded.chunks_exact(longest * self.width).zip(lengths) {
            states.extend_from_slice(&sequence[..length * self.width]);
        }
        Ok(())
    }
}

impl Limits {
    /// Libtorch panics on what a batch promises not to hold, and with CUDA ends the program.
    fn check(&self, batch: &Packed) {
        let rows: usize = batch.lengths.iter().sum();
        assert!(batch.ids.len() == rows && batch.types.len() == rows, "each row has a word piece and a type");
        assert!(
            batch.lengths.iter().all(|length| (1..=self.positions).contains(length)),
            "there is a position for each"
        );
        assert!(
            batch.ids.iter().all(|&id| (id as usize) < self.words),
            "word pieces are those of the vocabulary"
        );
        assert!(
            batch.types.iter().all(|&kind| usize::from(kind) < self.types),
            "there are as many types as said"
        );
    }
}

/// Libtorch on one thread, as long as this lives and in this thread alone; batches are what runs in parallel.
struct OneThread {
    before: i32,
}

impl OneThread {
    fn new() -> Self {
        let before = tch::get_num_threads();
        tch::set_num_threads(1);
        Self { before }
    }
}

impl Drop for OneThread {
    fn drop(&mut self) {
        tch::set_num_threads(self.before);
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::{
        Precision,
        bundle::{Bundle, Place},
    };

    #[test]
    fn filling_up_changes_nothing_but_last_digits() {
        let tiny = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/tiny");
        let bundle = Bundle::read(&Place::Directory(tiny)).expect("the model is whole");
        let config = Config::parse(&bundle.config).expect("the configuration is whole");
        let tensors =
            Tensors::new(&bundle.weights, "weights", Precision::F32).expect("the weights are whole");
        let mut encoder = RustBertEncoder::new(&config, &tensors, Device::Cpu).expect("the model is whole");
        let mut batch = Packed::default();
        for length in [1u32, 60, 7, 2, 33] {
            let ids: Vec<_> = (0..length).map(|place| 4 + place * 31 % 80).collect();
            batch.push(&ids, &ids.iter().map(|id| (id % 8) as u8).collect::<Vec<_>>());
        }
        let alone = encoder.encode(&batch);
        assert_eq!(alone.len(), batch.rows() * encoder.width());
        for at_once in [2, usize::MAX] {
            encoder.at_once = at_once;
            let together = encoder.encode(&batch);
            let difference = |(x, y): (&f32, &f32)| (x - y).abs();
            let worst = together.iter().zip(&alone).map(difference).fold(0.0, f32::max);
            assert!(together.len() == alone.len() && worst < 1e-5, "{at_once} at once are off by {worst}");
        }
    }
}
