//! Opens the device and compiles shaders.

use super::{Counts, GpuError};
use crate::math::shader::Shader;
use crate::platform;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// An open device.
pub struct Gpu {
    pub(super) device: wgpu::Device,
    pub(super) queue: wgpu::Queue,
    pub(super) bindings: wgpu::BindGroupLayout,
    layout: wgpu::PipelineLayout,
    pipelines: RefCell<HashMap<(&'static str, &'static str), wgpu::ComputePipeline>>,
    lost: Arc<AtomicBool>,
    /// As the driver names itself; browsers may hide it.
    pub adapter: String,
    /// Computes on the processor, so it is no gain.
    pub is_software: bool,
    /// Largest storage buffer, in bytes.
    pub most_bytes: u64,
    counts: Cell<Counts>,
}

thread_local! {
    /// One for all devices: a native driver that is loaded anew for each is refused after some thirty of them.
    static INSTANCE: wgpu::Instance =
        wgpu::Instance::new(wgpu::InstanceDescriptor::new_without_display_handle());
}

impl Gpu {
    /// Opens the fastest adapter.
    pub async fn open() -> Result<Gpu, GpuError> {
        let instance = INSTANCE.with(Clone::clone);
        let options = wgpu::RequestAdapterOptions {
            power_preference: wgpu::PowerPreference::HighPerformance,
            ..Default::default()
        };
        let adapter = instance.request_adapter(&options).await.map_err(|why| GpuError::NoAdapter(why.to_string()))?;
        let (info, offered) = (adapter.get_info(), adapter.limits());
        let limits = wgpu::Limits {
            max_storage_buffer_binding_size: offered.max_storage_buffer_binding_size,
            max_buffer_size: offered.max_buffer_size,
            ..wgpu::Limits::default()
        };
        let limits = limits.or_worse_values_from(&offered);
        let descriptor = wgpu::DeviceDescriptor { required_limits: limits.clone(), ..Default::default() };
        let (device, queue) =
            adapter.request_device(&descriptor).await.map_err(|why| GpuError::NoDevice(why.to_string()))?;
        let lost = Arc::new(AtomicBool::new(false));
        let flag = lost.clone();
        device.set_device_lost_callback(move |_, _| flag.store(true, Ordering::Relaxed));
        // What goes wrong is found by the error scopes and by `lost`; a panic would end the worker.
        device.on_uncaptured_error(Arc::new(|_| {}));
        let storage = |binding, read_only| wgpu::BindGroupLayoutEntry {
            binding,
            visibility: wgpu::ShaderStages::COMPUTE,
            ty: wgpu::BindingType::Buffer {
                ty: wgpu::BufferBindingType::Storage { read_only },
                has_dynamic_offset: false,
                min_binding_size: None,
            },
            count: None,
        };
        let uniform = wgpu::BindGroupLayoutEntry {
            ty: wgpu::BindingType::Buffer {
                ty: wgpu::BufferBindingType::Uniform,
                has_dynamic_offset: true,
                min_binding_size: None,
            },
            ..storage(2, false)
        };
        let bindings = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: None,
            entries: &[storage(0, false), storage(1, true), uniform],
        });
        let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: None,
            bind_group_layouts: &[Some(&bindings)],
            immediate_size: 0,
        });
        Ok(Gpu {
            bindings,
            layout,
            pipelines: RefCell::default(),
            lost,
            // The browser's own interface may know what wgpu is not told.
            adapter: if info.name.is_empty() { platform::adapter_name().await } else { info.name },
            is_software: info.device_type == wgpu::DeviceType::Cpu,
            most_bytes: limits.max_storage_buffer_binding_size.min(limits.max_buffer_size),
            counts: Cell::default(),
            device,
            queue,
        })
    }

    pub fn is_lost(&self) -> bool {
        self.lost.load(Ordering::Relaxed)
    }
    /// Throws the device away, as a driver may; for tests of what follows.
    pub fn destroy(&self) {
        self.device.destroy();
        self.lost.store(true, Ordering::Relaxed);
    }
    pub fn counts(&self) -> Counts {
        self.counts.get()
    }
    pub(super) fn count(&self, change: impl Fn(&mut Counts)) {
        let mut counts = self.counts.get();
        change(&mut counts);
        self.counts.set(counts);
    }

    /// Compiles a shader's entry once.
    pub(super) fn pipeline(&self, shader: &'static Shader, entry: &'static str) -> wgpu::ComputePipeline {
        let mut pipelines = self.pipelines.borrow_mut();
        let compile = || {
            let module = self.device.create_shader_module(wgpu::ShaderModuleDescriptor {
                label: Some(shader.name),
                source: wgpu::ShaderSource::Wgsl(shader.module().into()),
            });
            self.device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
                label: Some(entry),
                layout: Some(&self.layout),
                module: &module,
                entry_point: Some(entry),
                compilation_options: wgpu::PipelineCompilationOptions {
                    // Every workgroup array is written before it is read.
                    zero_initialize_workgroup_memory: false,
                    ..Default::default()
                },
                cache: None,
            })
        };
        pipelines.entry((shader.name, entry)).or_insert_with(compile).clone()
    }
}
