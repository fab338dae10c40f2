/** The file's name at the end of a path or URL; '' if there is none. */
export const baseName = (address: string): string =>
	/[^/\\?#]*(?=[?#]|$)/.exec(address.replace(/^[^?#]*[/\\]/, ''))?.[0] ?? '';
