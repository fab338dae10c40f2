import path from 'node:path';
import {UsageRefusal} from '../../domain/refusal.js';
import {comparable} from '../../text/comparable.js';
import {type Country} from '../../text/phone-number.js';
import {type FileSystem} from '../file-system.js';
import {WordPattern} from '../word-pattern.js';
import {filesBelow} from './files-below.js';
import {Findings} from './found.js';
import {decodedString} from './json-strings.js';
import {numberPattern} from './number-pattern.js';

const stride = 1024 * 1024;
/** Bytes of one piece that the next one has as well: more than any spelling takes. */
const overlap = 4096;
/** Shorter ids stand in any file by chance. */
const shortestId = 4;

/** Where a customer stands in bytes read as Latin-1. */
type Finder = (piece: string) => Iterable<number>;

function* matches(pattern: RegExp | undefined, piece: string): Generator<number> {
	if (pattern === undefined) return;
	for (const {index} of piece.matchAll(pattern)) yield index;
}

const unescaped = (bytes: string): string =>
	decodedString(
		bytes.replaceAll(/\\u([\da-fA-F]{4})/g, (_, code: string) =>
			Buffer.from(String.fromCharCode(Number.parseInt(code, 16))).toString('latin1'),
		),
	);

/** An id or name in every form that compares as equal. */
const wordFinder = (text: string): Finder => {
	const word = comparable(text).trim();
	const pattern = new WordPattern(word);
	const escapes = /\\u[\da-fA-F]{4}/;
	const reach = text.length * 12 + 64;
	return function* (piece) {
		const isAscii = !/[\u0080-\u00FF]/.test(piece);
		for (const index of matches(pattern.for(isAscii), piece)) {
			// The pattern may match too much.
			const around = piece.slice(Math.max(0, index - reach), index + reach);
			if (comparable(unescaped(around)).includes(word)) yield index;
		}

		if (!escapes.test(piece)) return;
		for (const {0: line, index} of piece.matchAll(/[^\n"]*\\u[\da-fA-F]{4}[^\n"]*/g))
			if (comparable(unescaped(line)).includes(word)) yield index;
	};
};

/** @throws UsageRefusal if it is too short to be told from chance */
const finderOf = (customer: string, country?: Country): Finder => {
	const pattern = numberPattern(customer, country);
	if (pattern) return piece => matches(pattern, piece);
	if (comparable(customer).trim().length < shortestId || /^[\d\s+]*$/.test(customer))
		throw new UsageRefusal('--customer is too short to be looked for: give the whole number or id.');
	return wordFinder(customer);
};

/**
Looks for a customer's number or id in the bytes of every file of a store, also in what is no JSON. What is compressed is
not unpacked. Alters nothing.
*/
export const findCustomer = (
	files: FileSystem,
	folder: string,
	customer: string,
	country: Country | undefined,
	onProgress: (bytes: number) => void,
): Findings => {
	const finder = finderOf(customer, country);
	const findings = new Findings();
	for (const {name, problem} of filesBelow(files, folder)) {
		if (problem !== undefined) {
			findings.addUnread(`${name} ${problem}`);
			continue;
		}

		const open = files.open(path.join(folder, name), 'read');
		try {
			const size = open.size();
			for (let offset = 0; offset < size; offset += stride) {
				const bytes = open.read(offset, Math.min(stride + overlap, size - offset));
				for (const index of finder(bytes.toString('latin1')))
					// What begins in the overlap is found in the next piece.
					if (index < stride) findings.add({what: 'customer', file: name, offset: offset + index});
				findings.bytes += Math.min(stride, bytes.length);
				onProgress(findings.bytes);
			}
		} finally {
			open.close();
		}
	}

	return findings;
};
