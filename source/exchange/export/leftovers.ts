import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** Whether a process of this machine has that id. Another user's process cannot be signalled, but exists. */
const isAlive = (id: number): boolean => {
	try {
		process.kill(id, 0);
		return true;
	} catch (error) {
		return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
	}
};

/**
Removes unfinished exports to this file that killed processes left behind, by the name `FILE.PID.part` that each
process uses.
*/
export const removeLeftovers = (file: string): void => {
	const folder = path.dirname(file);
	const beginning = `${path.basename(file)}.`;
	for (const entry of fs.readdirSync(folder, {withFileTypes: true})) {
		const {name} = entry;
		const id = name.startsWith(beginning) && /^(\d+)\.part$/.exec(name.slice(beginning.length))?.[1];
		if (id && entry.isFile() && !isAlive(Number(id))) fs.rmSync(path.join(folder, name), {force: true});
	}
};
