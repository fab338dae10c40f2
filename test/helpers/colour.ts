/** Imported before Ink: colours are wanted in tests, though no terminal is there that could show them. */
process.env.FORCE_COLOR = '1';
