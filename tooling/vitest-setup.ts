import fc from 'fast-check';

// The same examples on every machine, so that a red build is the change's fault. FAST_CHECK_SEED looks for others.
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20251) });
