import os from 'node:os';
import process from 'node:process';

const home = (): string => {
	try {
		return os.homedir();
	} catch {
		return '';
	}
};

// An empty HOME would make folders wherever the program is started.
if (process.env.HOME === '') delete process.env.HOME;
// A user whom the system does not know, as containers have them, gets the home that Debian gives such users: nothing is
// there. `env-paths` asks for it while it is loaded; the XDG folders still count.
if (home() === '') process.env.HOME = '/nonexistent';
const {default: envPaths} = await import('env-paths');

/** The person's folders on this machine: data, config, cache. */
export const folders = envPaths('chatlogs', {suffix: ''});
