import os from 'node:os';
import path from 'node:path';
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

const paths = envPaths('chatlogs', {suffix: ''});

/** The person's folders on this machine. XDG alone has one for state, which `env-paths` calls that of logs. */
export const folders = {
	data: paths.data,
	config: paths.config,
	cache: paths.cache,
	state: process.platform === 'linux' ? paths.log : path.join(paths.data, 'state'),
};
