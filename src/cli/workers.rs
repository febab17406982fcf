//! [`in_order`]: the same work on many things with several threads, its results in the order of the things. Only a few
//! results wait at a time, so memory does not grow with the number of things. Floor 8.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// Results that may be under way or wait for their turn, for each thread.
const WAITING: usize = 4;

/// Hands the result of `work` on each thing to `take`, in order, on this thread.
pub(super) fn in_order<T: Sync, R: Send>(
    things: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(&T, R),
) {
    let threads = threads.min(things.len());
    if threads < 2 {
        things.iter().for_each(|thing| take(thing, work(thing)));
        return;
    }
    let next = AtomicUsize::new(0);
    // A permit is taken before a thing is: whoever works on the next thing to be handed over always has one.
    let (permits, returned) = mpsc::sync_channel::<()>(threads * WAITING);
    let (results, done) = mpsc::channel::<(usize, R)>();
    let (next, work) = (&next, &work);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (permits, results) = (permits.clone(), results.clone());
            scope.spawn(move || {
                while permits.send(()).is_ok() {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(thing) = things.get(at) else { break };
                    if results.send((at, work(thing))).is_err() {
                        break;
                    }
                }
            });
        }
        drop((permits, results));
        let mut waiting = BTreeMap::new();
        let mut turn = 0;
        for (at, result) in done {
            waiting.insert(at, result);
            while let Some(result) = waiting.remove(&turn) {
                take(&things[turn], result);
                turn += 1;
                let _ = returned.try_recv();
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{WAITING, in_order};

    #[test]
    fn results_come_in_order_and_few_wait() {
        for threads in [1, 2, 7] {
            for count in [0, 1, 5, 400] {
                let things: Vec<usize> = (0..count).collect();
                let (begun, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
                let (mut out, mut most) = (Vec::new(), 0);
                let work = |thing: &usize| {
                    let ahead = begun.fetch_add(1, Ordering::SeqCst) + 1 - taken.load(Ordering::SeqCst);
                    // The first is the slowest of all.
                    for _ in 0..if thing.is_multiple_of(50) { 20_000 } else { 1 } {
                        std::thread::yield_now();
                    }
                    (thing * 2, ahead)
                };
                in_order(&things, threads, work, |_, (result, ahead)| {
                    taken.fetch_add(1, Ordering::SeqCst);
                    most = most.max(ahead);
                    out.push(result);
                });
                assert_eq!(out, things.iter().map(|thing| thing * 2).collect::<Vec<_>>());
                assert!(most <= threads * (WAITING + 1) + 1, "{most} of {count} with {threads}");
            }
        }
    }
}
