import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** Whether a process of this machine has that id. One of another user cannot be told anything, but is there. */
const isAlive = (id: number): boolean => {
	try {
		process.kill(id, 0);
		return true;
	} catch (error) {
		return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
	}
};

/**
Removes what processes that were killed left of their exports to this file: `FILE.PID.part`, by which each process
calls what it has not finished.
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
