//! Numbers as packs write those of a network: a digit of 64 each, behind one that says what their steps are worth, so that a vector
//! is a word of some sixty letters and a change of it shows in a diff. Floor 3.

/// The digits, from the lowest number on.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The digit of no step.
const NONE: i32 = 32;

/// The digit of steps that are worth one; four digits further they are worth twice as much.
const STEP_OF_ONE: i32 = 48;

/// Numbers that are written so; nothing if a letter is no digit, or none says what the steps are worth.
#[must_use]
pub fn numbers(text: &str) -> Option<Vec<f32>> {
    let digit = |digit: u8| i32::try_from(DIGITS.iter().position(|known| *known == digit)?).ok();
    let (step, steps) = text.as_bytes().split_first()?;
    let step = worth(digit(*step)? - STEP_OF_ONE);
    #[expect(clippy::cast_precision_loss, reason = "a digit is below 64")]
    steps.iter().map(|steps| Some((digit(*steps)? - NONE) as f32 * step)).collect()
}

/// Writes numbers so, as closely as their largest allows.
#[must_use]
pub fn digits(numbers: &[f32]) -> String {
    let largest = numbers.iter().fold(f32::MIN_POSITIVE, |largest, number| largest.max(number.abs()));
    #[expect(clippy::cast_possible_truncation, reason = "a logarithm is small")]
    let power = ((4.0 * (largest / 31.5).log2()).ceil() as i32).clamp(-STEP_OF_ONE, 63 - STEP_OF_ONE);
    let digit = |number: i32| char::from(DIGITS[usize::try_from(number).unwrap_or_default().min(63)]);
    #[expect(clippy::cast_possible_truncation, reason = "a cast saturates")]
    let steps = numbers.iter().map(|number| (number / worth(power)).round() as i32);
    std::iter::once(digit(power + STEP_OF_ONE)).chain(steps.map(|steps| digit(steps + NONE))).collect()
}

/// A power of the fourth root of two; not by `powf`, which differs from machine to machine in the last digit.
fn worth(power: i32) -> f32 {
    const ROOTS: [f32; 4] = [1.0, 1.189_207_1, std::f32::consts::SQRT_2, 1.681_792_8];
    let whole = f32::from_bits((127 + power.div_euclid(4)).cast_unsigned() << 23);
    ROOTS[power.rem_euclid(4).unsigned_abs() as usize] * whole
}

#[cfg(test)]
mod tests {
    use super::{digits, numbers};

    #[test]
    fn digits_say_the_numbers_that_they_were_made_of() {
        assert_eq!(numbers("wghi_A"), Some(vec![0.0, 1.0, 2.0, 31.0, -32.0]));
        assert_eq!(numbers("0g"), Some(vec![0.0]), "four digits behind `w`");
        assert_eq!(numbers("0h"), Some(vec![2.0]));
        for none in ["", "wg!", "wé"] {
            assert_eq!(numbers(none), None, "{none}");
        }
        for some in [&[0.31_f32, -0.02, 0.0][..], &[12.0, -7.5, 0.5], &[0.0, 0.0], &[]] {
            let largest = some.iter().fold(0.0_f32, |largest, number| largest.max(number.abs()));
            let read = numbers(&digits(some)).expect("they are digits");
            assert_eq!(read.len(), some.len());
            assert!(
                some.iter().zip(&read).all(|(one, other)| (one - other).abs() <= largest / 50.0),
                "{some:?}: {read:?}"
            );
        }
    }
}
