import fc from "fast-check";

/** The same random cases at every run, so that what is rare is not sometimes too rare; another `CASES_SEED` gives others. */
fc.configureGlobal({ seed: Number(process.env["CASES_SEED"] ?? 20_261_122) });
