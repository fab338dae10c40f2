import path from 'node:path';
import {type SimulatedFileSystem} from './simulated-file-system.js';

const stringsIn = (value: unknown): readonly string[] => {
	if (typeof value === 'string') return [value];
	if (typeof value === 'number') return [String(value)];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => [name, ...stringsIn(inner)]);
};

/** A text, and all that it may stand for: JSON, character codes, percent signs, base64. */
const readings = (text: string): readonly string[] => {
	let parsed: readonly string[] = [];
	try {
		parsed = stringsIn(JSON.parse(text));
	} catch {}

	return [text, ...parsed].flatMap(each => [
		each,
		each.replaceAll(/\\u([\da-f]{4})/gi, (_, code: string) =>
			String.fromCodePoint(Number.parseInt(code, 16)),
		),
		each.replaceAll(/(?:%[\da-f]{2})+/gi, codes => Buffer.from(codes.replaceAll('%', ''), 'hex').toString()),
		...(each.match(/[\w+\/-]{12,}={0,2}/g) ?? []).map(part => Buffer.from(part, 'base64').toString()),
	]);
};

/** Every string of every file below the folder, however it is written. Knows nothing of the store's form. */
export const plainStrings = (files: SimulatedFileSystem, folder: string): readonly string[] =>
	files.list(folder).flatMap(name => {
		const at = path.join(folder, name);
		if (files.stat(at)!.kind === 'folder') return plainStrings(files, at);
		return files.bytes(at).toString('utf8').split('\n').flatMap(readings);
	});
