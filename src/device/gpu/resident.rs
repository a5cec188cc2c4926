//! A program's buffers on the GPU, and the updates that run on them.

use super::arena::Arena;
use super::lower::{Dispatch, Form, copy, lower};
use super::{Gpu, GpuError, Pass, Results};
use crate::engine::program::{BufferId, Buffers, Program};
use futures_channel::oneshot;

/// Bytes of a shader's `Args` in the uniform buffer: the least distance that every adapter takes.
const SLOT: usize = 256;
/// Read-backs that may be under way at once.
const STAGING: usize = 3;

pub struct Resident {
    arena: Arena,
    values: wgpu::Buffer,
    words: wgpu::Buffer,
    uniforms: Option<(wgpu::Buffer, wgpu::BindGroup)>,
    staging: Vec<wgpu::Buffer>,
    turn: usize,
    most_passes: usize,
    /// One value each, kept of every pass of a submit.
    reported: Vec<BufferId>,
    pub form: Form,
}

/// Results on their way. Nothing waits for them but [`Pending::wait`].
pub struct Pending {
    staging: wgpu::Buffer,
    arrived: oneshot::Receiver<Result<(), wgpu::BufferAsyncError>>,
    passes: usize,
    reported: usize,
    lens: Vec<usize>,
    device: wgpu::Device,
}

impl Resident {
    /// Puts a program's buffers on the GPU. At most `most_passes` runs go in one submit; `reported` are buffers of one
    /// value whose value after each run is kept.
    pub async fn new(
        gpu: &Gpu,
        program: &Program,
        buffers: &Buffers<f32>,
        most_passes: usize,
        reported: &[BufferId],
    ) -> Result<Self, GpuError> {
        let arena = Arena::of(program, most_passes * reported.len());
        let needed = 4 * arena.total() as u64;
        if needed > gpu.most_bytes || arena.total() > u32::MAX as usize {
            return Err(GpuError::TooLarge { needed, most: gpu.most_bytes });
        }
        let scope = gpu.device.push_error_scope(wgpu::ErrorFilter::OutOfMemory);
        let buffer = |size: usize, usage| {
            gpu.device.create_buffer(&wgpu::BufferDescriptor {
                label: None,
                size: 4 * size.max(4) as u64,
                usage,
                mapped_at_creation: false,
            })
        };
        let storage = wgpu::BufferUsages::STORAGE | wgpu::BufferUsages::COPY_DST | wgpu::BufferUsages::COPY_SRC;
        let values = buffer(arena.total(), storage);
        let words = buffer(arena.words_total() * most_passes, storage);
        if scope.pop().await.is_some() {
            return Err(GpuError::OutOfMemory);
        }
        for (index, reals) in buffers.reals.iter().enumerate().filter(|(_, reals)| !reals.is_empty()) {
            let at = 4 * u64::from(arena.at(BufferId(index)));
            gpu.queue.write_buffer(&values, at, bytemuck::cast_slice(reals));
        }
        gpu.count(|counts| counts.bytes_up += 4 * arena.total() as u64);
        Ok(Self {
            arena,
            values,
            words,
            uniforms: None,
            staging: Vec::new(),
            turn: 0,
            most_passes,
            reported: reported.to_vec(),
            form: Form::default(),
        })
    }

    /// Runs the passes in order, in one submit, and asks for buffers back.
    pub fn submit(&mut self, gpu: &Gpu, passes: &[Pass], wanted: &[BufferId]) -> Result<Pending, GpuError> {
        assert!(passes.len() <= self.most_passes, "{} passes where {} fit", passes.len(), self.most_passes);
        if gpu.is_lost() {
            return Err(GpuError::Lost);
        }
        let mut dispatches: Vec<Dispatch> = Vec::new();
        for (index, pass) in passes.iter().enumerate() {
            let words = index * self.arena.words_total();
            let ints: Vec<i32> = pass.ints.iter().flatten().copied().collect();
            if !ints.is_empty() {
                gpu.queue.write_buffer(&self.words, 4 * words as u64, bytemuck::cast_slice(&ints));
            }
            gpu.count(|counts| counts.bytes_up += 4 * ints.len() as u64);
            dispatches.extend(lower(pass.program, &self.arena, words as u32, self.form));
            for (n, id) in self.reported.iter().enumerate() {
                let to = self.arena.reports() + (index * self.reported.len() + n) as u32;
                dispatches.push(copy(self.arena.at(*id), to, 1));
            }
        }
        let bind_group = self.upload_args(gpu, &dispatches);
        let mut encoder = gpu.device.create_command_encoder(&Default::default());
        {
            let mut pass = encoder.begin_compute_pass(&Default::default());
            for (index, dispatch) in dispatches.iter().enumerate() {
                pass.set_pipeline(&gpu.pipeline(dispatch.shader, dispatch.entry));
                pass.set_bind_group(0, &bind_group, &[(index * SLOT) as u32]);
                pass.dispatch_workgroups(dispatch.groups[0], dispatch.groups[1], 1);
            }
        }
        let reports = passes.len() * self.reported.len();
        let ranges: Vec<(u32, usize)> = std::iter::once((self.arena.reports(), reports))
            .chain(wanted.iter().map(|&id| (self.arena.at(id), self.arena.len(id))))
            .collect();
        let total: usize = ranges.iter().map(|(_, len)| len).sum();
        let staging = self.staging(gpu, total);
        let mut to = 0;
        for &(at, len) in ranges.iter().filter(|(_, len)| *len > 0) {
            encoder.copy_buffer_to_buffer(&self.values, 4 * u64::from(at), &staging, to, Some(4 * len as u64));
            to += 4 * len as u64;
        }
        gpu.queue.submit([encoder.finish()]);
        gpu.count(|counts| {
            counts.dispatches += dispatches.len() as u64;
            counts.submits += 1;
            counts.read_backs += 1;
            counts.bytes_down += 4 * total as u64;
        });
        let (sender, arrived) = oneshot::channel();
        staging.map_async(wgpu::MapMode::Read, .., move |result| {
            let _ = sender.send(result);
        });
        let lens = ranges[1..].iter().map(|(_, len)| *len).collect();
        let (passes, reported) = (passes.len(), self.reported.len());
        Ok(Pending { staging, arrived, passes, reported, lens, device: gpu.device.clone() })
    }

    /// The `Args` of every dispatch, a slot each, and the bindings that go with them.
    fn upload_args(&mut self, gpu: &Gpu, dispatches: &[Dispatch]) -> wgpu::BindGroup {
        let mut bytes = vec![0u8; dispatches.len().max(1) * SLOT];
        for (slot, dispatch) in bytes.chunks_exact_mut(SLOT).zip(dispatches) {
            let args: &[u8] = bytemuck::cast_slice(&dispatch.args);
            slot[..args.len()].copy_from_slice(args);
        }
        let fits = |(buffer, _): &&(wgpu::Buffer, wgpu::BindGroup)| buffer.size() >= bytes.len() as u64;
        if self.uniforms.as_ref().filter(fits).is_none() {
            let buffer = gpu.device.create_buffer(&wgpu::BufferDescriptor {
                label: None,
                size: bytes.len() as u64,
                usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            });
            let slot = wgpu::BufferBinding { buffer: &buffer, offset: 0, size: wgpu::BufferSize::new(SLOT as u64) };
            let bind_group = gpu.device.create_bind_group(&wgpu::BindGroupDescriptor {
                label: None,
                layout: &gpu.bindings,
                entries: &[
                    wgpu::BindGroupEntry { binding: 0, resource: self.values.as_entire_binding() },
                    wgpu::BindGroupEntry { binding: 1, resource: self.words.as_entire_binding() },
                    wgpu::BindGroupEntry { binding: 2, resource: wgpu::BindingResource::Buffer(slot) },
                ],
            });
            self.uniforms = Some((buffer, bind_group));
        }
        let (buffer, bind_group) = self.uniforms.as_ref().expect("made above");
        gpu.queue.write_buffer(buffer, 0, &bytes);
        gpu.count(|counts| counts.bytes_up += bytes.len() as u64);
        bind_group.clone()
    }

    /// The next buffer of the ring, large enough.
    fn staging(&mut self, gpu: &Gpu, total: usize) -> wgpu::Buffer {
        let size = 4 * total.max(4) as u64;
        self.turn = (self.turn + 1) % STAGING;
        if self.staging.len() < STAGING || self.staging[self.turn].size() < size {
            let buffer = || {
                gpu.device.create_buffer(&wgpu::BufferDescriptor {
                    label: None,
                    size,
                    usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
                    mapped_at_creation: false,
                })
            };
            if self.staging.len() < STAGING {
                self.staging = (0..STAGING).map(|_| buffer()).collect();
            } else {
                self.staging[self.turn] = buffer();
            }
        }
        self.staging[self.turn].clone()
    }
}

impl Pending {
    /// Waits for the results.
    pub async fn wait(self) -> Result<Results, GpuError> {
        // A browser brings them by itself.
        #[cfg(not(target_arch = "wasm32"))]
        let _ = self.device.poll(wgpu::PollType::wait_indefinitely());
        #[cfg(target_arch = "wasm32")]
        let _ = &self.device;
        match self.arrived.await {
            Ok(Ok(())) => {}
            _ => return Err(GpuError::Lost),
        }
        let view = self.staging.get_mapped_range(..).map_err(|_| GpuError::Lost)?;
        let all: &[f32] = bytemuck::cast_slice(&view);
        let (reports, mut rest) = all.split_at(self.passes * self.reported);
        let reports = reports.chunks(self.reported.max(1)).map(<[f32]>::to_vec).collect();
        let buffers = self.lens.iter().map(|&len| {
            let (values, after) = rest.split_at(len);
            rest = after;
            values.to_vec()
        });
        let results = Results { reports, buffers: buffers.collect() };
        drop(view);
        self.staging.unmap();
        Ok(results)
    }
}
