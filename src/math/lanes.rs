//! Four f32 lanes: `v128` on wasm, SSE2 on x86-64, an array elsewhere. Every form rounds alike (no fused
//! multiply-add anywhere), so the page and the tests see the same bits.

use std::ops::{Add, AddAssign, Div, Mul, Sub};

#[cfg(all(target_arch = "wasm32", not(target_feature = "simd128")))]
compile_error!("build with the flags of .cargo/config.toml: without simd128 the engine loses its fast path");

#[cfg(target_arch = "wasm32")]
mod arch {
    pub use core::arch::wasm32::v128 as Raw;
    use core::arch::wasm32::*;
    pub fn splat(x: f32) -> Raw {
        f32x4_splat(x)
    }
    pub fn from_array(x: [f32; 4]) -> Raw {
        f32x4(x[0], x[1], x[2], x[3])
    }
    #[inline(always)]
    pub fn load(x: &[f32; 4]) -> Raw {
        // SAFETY: the reference covers the 16 bytes that are read; v128.load needs no alignment.
        unsafe { v128_load(x.as_ptr().cast()) }
    }
    #[inline(always)]
    pub fn store(x: Raw, out: &mut [f32; 4]) {
        // SAFETY: the reference covers the 16 bytes that are written; v128.store needs no alignment.
        unsafe { v128_store(out.as_mut_ptr().cast(), x) }
    }
    #[inline(always)]
    pub fn round(x: Raw) -> Raw {
        f32x4_nearest(x)
    }
    #[inline(always)]
    pub fn abs(x: Raw) -> Raw {
        f32x4_abs(x)
    }
    #[inline(always)]
    pub fn with_sign_of(x: Raw, sign: Raw) -> Raw {
        v128_or(x, v128_and(sign, f32x4_splat(-0.0)))
    }
    #[inline(always)]
    pub fn into_exponent(x: Raw) -> Raw {
        i32x4_shl(x, 23)
    }
    pub use core::arch::wasm32::{
        f32x4_add as add, f32x4_div as div, f32x4_mul as mul, f32x4_pmax as max, f32x4_pmin as min, f32x4_sqrt as sqrt,
        f32x4_sub as sub,
    };
}

#[cfg(target_arch = "x86_64")]
mod arch {
    pub use core::arch::x86_64::__m128 as Raw;
    use core::arch::x86_64::*;
    macro_rules! sse {
        ($($name:ident = $intrinsic:ident($($arg:ident),+));+ $(;)?) => {$(
            #[inline(always)]
            pub fn $name($($arg: Raw),+) -> Raw {
                // SAFETY: SSE2 is part of the x86-64 baseline.
                #[allow(unused_unsafe, reason = "the intrinsic is safe on toolchains that know the baseline")]
                unsafe { $intrinsic($($arg),+) }
            }
        )+};
    }
    sse!(and = _mm_and_ps(a, b); or = _mm_or_ps(a, b); andnot = _mm_andnot_ps(a, b); add = _mm_add_ps(a, b); sub = _mm_sub_ps(a, b); mul = _mm_mul_ps(a, b); div = _mm_div_ps(a, b);
         sqrt = _mm_sqrt_ps(a));
    // pmax(a, b) is `a < b ? b : a`, pmin(a, b) is `b < a ? b : a`: the order of operands gives SSE the same answer.
    #[inline(always)]
    pub fn max(a: Raw, b: Raw) -> Raw {
        // SAFETY: SSE2 is part of the x86-64 baseline.
        #[allow(unused_unsafe, reason = "the intrinsic is safe on toolchains that know the baseline")]
        unsafe {
            _mm_max_ps(b, a)
        }
    }
    #[inline(always)]
    pub fn min(a: Raw, b: Raw) -> Raw {
        // SAFETY: SSE2 is part of the x86-64 baseline.
        #[allow(unused_unsafe, reason = "the intrinsic is safe on toolchains that know the baseline")]
        unsafe {
            _mm_min_ps(b, a)
        }
    }
    #[inline(always)]
    pub fn splat(x: f32) -> Raw {
        // SAFETY: SSE2 is part of the x86-64 baseline.
        #[allow(unused_unsafe, reason = "the intrinsic is safe on toolchains that know the baseline")]
        unsafe {
            _mm_set1_ps(x)
        }
    }
    #[inline(always)]
    pub fn from_array(x: [f32; 4]) -> Raw {
        load(&x)
    }
    /// To the nearest whole, half to even: adding 1.5 · 2²³ leaves no room for a fraction. For |x| < 2²².
    #[inline(always)]
    pub fn round(x: Raw) -> Raw {
        let large = splat(12_582_912.0);
        sub(add(x, large), large)
    }
    #[inline(always)]
    pub fn abs(x: Raw) -> Raw {
        andnot(splat(-0.0), x)
    }
    #[inline(always)]
    pub fn with_sign_of(x: Raw, sign: Raw) -> Raw {
        or(x, and(sign, splat(-0.0)))
    }
    #[inline(always)]
    pub fn into_exponent(x: Raw) -> Raw {
        // SAFETY: SSE2 is part of the x86-64 baseline.
        #[allow(unused_unsafe, reason = "the intrinsic is safe on toolchains that know the baseline")]
        unsafe {
            _mm_castsi128_ps(_mm_slli_epi32(_mm_castps_si128(x), 23))
        }
    }
    #[inline(always)]
    pub fn load(x: &[f32; 4]) -> Raw {
        // SAFETY: the reference covers the 16 bytes that are read; the load is the unaligned one.
        unsafe { _mm_loadu_ps(x.as_ptr()) }
    }
    #[inline(always)]
    pub fn store(x: Raw, out: &mut [f32; 4]) {
        // SAFETY: the reference covers the 16 bytes that are written; the store is the unaligned one.
        unsafe { _mm_storeu_ps(out.as_mut_ptr(), x) }
    }
}

#[cfg(not(any(target_arch = "wasm32", target_arch = "x86_64")))]
mod arch {
    pub type Raw = [f32; 4];
    fn each(a: Raw, b: Raw, f: impl Fn(f32, f32) -> f32) -> Raw {
        [f(a[0], b[0]), f(a[1], b[1]), f(a[2], b[2]), f(a[3], b[3])]
    }
    pub fn splat(x: f32) -> Raw {
        [x; 4]
    }
    pub fn from_array(x: [f32; 4]) -> Raw {
        x
    }
    pub fn load(x: &[f32; 4]) -> Raw {
        *x
    }
    pub fn store(x: Raw, out: &mut [f32; 4]) {
        *out = x;
    }
    pub fn add(a: Raw, b: Raw) -> Raw {
        each(a, b, |x, y| x + y)
    }
    pub fn sub(a: Raw, b: Raw) -> Raw {
        each(a, b, |x, y| x - y)
    }
    pub fn mul(a: Raw, b: Raw) -> Raw {
        each(a, b, |x, y| x * y)
    }
    pub fn div(a: Raw, b: Raw) -> Raw {
        each(a, b, |x, y| x / y)
    }
    pub fn max(a: Raw, b: Raw) -> Raw {
        each(a, b, |x, y| if x < y { y } else { x })
    }
    pub fn min(a: Raw, b: Raw) -> Raw {
        each(a, b, |x, y| if y < x { y } else { x })
    }
    pub fn sqrt(a: Raw) -> Raw {
        a.map(libm::sqrtf)
    }
    pub fn round(x: Raw) -> Raw {
        x.map(libm::rintf)
    }
    pub fn abs(x: Raw) -> Raw {
        x.map(f32::abs)
    }
    pub fn with_sign_of(x: Raw, sign: Raw) -> Raw {
        each(x, sign, f32::copysign)
    }
    pub fn into_exponent(x: Raw) -> Raw {
        x.map(|x| f32::from_bits(x.to_bits() << 23))
    }
}

/// Four lanes of f32.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct F32x4(arch::Raw);

impl F32x4 {
    #[inline(always)]
    pub fn splat(x: f32) -> Self {
        Self(arch::splat(x))
    }
    #[inline(always)]
    pub fn zero() -> Self {
        Self::splat(0.0)
    }
    /// Reads the first four elements. Panics on fewer.
    #[inline(always)]
    pub fn load(x: &[f32]) -> Self {
        Self(arch::load(x[..4].first_chunk().expect("four lanes")))
    }
    /// Writes the first four elements. Panics on fewer.
    #[inline(always)]
    pub fn store(self, out: &mut [f32]) {
        arch::store(self.0, out[..4].first_chunk_mut().expect("four lanes"));
    }
    /// Reads up to four elements; missing lanes are zero.
    #[inline(always)]
    pub fn load_part(x: &[f32]) -> Self {
        if x.len() >= 4 {
            return Self::load(x);
        }
        let mut lanes = [0.0; 4];
        lanes[..x.len()].copy_from_slice(x);
        Self(arch::from_array(lanes))
    }
    /// Writes as many of the lanes as `out` has room for.
    #[inline(always)]
    pub fn store_part(self, out: &mut [f32]) {
        if out.len() >= 4 {
            return self.store(out);
        }
        let lanes = self.to_array();
        out.copy_from_slice(&lanes[..out.len()]);
    }
    #[inline(always)]
    pub fn to_array(self) -> [f32; 4] {
        let mut out = [0.0; 4];
        arch::store(self.0, &mut out);
        out
    }
    /// Lane-wise `self < other ? other : self` (a NaN in `self` stays).
    #[inline(always)]
    pub fn max(self, other: Self) -> Self {
        Self(arch::max(self.0, other.0))
    }
    /// Lane-wise `other < self ? other : self` (a NaN in `self` stays).
    #[inline(always)]
    pub fn min(self, other: Self) -> Self {
        Self(arch::min(self.0, other.0))
    }
    #[inline(always)]
    pub fn sqrt(self) -> Self {
        Self(arch::sqrt(self.0))
    }
    /// To the nearest whole, half to even; for |x| < 2²².
    #[inline(always)]
    pub fn round(self) -> Self {
        Self(arch::round(self.0))
    }
    #[inline(always)]
    pub fn abs(self) -> Self {
        Self(arch::abs(self.0))
    }
    /// A lane that is not negative, with the sign of `other`'s.
    #[inline(always)]
    pub fn with_sign_of(self, other: Self) -> Self {
        Self(arch::with_sign_of(self.0, other.0))
    }
    /// `2^n` of whole lanes −126…127: behind 2²³, n + 127 stands in the lowest bits, from where it moves into the exponent.
    #[inline(always)]
    pub fn power_of_two(self) -> Self {
        Self(arch::into_exponent((self + Self::splat(8_388_608.0 + 127.0)).0))
    }
}

macro_rules! operator {
    ($($trait:ident $method:ident $function:ident);+) => {$(
        impl $trait for F32x4 {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(arch::$function(self.0, other.0))
            }
        }
    )+};
}
operator!(Add add add; Sub sub sub; Mul mul mul; Div div div);

impl AddAssign for F32x4 {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
