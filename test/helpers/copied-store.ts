import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

type Files = ReadonlyMap<string, Buffer>;

const filesAfter = async (make: (folder: string) => Promise<void>): Promise<Files> => {
	const folder = mkdtempSync(path.join(tmpdir(), 'chatlogs-made-'));
	try {
		await make(folder);
		return new Map(readdirSync(folder).map(name => [name, readFileSync(path.join(folder, name))]));
	} finally {
		rmSync(folder, {recursive: true});
	}
};

/**
Makes the store that many tests begin with only once in a process, since that takes longer than most of them, and gives
each test a copy. A test's second store is made anew, because two stores never have the same id.
*/
export const copiesOf = (
	make: (folder: string) => Promise<void>,
): ((test: object, folder: string) => Promise<void>) => {
	const served = new WeakSet();
	let files: Promise<Files> | undefined;
	return async (test, folder) => {
		if (served.has(test)) return make(folder);
		served.add(test);
		files ??= filesAfter(make);
		const copied = await files;
		mkdirSync(folder, {recursive: true, mode: 0o700});
		for (const [name, bytes] of copied) writeFileSync(path.join(folder, name), bytes, {mode: 0o600});
	};
};
