/** `dryRun` as it is typed: `--dry-run`; one letter as `-x`. */
export const flagName = (key: string): string =>
	key.length === 1 ? `-${key}` : `--${key.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
