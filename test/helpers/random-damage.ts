import path from 'node:path';
import {type Random} from '../../source/demo/random.js';
import {bytesOf, namesIn, putBytes} from './damage.js';
import {folder} from './simulated-life.js';
import {type SimulatedFileSystem} from './simulated-file-system.js';

type Harm = (bytes: Buffer, at: number, random: Random) => Buffer;

const upTo = (random: Random, most: number): number => random.between(1, most);

/** What disks, editors and people do to the bytes of a file. */
const harms: Readonly<Record<string, Harm>> = {
	'a flipped bit': (bytes, at, random) => {
		const altered = Buffer.from(bytes);
		altered[at]! ^= 1 << random.between(0, 7);
		return altered;
	},
	'an inserted byte': (bytes, at, random) =>
		Buffer.concat([bytes.subarray(0, at), Buffer.from([random.between(0, 255)]), bytes.subarray(at)]),
	'a missing byte': (bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]),
	'another digit'(bytes, at, random) {
		const digit = bytes.findIndex((byte, index) => index >= at && byte >= 0x30 && byte <= 0x39);
		const altered = Buffer.from(bytes);
		if (digit !== -1) altered[digit] = 0x30 + random.between(0, 9);
		return altered;
	},
	zeros: (bytes, at, random) =>
		Buffer.from(bytes).fill(0, at, Math.min(bytes.length, at + upTo(random, 600))),
	garbage(bytes, at, random) {
		const altered = Buffer.from(bytes);
		const end = Math.min(bytes.length, at + upTo(random, 40));
		for (let index = at; index < end; index++) altered[index] = random.between(0, 255);
		return altered;
	},
	'a missing part': (bytes, at, random) =>
		Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + upTo(random, 600))]),
	'a part that is there twice'(bytes, at, random) {
		const end = at + upTo(random, 600);
		return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
	},
	'a missing line': (bytes, at) => {
		const start = bytes.lastIndexOf('\n', at) + 1;
		const end = bytes.indexOf('\n', at);
		return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end === -1 ? bytes.length : end + 1)]);
	},
	'a missing end': (bytes, at) => bytes.subarray(0, at),
	'nothing left': () => Buffer.alloc(0),
};

export interface Damage {
	readonly name: string;
	readonly harm: string;
	readonly at: number;
}

/** Damages a random file of the store at a random place; or takes the file away. */
export const doHarm = (files: SimulatedFileSystem, random: Random): Damage => {
	const name = random.pick(namesIn(files).filter(each => bytesOf(files, each).length > 0));
	const bytes = bytesOf(files, name);
	const at = random.between(0, bytes.length - 1);
	const harm = random.pick([...Object.keys(harms), 'removed']);
	if (harm === 'removed') files.remove(path.join(folder, name));
	else putBytes(files, name, harms[harm]!(bytes, at, random));
	return {name, harm, at};
};
