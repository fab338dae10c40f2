import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {crc32} from 'node:zlib';
import {bodyOf, chainedLine, journalStart} from '../../source/storage/journal.js';
import {type Manifest, openManifest} from '../../source/storage/manifest.js';
import {nodeFileSystem} from '../../source/storage/node-file-system.js';

type Json = Record<string, unknown>;

interface Line {
	/** `undefined` for one that a purge blanked. */
	readonly value: Json | undefined;
	/** In bytes, where it was read. */
	readonly offset: number;
	readonly length: number;
}

/** The files of a store as values, to be altered. */
export interface Craft {
	readonly manifest: Json;
	readonly segments: ReadonlyMap<string, readonly [heading: Json, columns: Json]>;
	readonly histories: ReadonlyMap<string, readonly Line[]>;
	readonly journal: readonly Line[];
}

const parse = (text: string): Json => JSON.parse(text) as Json;

const readLines = (file: string, bodyIn: (line: string) => string): readonly Line[] => {
	let offset = 0;
	return readFileSync(file, 'utf8')
		.split('\n')
		.slice(0, -1)
		.map(line => {
			const length = Buffer.byteLength(line);
			offset += length + 1;
			const value = line.trim() === '' ? undefined : parse(bodyIn(line));
			return {value, offset: offset - length - 1, length};
		});
};

export const readCraft = (folder: string): Craft => {
	const filesOf = (kind: RegExp): readonly (readonly [name: string, file: string])[] =>
		readdirSync(folder)
			.filter(name => kind.test(name))
			.map(name => [name, path.join(folder, name)]);
	return {
		manifest: parse(readFileSync(path.join(folder, 'store.json'), 'utf8')),
		segments: new Map(
			filesOf(/^s\d.*\.jsonl$/).map(([name, file]) => [
				name,
				readFileSync(file, 'utf8').trim().split('\n').map(parse) as [Json, Json],
			]),
		),
		histories: new Map(
			filesOf(/^m\d.*\.jsonl$/).map(([name, file]) => [
				name,
				readLines(file, line => line.replace(/,"crc":\d+\}$/, '}')),
			]),
		),
		journal: readLines(path.join(folder, 'changes.jsonl'), line => bodyOf(line)!),
	};
};

const historyLine = ({value, length}: Line): string => {
	if (value === undefined) return ' '.repeat(length);
	const text = JSON.stringify(value).slice(0, -1);
	return `${text},"crc":${crc32(text)}}`;
};

interface Position {
	readonly offset: number;
	readonly length: number;
}

/** Where lines come to lie that are written one after the other, by where they lay. */
const moved = (lines: readonly Line[], written: readonly string[]): ReadonlyMap<number, Position> => {
	let offset = 0;
	return new Map(
		lines.map((line, index) => {
			const length = Buffer.byteLength(written[index]!);
			offset += length + 1;
			return [line.offset, {offset: offset - length - 1, length}];
		}),
	);
};

type Moves = ReadonlyMap<string, ReadonlyMap<number, Position>>;

/** Lets the columns of a segment name the positions where histories and changes lie now. */
const relocate = (columns: Json, histories: Moves, changes: ReadonlyMap<number, Position>): Json => {
	const {historyFile, historyFiles, historyOffset, historyLength, touched, superseded} = columns as {
		historyFile: number[];
		historyFiles: string[];
		historyOffset: number[];
		historyLength: number[];
		touched: [number, number[]][];
		superseded: [number, {file: string; offset: number; length: number}[]][];
	};
	let [oldEnd, newEnd] = [0, 0];
	const gaps: number[] = [];
	const lengths: number[] = [];
	for (const [row, gap] of historyOffset.entries()) {
		const offset = oldEnd + gap;
		oldEnd = offset + historyLength[row]!;
		const position = histories.get(historyFiles[historyFile[row]!]!)!.get(offset)!;
		gaps.push(position.offset - newEnd);
		lengths.push(position.length);
		newEnd = position.offset + position.length;
	}

	return {
		...columns,
		historyOffset: gaps,
		historyLength: lengths,
		touched: touched.map(([row, positions]) => [
			row,
			positions.map(position => changes.get(position)!.offset),
		]),
		superseded: superseded.map(([row, positions]) => [
			row,
			positions.map(position => ({...position, ...histories.get(position.file)?.get(position.offset)})),
		]),
	};
};

const text = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('');

/**
Writes it over the store in the folder, with every checksum and digest as it should be.
@param altered what of it is not as it was read
*/
export const writeCraft = async (folder: string, craft: Craft, altered: keyof Craft): Promise<void> => {
	const put = (name: string, lines: readonly string[]): void =>
		writeFileSync(path.join(folder, name), text(lines));
	const positions = new Map<string, ReadonlyMap<number, Position>>();
	for (const [name, lines] of craft.histories) {
		const written = lines.map(historyLine);
		put(name, written);
		positions.set(name, moved(lines, written));
	}

	const points = [journalStart];
	const journal = craft.journal.map(({value}) => {
		const {position, n, digest} = points.at(-1)!;
		const chained = chainedLine(JSON.stringify(value), digest);
		points.push({
			position: position + Buffer.byteLength(chained.line),
			n: n + 1,
			digest: chained.digest,
		});
		return chained.line.slice(0, -1);
	});
	put('changes.jsonl', journal);
	const crcs = new Map<string, number>();
	for (const [name, [heading, columns]] of craft.segments) {
		const fitting =
			altered === 'segments' ? columns : relocate(columns, positions, moved(craft.journal, journal));
		const written = [heading, fitting].map(part => JSON.stringify(part));
		put(name, written);
		crcs.set(name, crc32(text(written)));
	}

	const manifest =
		altered === 'manifest'
			? craft.manifest
			: {
					...craft.manifest,
					folded: points[(craft.manifest.folded as {n: number}).n],
					segments: (craft.manifest.segments as {number: number; generation: number}[]).map(info => ({
						...info,
						crc: crcs.get(`s${info.number}-${info.generation}.jsonl`),
					})),
				};
	const document = openManifest(nodeFileSystem, folder);
	document.data = manifest as unknown as Manifest;
	await document.write();
};
