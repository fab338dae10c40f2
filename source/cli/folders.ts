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

// With an empty HOME, folders would be made wherever the program is started.
if (process.env.HOME === '') delete process.env.HOME;
// A user unknown to the system, as in containers, gets the home that Debian gives such users, which does not exist.
// `env-paths` reads HOME while it is loaded; the XDG variables still count.
if (home() === '') process.env.HOME = '/nonexistent';
const {default: envPaths} = await import('env-paths');

const paths = envPaths('chatlogs', {suffix: ''});

/** The user's folders on this machine. Only XDG has one for state, which `env-paths` calls `log`. */
export const folders = {
	data: paths.data,
	config: paths.config,
	cache: paths.cache,
	state: process.platform === 'linux' ? paths.log : path.join(paths.data, 'state'),
};
