//! Which values are largest. One sort for all of the page: every instance of a generic sort is 8 KB of download.

/// Indices of `values` from the largest value to the smallest; equal ones keep their order.
pub fn descending(values: &[f32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    order
}

/// The index of the largest value, of equals the last; `None` of nothing.
pub fn largest(values: &[f32]) -> Option<usize> {
    (0..values.len()).max_by(|&a, &b| values[a].total_cmp(&values[b]))
}

/// The middle value; for an even count the mean of the two in the middle.
pub fn median(values: &[f64]) -> f64 {
    let order = descending(&values.iter().map(|&value| value as f32).collect::<Vec<f32>>());
    let last = values.len() - 1;
    (values[order[last / 2]] + values[order[last - last / 2]]) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn largest_first_and_ties_stay() {
        assert_eq!(descending(&[0.5, 2.0, -1.0, 2.0]), [1, 3, 0, 2]);
        assert_eq!(descending(&[]), Vec::<usize>::new());
        assert_eq!((largest(&[0.5, 2.0, -1.0, 2.0]), largest(&[])), (Some(3), None));
        assert_eq!((median(&[3.0, 1.0, 2.0]), median(&[4.0, 1.0, 2.0, 3.0])), (2.0, 2.5));
    }
}
