/** A flag as typed: `--dry-run` for `dryRun`, and `-x` for a single letter. */
export const flagName = (key: string): string =>
	key.length === 1 ? `-${key}` : `--${key.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
