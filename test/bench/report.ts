import process from 'node:process';
import {median, ratioOf} from './figures.js';
import {type Cells} from './kept-figures.js';

type Unit = 'ms' | 's' | 'MiB' | 'MB/s' | 'bytes' | 'times' | 'a second';

interface Row {
	readonly what: string;
	readonly unit: Unit;
	/** Ours, one value a round. */
	readonly values: readonly number[];
	/** What it is compared with, taken in the same rounds. */
	readonly peer?: {readonly name: string; readonly values: readonly number[]};
	/** The largest ratio to the peer that is good. */
	readonly ratioAtMost?: number | undefined;
	/** The largest median that is good. */
	readonly atMost?: number | undefined;
	/** The only value that is good. */
	readonly exactly?: number;
}

const widths = [58, 30, 46, 7, 16] as const;

const number = (value: number): string =>
	value.toLocaleString('en', {maximumFractionDigits: value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0});

const spread = (values: readonly number[], unit: Unit): string => {
	const middle = `${number(median(values))} ${unit}`;
	return values.length === 1
		? middle
		: `${middle} (${number(Math.min(...values))}..${number(Math.max(...values))})`;
};

const line = (cells: readonly string[]): string =>
	cells
		.map((cell, index) => cell.padEnd(widths[index] ?? 0))
		.join(' ')
		.trimEnd();

const targets = ({ratioAtMost, atMost, exactly, unit}: Row): readonly string[] => [
	...(ratioAtMost === undefined ? [] : [`≤ ${ratioAtMost}`]),
	...(atMost === undefined ? [] : [`≤ ${number(atMost)} ${unit}`]),
	...(exactly === undefined ? [] : [`= ${exactly}`]),
];

const isMissed = ({values, peer, ratioAtMost, atMost, exactly}: Row): boolean =>
	(peer !== undefined && ratioAtMost !== undefined && ratioOf(values, peer.values) > ratioAtMost) ||
	(atMost !== undefined && median(values) > atMost) ||
	(exactly !== undefined && values.some(value => value !== exactly));

/** The table, printed row by row, because a whole run takes minutes. */
export class Report {
	/** The rows so far, by the names of their groups. */
	readonly rows = new Map<string, Cells[]>();
	#group: Cells[] = [];
	#missed = 0;

	constructor() {
		this.#print(line(['what', 'ours: median (min..max)', 'compared with', 'ratio', 'target', '']));
	}

	group(name: string): void {
		this.#group = [];
		this.rows.set(name, this.#group);
		this.#print(`\n${name}`);
	}

	add(row: Row): void {
		const {what, unit, values, peer} = row;
		const target = targets(row);
		const missed = isMissed(row);
		if (missed) this.#missed++;
		const cells = [
			what,
			spread(values, unit),
			peer ? `${peer.name} ${spread(peer.values, unit)}` : '',
			peer ? number(ratioOf(values, peer.values)) : '',
			target.join(', '),
			target.length === 0 ? '' : missed ? 'MISS' : 'ok',
		];
		this.#group.push(cells);
		this.#print(line([`  ${what}`, ...cells.slice(1)]));
	}

	note(text: string): void {
		this.#print(`  ${text}`);
	}

	end(): void {
		this.#print(`\n${this.#missed === 0 ? 'Every target is met.' : `Targets missed: ${this.#missed}`}`);
	}

	#print(text: string): void {
		process.stdout.write(`${text}\n`);
	}
}
