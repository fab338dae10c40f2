import path from 'node:path';
import {type SimulatedFileSystem} from './simulated-file-system.js';

/** Every byte of every file in the folder, and what is base64 in it. */
export const bytesIn = (files: SimulatedFileSystem, at: string): string =>
	files
		.list(at)
		.map(name => {
			const file = path.join(at, name);
			if (files.stat(file)!.kind === 'folder') return bytesIn(files, file);
			const text = files.bytes(file).toString('utf8');
			return `${text}\n${Buffer.from(text, 'base64').toString()}\n${text.replaceAll(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))}`;
		})
		.join('\n');
